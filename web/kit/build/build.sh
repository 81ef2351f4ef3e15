#!/bin/sh
# Bundles style/ and script/ into static/. Run by `go generate ./web/kit`;
# the result is committed, so that building the program needs no tool.
set -eu
cd "$(dirname "$0")/.."
tools=$(cd ../.. && pwd)/tools.mod

go tool -modfile="$tools" esbuild \
	style/portal.css style/desk.css style/delegate.css style/chair.css style/screen.css style/print.css \
	script/app.ts script/scan.ts script/screen.ts \
	--bundle --minify --charset=utf8 --format=iife --target=safari15,chrome90 \
	--external:*.woff2 --external:*.svg --legal-comments=none --log-level=warning \
	--outdir=static --entry-names='[name]'

cp script/vendor/jsqr/LICENSE static/scan.LICENSE.txt
