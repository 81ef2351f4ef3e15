// hoinghi holds the yearly staff conference of a public agency.
package main

import (
	"os"
	"time"

	"hoinghi/cli"
)

func main() {
	os.Exit(cli.Main(cli.World{Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Now: time.Now}))
}
