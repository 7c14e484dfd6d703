package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"banhda/api"
)

// progress shows on stderr how far the server is: on a terminal in one line that changes, elsewhere in a line every
// few seconds.
type progress struct {
	c        *call
	w        io.Writer
	terminal bool
	start    time.Time // of the step
	first    api.Progress
	shown    time.Time
	width    int
}

const (
	everyOnTerminal = 200 * time.Millisecond
	everyInLog      = 5 * time.Second
)

func (c *call) progress() *progress {
	p := &progress{c: c, w: c.stderr, shown: time.Now()}
	if f, ok := c.stderr.(*os.File); ok {
		if info, err := f.Stat(); err == nil {
			p.terminal = info.Mode()&os.ModeCharDevice != 0
		}
	}
	return p
}

func (p *progress) tell(now api.Progress) {
	if p.c.quiet {
		return
	}
	if now.Step != p.first.Step {
		p.first, p.start = now, time.Now()
	}
	every := everyInLog
	if p.terminal {
		every = everyOnTerminal
	}
	if time.Since(p.shown) < every {
		return
	}
	p.shown = time.Now()
	p.show(p.c.progressLine(now, p.first, time.Since(p.start)))
}

func (p *progress) show(line string) {
	if !p.terminal {
		fmt.Fprintln(p.w, line)
		return
	}
	n := len([]rune(line))
	fmt.Fprint(p.w, "\r", line, strings.Repeat(" ", max(0, p.width-n)))
	p.width = n
}

// close ends the line on a terminal.
func (p *progress) close() {
	if p.width > 0 {
		fmt.Fprint(p.w, "\r", strings.Repeat(" ", p.width), "\r")
	}
}

var steps = map[string]string{
	"reading": "đang đọc", "taking in": "đang tiếp nhận", "refolding": "đang tính lại", "rebuilding": "đang dựng lại",
}

// progressLine says what is being done, how far it is, how fast it goes and how long it will still take.
func (c *call) progressLine(now, first api.Progress, took time.Duration) string {
	line := c.say(steps[now.Step], now.Step)
	if now.Total > 0 {
		line += " " + c.percent(float64(now.Done)/float64(now.Total), 0)
	}
	seconds := took.Seconds()
	if rows := now.Rows - first.Rows; rows > 0 && seconds > 0 {
		line += fmt.Sprintf(c.say(", %s dòng, %s dòng/giây", ", %s rows, %s rows/s"), c.whole(now.Rows), c.whole(int64(float64(rows)/seconds)))
	}
	if done := now.Done - first.Done; done > 0 && now.Total > now.Done {
		left := time.Duration(float64(took) * float64(now.Total-now.Done) / float64(done))
		line += fmt.Sprintf(c.say(", còn khoảng %s", ", about %s left"), left.Round(time.Second))
	}
	return line
}
