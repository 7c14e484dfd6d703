package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// The exit codes scripts can rely on.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// Run is the program without the operating system: it runs one command and gives its exit code. Figures go to
// stdout, everything else to stderr.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer, env func(string) string) int {
	c := &call{config: readEnvironment(env), stdout: stdout, stderr: stderr}
	err := c.run(ctx, args)
	var wrong *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "banhda: %v\n\n", err)
		c.usage(stderr, wrong.command)
		return exitUsage
	}
	fmt.Fprintf(stderr, "banhda: %v\n", err)
	return exitFailure
}

// usageError is a command line that cannot be understood.
type usageError struct {
	command *command // nil: not even the command is known
	problem string
}

func (e *usageError) Error() string { return e.problem }

// command is one thing the program can do.
type command struct {
	name string
	args string // its arguments, as usage shows them
	vi   string // what it does, in one line
	en   string
	// more is said in the command's own help.
	moreVi, moreEn string
	// least and most are how many arguments it takes.
	least, most int
	// setup declares the flags and gives what runs once they are read.
	setup func(*flags) action
}

// action does the work of a command.
type action func(ctx context.Context, c *call) error

// call is one run of the program.
type call struct {
	config
	args           []string // without flags
	stdout, stderr io.Writer
	session        *session // once a server was asked
}

func (c *call) run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return &usageError{nil, c.say("chưa có lệnh nào", "no command is given")}
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "--version":
		name = "version"
	}
	cmd := find(name)
	if cmd == nil {
		return &usageError{nil, fmt.Sprintf(c.say("không có lệnh %q", "there is no command %q"), name)}
	}
	f := newFlags(cmd, c)
	do := cmd.setup(f)
	if err := f.parse(args[1:]); err != nil {
		return c.orHelp(cmd, err)
	}
	if n := len(c.args); n < cmd.least || n > cmd.most {
		return &usageError{cmd, fmt.Sprintf(c.say("%s cần: %s", "%s takes: %s"), cmd.name, strings.TrimSpace(cmd.name+" "+cmd.args))}
	}
	return errors.Join(do(ctx, c), c.close(ctx))
}

func (c *call) orHelp(cmd *command, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		c.usage(c.stdout, cmd)
		return nil
	}
	return &usageError{cmd, err.Error()}
}

func (c *call) close(ctx context.Context) error {
	if c.session == nil {
		return nil
	}
	return c.session.close(ctx)
}

func find(name string) *command {
	for _, cmd := range commands() {
		if cmd.name == name {
			return cmd
		}
	}
	return nil
}
