package dispatch

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"

	"banhda/hub/message"
)

// Flights is the file that knows which messages are being handed over. Its lines are of one length, and written each by
// one call, so that a process that dies leaves whole lines.
type Flights struct {
	name string
	boot string // the machine's present run: lines of another one may have been lost

	mu    sync.Mutex
	file  *os.File
	lines int
	live  map[int64]line // of messages that are not settled yet
}

// line is one of the file. What was begun has no state.
type line struct {
	id, at, version int64
	state           message.State
}

const (
	lineBytes = 32
	bootBytes = 64
	// mostLines is how long the file grows before it is written anew with what still counts.
	mostLines = 16384
)

// codes are the states of what landed, as lines have them; 0: begun.
var codes = []message.State{"", message.Sent, message.Failed, message.Refused, message.Queued, message.Stopped, message.Bounced, message.Held}

// OpenFlights opens or makes the file of that name. boot tells one run of the machine from another; empty: not known.
func OpenFlights(name, boot string) (f *Flights, err error) {
	f = &Flights{name: name, boot: boot, live: map[int64]line{}}
	read, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading which messages were under way: %w", err)
	}
	f.recall(read)
	f.file, err = os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	return f, err
}

// recall reads the lines. Those of another run of the machine say what landed, and not what was never begun.
func (f *Flights) recall(read []byte) {
	known := len(read) >= bootBytes && f.boot != "" && string(bytes.TrimRight(read[:bootBytes], "\x00")) == f.boot
	if !known {
		f.boot, f.live = lost(f.boot), map[int64]line{}
	}
	for at := bootBytes; at+lineBytes <= len(read); at += lineBytes {
		l := decode(read[at : at+lineBytes])
		f.live[l.id] = l
	}
}

// lost marks a run of which nothing is known.
func lost(boot string) string { return "?" + boot }

// Fate is what became of a message that was claimed and never settled, as far as the file knows.
func (f *Flights) Fate(id, now int64) message.Fate {
	f.mu.Lock()
	defer f.mu.Unlock()
	l, ok := f.live[id]
	switch {
	case ok && l.state != "":
		return message.Fate{ID: id, State: l.state, At: l.at, Version: l.version}
	case ok || strings.HasPrefix(f.boot, "?"):
		return message.Fate{ID: id, State: message.Doubtful, Reason: message.CrashHid, At: now}
	}
	return message.Fate{ID: id, State: message.Queued, At: now}
}

// Begin forgets everything: what there was is settled.
func (f *Flights) Begin(boot string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.boot = boot
	clear(f.live)
	return f.rewrite()
}

// begun notes that a message is about to be handed over.
func (f *Flights) begun(id int64) error { return f.write(line{id: id}) }

// landed notes what the server said.
func (f *Flights) landed(fate *message.Fate) error {
	return f.write(line{id: fate.ID, at: fate.At, version: fate.Version, state: fate.State})
}

func (f *Flights) write(l line) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.live[l.id] = l
	f.lines++
	_, err := f.file.Write(l.encode(nil))
	return err
}

// settled forgets messages that are written down elsewhere.
func (f *Flights) settled(fates []message.Fate) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range fates {
		delete(f.live, fates[i].ID)
	}
	if f.lines < mostLines {
		return nil
	}
	return f.rewrite()
}

// rewrite puts a file with what still counts in the place of the one there is.
func (f *Flights) rewrite() error {
	all := append(make([]byte, 0, bootBytes+lineBytes*len(f.live)), f.boot...)
	all = append(all, make([]byte, bootBytes-len(f.boot))...)
	for _, l := range f.live {
		all = l.encode(all)
	}
	if err := os.WriteFile(f.name+".new", all, 0o600); err != nil {
		return err
	}
	if err := os.Rename(f.name+".new", f.name); err != nil {
		return err
	}
	file, err := os.OpenFile(f.name, os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	old := f.file
	f.file, f.lines = file, len(f.live)
	return old.Close()
}

// Close closes the file.
func (f *Flights) Close() error { return f.file.Close() }

func (l line) encode(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(l.id))
	b = binary.BigEndian.AppendUint64(b, uint64(l.at))
	b = binary.BigEndian.AppendUint64(b, uint64(l.version))
	return binary.BigEndian.AppendUint64(b, uint64(max(slices.Index(codes, l.state), 0)))
}

func decode(b []byte) line {
	n := func(i int) int64 { return int64(binary.BigEndian.Uint64(b[8*i:])) }
	l := line{id: n(0), at: n(1), version: n(2)}
	if code := n(3); code > 0 && code < int64(len(codes)) {
		l.state = codes[code]
	}
	return l
}

// Boot is the machine's present run, as the kernel names it; empty where it does not.
func Boot() string {
	f, err := os.Open("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	defer f.Close()
	id, err := io.ReadAll(io.LimitReader(f, bootBytes))
	if err != nil {
		return ""
	}
	return string(bytes.TrimSpace(id))
}
