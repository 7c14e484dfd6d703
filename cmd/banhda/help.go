package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

func helpCommand() *command {
	return &command{name: "help", args: "[COMMAND]", most: 1,
		vi: "giải thích một lệnh", en: "explain a command",
		setup: func(*flags) action {
			return func(_ context.Context, c *call) error {
				if len(c.args) == 0 {
					c.usage(c.stdout, nil)
					return nil
				}
				cmd := find(c.args[0])
				if cmd == nil {
					return &usageError{nil, fmt.Sprintf(c.say("không có lệnh %q", "there is no command %q"), c.args[0])}
				}
				c.usage(c.stdout, cmd)
				return nil
			}
		}}
}

// usage explains one command, or lists them all.
func (c *call) usage(w io.Writer, cmd *command) {
	if cmd == nil {
		c.listCommands(w)
		return
	}
	fmt.Fprintf(w, "banhda %s\n", strings.Join(strings.Fields(cmd.name+" "+cmd.args+" [flags]"), " "))
	fmt.Fprintf(w, "\n%s.\n", capital(c.say(cmd.vi, cmd.en)))
	if more := c.say(cmd.moreVi, cmd.moreEn); more != "" {
		fmt.Fprintf(w, "\n%s\n", more)
	}
	f := newFlags(cmd, &call{})
	cmd.setup(f)
	c.flagDocs(w, "\n"+c.say("Cờ của lệnh:", "Flags:"), f.docs, false)
	c.flagDocs(w, "\n"+c.say("Cờ chung:", "Common flags:"), f.docs, true)
}

func (c *call) listCommands(w io.Writer) {
	fmt.Fprintln(w, c.say("banhda LỆNH [cờ] — bánh đà của công ty, đo bằng số liệu", "banhda COMMAND [flags] — a company's flywheel, measured"))
	fmt.Fprintln(w)
	t := table{}
	for _, cmd := range commands() {
		t.row("  "+strings.TrimSpace(cmd.name+" "+cmd.args), c.say(cmd.vi, cmd.en))
	}
	t.write(w)
	fmt.Fprintf(w, "\n%s\n", c.say("Xem thêm: banhda help LỆNH", "More: banhda help COMMAND"))
}

func (c *call) flagDocs(w io.Writer, title string, docs []flagDoc, common bool) {
	t := table{}
	for _, d := range docs {
		if d.common == common {
			t.row("  "+strings.TrimSpace("--"+d.name+" "+d.value), c.say(d.vi, d.en))
		}
	}
	if len(t.rows) > 0 {
		fmt.Fprintln(w, title)
		t.write(w)
	}
}

func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
