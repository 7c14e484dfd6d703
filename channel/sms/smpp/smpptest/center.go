// Package smpptest is a message centre for tests. It speaks SMPP 3.4 by another implementation than the product's, so that
// the two cannot be wrong together.
package smpptest

import (
	"fmt"
	"net"
	"strconv"
	"sync"
	"testing"

	"github.com/linxGnu/gosmpp/data"
	"github.com/linxGnu/gosmpp/pdu"
)

// SystemID and Password are who it lets in.
const (
	SystemID = "banhda"
	Password = "secret"
)

// Plain is the default alphabet.
var Plain = data.GSM7BIT

// Got is a submit_sm that came.
type Got struct {
	From, To         string
	FromTon, FromNpi byte
	ToTon, ToNpi     byte
	Text             string
	Coding           byte
	Part, Parts, Ref byte // of a long message
	Registered       byte
	ID               int // decimal; its answer named it in hexadecimal
}

// Center is a message centre.
type Center struct {
	// Say decides what the n-th submit_sm is answered, from 0; drop ends the connection instead. nil: it is taken.
	Say func(n int, g Got) (status data.CommandStatusType, drop bool)

	listener net.Listener
	mu       sync.Mutex
	conns    map[net.Conn]bool
	got      []Got
	asked    int
	bound    int
	news     chan struct{}
	answered map[int32]data.CommandStatusType
	seq      int32
}

// New starts one that ends with the test.
func New(t testing.TB) *Center {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &Center{listener: l, conns: map[net.Conn]bool{}, news: make(chan struct{}), answered: map[int32]data.CommandStatusType{}, seq: 1000}
	go c.accept()
	t.Cleanup(func() {
		l.Close()
		c.Drop()
	})
	return c
}

// Port is where it listens, on 127.0.0.1.
func (c *Center) Port() int { return c.listener.Addr().(*net.TCPAddr).Port }

func (c *Center) accept() {
	for {
		conn, err := c.listener.Accept()
		if err != nil {
			return
		}
		go c.serve(conn)
	}
}

func (c *Center) serve(conn net.Conn) {
	defer func() {
		conn.Close()
		c.change(func() { delete(c.conns, conn) })
	}()
	for {
		p, err := pdu.Parse(conn)
		if err != nil {
			return
		}
		switch p := p.(type) {
		case *pdu.BindRequest:
			c.bind(conn, p)
		case *pdu.SubmitSM:
			if !c.submit(conn, p) {
				return
			}
		case *pdu.DeliverSMResp:
			c.change(func() { c.answered[p.SequenceNumber] = p.CommandStatus })
		case *pdu.EnquireLink, *pdu.Unbind:
			c.write(conn, p.GetResponse())
		}
	}
}

func (c *Center) bind(conn net.Conn, p *pdu.BindRequest) {
	answer := p.GetResponse().(*pdu.BindResp)
	known := p.SystemID == SystemID && p.Password == Password && p.BindingType == pdu.Transceiver
	if !known {
		answer.CommandStatus = data.ESME_RINVPASWD
	}
	c.write(conn, answer)
	if known {
		c.change(func() { c.conns[conn] = true; c.bound++ })
	}
}

func (c *Center) submit(conn net.Conn, p *pdu.SubmitSM) bool {
	g := Got{From: p.SourceAddr.Address(), To: p.DestAddr.Address(), FromTon: p.SourceAddr.Ton(), FromNpi: p.SourceAddr.Npi(), ToTon: p.DestAddr.Ton(), ToNpi: p.DestAddr.Npi(), Registered: p.RegisteredDelivery}
	g.Text, _ = p.Message.GetMessage()
	if e := p.Message.Encoding(); e != nil {
		g.Coding = e.DataCoding()
	}
	if u := p.Message.UDH(); u != nil {
		g.Parts, g.Part, g.Ref, _ = u.GetConcatInfo()
	}
	c.mu.Lock()
	n := c.asked
	c.asked++
	c.mu.Unlock()
	status, drop := data.ESME_ROK, false
	if c.Say != nil {
		status, drop = c.Say(n, g)
	}
	if drop {
		return false
	}
	answer := p.GetResponse().(*pdu.SubmitSMResp)
	answer.CommandStatus = status
	if status == data.ESME_ROK {
		g.ID = 4000 + n
		answer.MessageID = "00" + strconv.FormatInt(int64(g.ID), 16)
		defer c.change(func() { c.got = append(c.got, g) })
	}
	c.write(conn, answer)
	return true
}

func (c *Center) write(conn net.Conn, p pdu.PDU) {
	b := pdu.NewBuffer(nil)
	p.Marshal(b)
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = conn.Write(b.Bytes()) // who is gone is told nothing
}

func (c *Center) change(do func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	do()
	close(c.news)
	c.news = make(chan struct{})
}

// Await waits until what it asks is so.
func (c *Center) Await(t testing.TB, what string, is func() bool) {
	t.Helper()
	for {
		c.mu.Lock()
		done, news := is(), c.news
		c.mu.Unlock()
		if done {
			return
		}
		select {
		case <-news:
		case <-t.Context().Done():
			t.Fatal("the test ended before " + what)
		}
	}
}

// Bound waits until the n-th transceiver was bound, from 1.
func (c *Center) Bound(t testing.TB, n int) {
	t.Helper()
	c.Await(t, "a transceiver is bound", func() bool { return c.bound >= n && len(c.conns) > 0 })
}

// Got waits for n parts of messages that were taken, and gives all.
func (c *Center) Got(t testing.TB, n int) []Got {
	t.Helper()
	c.Await(t, "messages are taken", func() bool { return len(c.got) >= n })
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Got(nil), c.got...)
}

// Asked is how many submit_sm came, and Taken how many of them were taken.
func (c *Center) Asked() (asked, taken int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked, len(c.got)
}

// Drop ends all connections without a word.
func (c *Center) Drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for conn := range c.conns {
		conn.Close()
	}
}

// Receipt reports on what was taken, with its number in decimal, and gives what it was answered.
func (c *Center) Receipt(t testing.TB, g Got, stat, err string) data.CommandStatusType {
	t.Helper()
	text := fmt.Sprintf("id:%010d sub:001 dlvrd:001 submit date:2611230930 done date:2611230931 stat:%s err:%s text:", g.ID, stat, err)
	return c.Deliver(t, 0x04, g.To, g.From, text, data.GSM7BIT)
}

// Deliver hands over a deliver_sm, and gives what it was answered.
func (c *Center) Deliver(t testing.TB, class byte, from, to, text string, as data.Encoding) data.CommandStatusType {
	t.Helper()
	d := pdu.NewDeliverSM().(*pdu.DeliverSM)
	d.EsmClass = class
	_ = d.SourceAddr.SetAddress(from)
	_ = d.DestAddr.SetAddress(to)
	if err := d.Message.SetMessageWithEncoding(text, as); err != nil {
		t.Fatal(err)
	}
	c.mu.Lock()
	c.seq++
	seq := c.seq
	var conn net.Conn
	for conn = range c.conns {
		break
	}
	c.mu.Unlock()
	if conn == nil {
		t.Fatal("nobody is bound")
	}
	d.SetSequenceNumber(seq)
	c.write(conn, d)
	c.Await(t, "a deliver_sm is answered", func() bool { _, there := c.answered[seq]; return there })
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.answered[seq]
}
