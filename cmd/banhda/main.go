// Command banhda is the whole product in one program: the server that holds a company's data directory, and the
// command line that asks it.
//
// main.go reads flags and environment, wire.go puts the parts together; every command has a file of its own.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones by name, on machines without a database of them
)

func main() {
	syscall.Umask(0o077) // what we write is about people: for the owner alone
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(Run(ctx, os.Args[1:], os.Stdout, os.Stderr, os.Getenv))
}
