package smpp

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// command is what a PDU is for. An answer is the command with its highest bit set.
type command uint32

// The commands of SMPP 3.4 that are spoken here.
const (
	genericNack     command = 0x80000000
	submit          command = 0x00000004
	deliver         command = 0x00000005
	unbind          command = 0x00000006
	bindTransceiver command = 0x00000009
	enquireLink     command = 0x00000015
)

func (c command) answer() command { return c | 0x80000000 }

// status is what an answer says.
type status uint32

// The statuses that are told apart: section 5.1.3 of SMPP 3.4.
const (
	ok            status = 0x00
	invalidBind   status = 0x04
	systemError   status = 0x08
	invalidSource status = 0x0a
	bindFailed    status = 0x0d
	badPassword   status = 0x0e
	badSystemID   status = 0x0f
	queueFull     status = 0x14
	throttled     status = 0x58
	temporarily   status = 0x64
)

func (s status) String() string { return fmt.Sprintf("0x%08x", uint32(s)) }

// pdu is one piece of the conversation.
type pdu struct {
	command command
	status  status
	seq     uint32
	body    []byte
}

const (
	headBytes = 16
	largest   = 64 << 10 // of any PDU: message_payload has at most 64 kB
)

var errLength = errors.New("a PDU of an impossible length")

// write puts a PDU on the wire by one call.
func (p *pdu) write(w io.Writer) error {
	b := make([]byte, 0, headBytes+len(p.body))
	for _, n := range []uint32{uint32(headBytes + len(p.body)), uint32(p.command), uint32(p.status), p.seq} {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	_, err := w.Write(append(b, p.body...))
	return err
}

func read(r io.Reader) (p pdu, err error) {
	var head [headBytes]byte
	if _, err = io.ReadFull(r, head[:]); err != nil {
		return p, err
	}
	n := func(i int) uint32 { return binary.BigEndian.Uint32(head[4*i:]) }
	if n(0) < headBytes || n(0) > largest {
		return p, errLength
	}
	p = pdu{command: command(n(1)), status: status(n(2)), seq: n(3), body: make([]byte, n(0)-headBytes)}
	_, err = io.ReadFull(r, p.body)
	return p, err
}

// builder writes the fields of a body.
type builder struct{ bytes.Buffer }

func (b *builder) text(s string) { b.WriteString(s); b.WriteByte(0) }
func (b *builder) byte(all ...byte) {
	b.Write(all)
}

// fields read the fields of a body; after the first that is not there, all are empty.
type fields struct {
	left []byte
	bad  bool
}

func (f *fields) text() string {
	at := bytes.IndexByte(f.left, 0)
	if at < 0 {
		f.left, f.bad = nil, true
		return ""
	}
	s := string(f.left[:at])
	f.left = f.left[at+1:]
	return s
}

func (f *fields) take(n int) []byte {
	if n > len(f.left) {
		f.left, f.bad = nil, true
		return make([]byte, n)
	}
	b := f.left[:n]
	f.left = f.left[n:]
	return b
}

func (f *fields) byte() byte { return f.take(1)[0] }

// The optional parameters that are read.
const (
	receiptedID    = 0x001e
	messagePayload = 0x0424
	messageState   = 0x0427
)

// options reads the optional parameters that follow.
func (f *fields) options() map[uint16][]byte {
	all := map[uint16][]byte{}
	for len(f.left) >= 4 {
		tag, n := binary.BigEndian.Uint16(f.left), int(binary.BigEndian.Uint16(f.left[2:]))
		f.left = f.left[4:]
		all[tag] = f.take(n)
	}
	return all
}
