package email

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/emersion/go-smtp"
	"pgregory.net/rapid"
)

func TestAPoolKeepsItsConnections(t *testing.T) {
	p := &post{answer: map[string]error{"gone@example.com": &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}}}
	pool := NewPool(open(t, p, TLS), Limits{Connections: 3})
	defer pool.Close()
	var wait sync.WaitGroup
	var mu sync.Mutex
	refusals := 0
	for i := range 60 {
		wait.Go(func() {
			m := letter()
			if m.To.Address = fmt.Sprintf("khach%d@example.com", i); i%30 == 0 {
				m.To.Address = "gone@example.com"
			}
			err := pool.Send(t.Context(), m)
			mu.Lock()
			defer mu.Unlock()
			var e *Error
			switch {
			case errors.As(err, &e) && e.Enhanced == "5.1.1" && e.Class == Permanent && !e.Server:
				refusals++
			case err != nil:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if len(p.taken) != 58 || refusals != 2 || p.visits > 3 {
		t.Errorf("%d taken and %d refused over %d connections", len(p.taken), refusals, p.visits)
	}
}

// TestAnIdleConnectionThatWasClosedIsReplaced: what was closed by the server meanwhile costs no message.
func TestAnIdleConnectionThatWasClosedIsReplaced(t *testing.T) {
	p := &post{}
	pool := NewPool(open(t, p, TLS), Limits{Connections: 1})
	defer pool.Close()
	for i := range 3 {
		if err := pool.Send(t.Context(), letter()); err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
		p.last.Close()
	}
	if len(p.taken) != 3 {
		t.Errorf("%d taken", len(p.taken))
	}
}

func TestADomainThatAsksForLessIsSlowedDown(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	p := newPaces(Pace{Domains: map[string]int{"slow.example": 60}})
	if p.take("slow.example", now) != 0 || p.take("slow.example", now) <= 0 || p.take("slow.example", now.Add(time.Second)) != 0 {
		t.Error("a minute's sixty are not one a second")
	}
	busy := &Error{Class: Retry, Code: 421}
	p.learn("b.example", busy, now)
	if got := p.take("b.example", now); got != firstPause || busy.After != firstPause {
		t.Errorf("told to be slow, it waits %v", got)
	}
	later := now.Add(firstPause)
	p.learn("b.example", busy, later)
	if got := p.take("b.example", later); got != 2*firstPause {
		t.Errorf("told again, it waits %v", got)
	}
	if p.take("c.example", now) != 0 {
		t.Error("another domain waits too")
	}
	p.learn("b.example", nil, later.Add(time.Hour))
	p.learn("b.example", busy, later.Add(2*time.Hour))
	if got := p.take("b.example", later.Add(2*time.Hour)); got != firstPause {
		t.Errorf("what is long past counts: %v", got)
	}
}

// TestSignaturesHold checks both signatures as a recipient does, and that they cover leaving and the sender.
func TestSignaturesHold(t *testing.T) {
	records := map[string]string{}
	var keys []Key
	for _, algorithm := range []string{RSA, Ed25519} {
		made, err := NewKey(algorithm)
		if err != nil {
			t.Fatal(err)
		}
		signer, err := ParseKey(made)
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, Key{"example.com", algorithm, signer})
		if records[algorithm+"._domainkey.example.com"], err = Record(signer); err != nil {
			t.Fatal(err)
		}
	}
	m := letter()
	m.Keys, m.OneClick = keys, true
	m.Files = []File{{"Bảng giá.pdf", "application/pdf", bytes.Repeat([]byte("%PDF"), 100)}}
	body, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	valid := func(body []byte) (n int) {
		list, err := dkim.VerifyWithOptions(bytes.NewReader(body), &dkim.VerifyOptions{LookupTXT: func(name string) ([]string, error) { return []string{records[name]}, nil }})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			if v.Err == nil {
				n++
			}
		}
		return n
	}
	if got := valid(body); got != 2 {
		t.Errorf("%d signatures hold", got)
	}
	for what, changed := range map[string][]byte{
		"another body":   bytes.Replace(body, []byte("PDF"), []byte("XDF"), 1),
		"another way":    bytes.Replace(body, []byte("/settings/notices"), []byte("/settings/nothing"), 1),
		"another sender": bytes.Replace(body, []byte("\r\nDate:"), []byte("\r\nFrom: boss@example.com\r\nDate:"), 1),
	} {
		if what == "another body" {
			changed = bytes.Replace(body, []byte("JVBERi"), []byte("JVBERj"), 1)
		}
		if got := valid(changed); got != 0 {
			t.Errorf("%s: %d signatures hold", what, got)
		}
	}
}

// TestQuotedReadsBack: whatever is written is read again, in lines that every server takes.
func TestQuotedReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := []string{"a", "b", " ", ".", "=", "\n", "\t", "đ", "Ầ", "≠", "\u00a0", "~", "\x7f", "which is longer than eight ", "aaaaaaa "}
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "text"), "")
		out := quoted(nil, []byte(text))
		for l := range bytes.SplitSeq(out, []byte("\r\n")) {
			if len(l) > 76 || bytes.HasPrefix(l, []byte(".")) {
				t.Fatalf("a line: %q", l)
			}
		}
		got, err := io.ReadAll(qp(out))
		if err != nil || strings.ReplaceAll(strings.TrimSuffix(string(got), "\r\n"), "\r\n", "\n") != text {
			t.Fatalf("%q became %q, read as %q (%v)", text, out, got, err)
		}
	})
}

// TestEightAtOnce: of eight bytes together is said what is said of each.
func TestEightAtOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.OneOf(rapid.ByteRange(' ', '~'), rapid.ByteRange(' ', '~'), rapid.ByteRange('a', 'z'), rapid.ByteRange('a', 'z'), rapid.Byte()), 8, 8).Draw(t, "text")
		all, more := true, 0
		for i := range 8 {
			all = all && (plain[text[i]] || text[i] == ' ')
			if text[i] > '~'+1 {
				more++
			}
		}
		if is := printed(binary.LittleEndian.Uint64(text)); is != all || beyond(text) != more {
			t.Fatalf("%q: printed %v, beyond %d", text, is, beyond(text))
		}
	})
}

func BenchmarkSend(b *testing.B) {
	p := &post{forget: true}
	s := open(b, p, Plain)
	s.User = ""
	p.open = true
	pool := NewPool(s, Limits{Connections: 8})
	defer pool.Close()
	html := []byte(strings.Repeat("<td style=\"padding:0\">Chào chị Lan, cửa hàng có hàng mới</td>\n", 140))
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			m := letter()
			m.From, m.HTML, m.To = mail.Address{Address: "a@example.com"}, html, mail.Address{Address: "b@example.com"}
			if err := pool.Send(b.Context(), m); err != nil {
				b.Error(err)
			}
		}
	})
}
