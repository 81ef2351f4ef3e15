#!/bin/sh
# Bundles style/ and script/ into static/. Run by `go generate ./web/kit`;
# the result is committed, so that building the program needs no tool.
set -eu
cd "$(dirname "$0")/.."
tools=$(cd ../.. && pwd)/tools.mod

bundle() {
	go tool -modfile="$tools" esbuild "$@" \
		--bundle --minify --charset=utf8 --format=iife --target=safari15,chrome90 \
		--external:*.woff2 --external:*.svg --legal-comments=none --log-level=warning \
		--entry-names='[name]'
}

bundle style/portal.css style/desk.css style/delegate.css style/chair.css style/screen.css style/print.css \
	script/app.ts script/papers-worker.ts script/scan.ts script/screen.ts \
	script/urn-scan.ts script/urn-officer.ts script/urn-trustee.ts --outdir=static

# The booth fetches its camera only when it is asked for, and knows its hash.
scanner=$(sha256sum static/urn-scan.js | cut -d ' ' -f 1)
bundle script/urn-booth.ts --define:SCANNER="\"$scanner\"" --outdir=static

# What tests call in a browser; not served.
bundle script/bel/bel.ts --global-name=bel --outdir=testdata

cat script/vendor/jsqr/LICENSE script/vendor/noble/hashes/LICENSE >static/scan.LICENSE.txt
cat script/vendor/noble/curves/LICENSE script/vendor/qr/LICENSE-MIT script/vendor/jsqr/LICENSE >static/urn.LICENSE.txt

# What the pages say about themselves, for comparison with this file.
(cd static && sha256sum app.js urn-booth.js urn-officer.js urn-scan.js urn-trustee.js) >static/urn.sha256.txt
