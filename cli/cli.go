// Package cli is the door of the operator: each command is a row of one table,
// and whatever an administrator does on the web has a command here.
//
// A command answers with its exit status: 0 done, 1 not done, 2 the input must
// be mended, 130 stopped by Ctrl-C with nothing changed. People read what it
// prints in Vietnamese unless LANG asks for English.
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"hoinghi/access"
	"hoinghi/fault"
	"hoinghi/locale"
)

// World is everything outside the program that a command may touch.
type World struct {
	Args []string
	In   io.Reader
	Out  io.Writer
	Err  io.Writer
	Env  func(string) string
	Now  func() time.Time
}

// run is one call of a command.
type run struct {
	World
	ctx  context.Context
	w    *locale.Words
	args []string // after the flags
}

type command struct {
	name string // words after the program's name, for example "import conference"
	args string // shown after the flags
	help string // message key
	do   func(r *run, flags *flag.FlagSet) (func() error, error)
}

// keys: cli.help.*

func commands() []command {
	return []command{
		{"demo", "", "cli.help.demo", demo},
		{"serve", "", "cli.help.serve", serve},
		{"org add", "", "cli.help.org.add", orgAdd},
		{"org list", "", "cli.help.org.list", orgList},
		{"import conference", "FILE", "cli.help.import.conference", importConference},
		{"import news", "FILE…", "oldnews.cli.help", importNews},
		{"law explain", "RULE", "cli.help.law.explain", lawExplain},
		{"journal verify", "", "cli.help.journal.verify", journalVerify},
		{"lint", "FILE…", "cli.help.lint", lintFiles},
		{"document list", "", "cli.help.document.list", documentList},
		{"document draw", "KIND", "cli.help.document.draw", documentDraw},
		{"document pack", "", "cli.help.document.pack", documentPack},
		{"verify", "FILE", "cli.help.verify", verifyArchive},
		{"backup", "FILE", "cli.help.backup", backup},
		{"restore", "FILE", "cli.help.restore", restore},
		{"export site", "DIR", "cli.export.help.site", exportSite},
		{"export check", "DIR|URL", "cli.export.help.check", exportCheck},
		{"rehearse", "", "cli.rehearse.help", rehearse},
		{"bench live", "", "cli.help.bench.live", benchLive},
		{"bench portal", "", "cli.export.help.bench", benchPortal},
		{"doctor", "", "cli.help.doctor", doctor},
		{"version", "", "cli.help.version", version},
	}
}

// Main runs the command that the arguments name and returns its exit status.
func Main(world World) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	r := &run{World: world, ctx: ctx, w: locale.In(language(world.Env))}
	for _, c := range commands() {
		if rest, ok := named(world.Args, c.name); ok {
			return r.call(c, rest)
		}
	}
	r.usage()
	if len(world.Args) > 0 && strings.Trim(world.Args[0], "-") != "help" {
		return 2
	}
	return 0
}

func language(env func(string) string) string {
	if strings.HasPrefix(env("LANG"), "en") && env("HOINGHI_LANG") == "" {
		return "vi" // a server's default LANG says nothing about its people
	}
	return env("HOINGHI_LANG")
}

func named(args []string, name string) (rest []string, ok bool) {
	words := strings.Fields(name)
	if len(args) < len(words) {
		return nil, false
	}
	for i, w := range words {
		if args[i] != w {
			return nil, false
		}
	}
	return args[len(words):], true
}

func (r *run) call(c command, args []string) int {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(r.Err)
	flags.Usage = func() {
		fmt.Fprintf(r.Err, "hoinghi %s %s\n%s\n", c.name, c.args, r.w.T(c.help))
		flags.PrintDefaults()
	}
	do, err := c.do(r, flags)
	if err == nil {
		err = flags.Parse(mixed(flags, args))
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		if err != nil {
			return 2
		}
		r.args = flags.Args()
		err = do()
	}
	return r.answer(err)
}

// mixed moves flags before the arguments, so that both orders work.
func mixed(flags *flag.FlagSet, args []string) []string {
	var first, rest []string
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a == "--" {
			rest = append(rest, args[i+1:]...)
			break
		}
		if !strings.HasPrefix(a, "-") || a == "-" {
			rest = append(rest, a)
			continue
		}
		first = append(first, a)
		f := flags.Lookup(strings.TrimLeft(a, "-"))
		if f == nil {
			continue
		}
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); (!ok || !b.IsBoolFlag()) && i+1 < len(args) {
			i++
			first = append(first, args[i])
		}
	}
	return append(append(first, "--"), rest...)
}

// errStopped is behind what was given up because the operator asked for it.
var errStopped = errors.New("stopped by the operator")

const stopped = 130 // what a shell calls the end by Ctrl-C: 128 and SIGINT

func (r *run) answer(err error) int {
	if err == nil {
		return 0
	}
	f := fault.Of(err)
	if errors.Is(err, errStopped) {
		fmt.Fprintln(r.Err, "hoinghi:", r.w.T(f.Key, r.words(f.Args)...))
		return stopped
	}
	if f.Kind == fault.Internal {
		fmt.Fprintln(r.Err, "hoinghi:", err)
		return 1
	}
	fmt.Fprintln(r.Err, "hoinghi:", r.w.T(f.Key, r.words(f.Args)...))
	for _, x := range f.Fields {
		fmt.Fprintf(r.Err, "  %s: %s\n", x.Name, r.w.T(x.Key, r.words(x.Args)...))
	}
	if f.Kind == fault.Invalid {
		return 2
	}
	return 1
}

// words says the arguments that are words themselves.
func (r *run) words(args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		if role, ok := a.(access.Label); ok {
			out[i] = r.w.T("role." + string(role))
		}
	}
	return out
}

func (r *run) usage() {
	fmt.Fprintln(r.Err, r.w.T("cli.usage"))
	for _, c := range commands() {
		fmt.Fprintf(r.Err, "  %-28s %s\n", strings.TrimSpace(c.name+" "+c.args), r.w.T(c.help))
	}
}

// need refuses a call without its n arguments.
func (r *run) need(n int) error {
	if len(r.args) != n {
		return fault.New(fault.Invalid, "cli.arguments", n)
	}
	return nil
}
