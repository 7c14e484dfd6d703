package smpp

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"
)

// session is one connection that is bound.
type session struct {
	conn net.Conn
	wait time.Duration

	mu      sync.Mutex
	seq     uint32
	waiting map[uint32]chan pdu
	last    time.Time // when anything came
	ended   chan struct{}
	once    sync.Once
}

var (
	errEnded   = errors.New("the connection ended")
	errNoReply = errors.New("no answer came")
	errUnsent  = errors.New("it was not sent")
)

func newSession(conn net.Conn, wait time.Duration) *session {
	return &session{conn: conn, wait: wait, waiting: map[uint32]chan pdu{}, last: time.Now(), ended: make(chan struct{})}
}

func (s *session) end() {
	s.once.Do(func() {
		close(s.ended)
		s.conn.Close()
	})
}

// write sends a PDU; a connection that takes none any more is at its end.
func (s *session) write(p *pdu) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.conn.SetWriteDeadline(time.Now().Add(s.wait))
	err := p.write(s.conn)
	if err != nil {
		s.end()
	}
	return err
}

// ask sends a command and waits for its answer. errUnsent says that nothing of it left; any other error leaves open whether
// it was heard.
func (s *session) ask(ctx context.Context, c command, body []byte) (answer pdu, err error) {
	select {
	case <-s.ended:
		return answer, errUnsent
	default:
	}
	s.mu.Lock()
	s.seq = s.seq%0x7fffffff + 1
	p, heard := pdu{command: c, seq: s.seq, body: body}, make(chan pdu, 1)
	s.waiting[p.seq] = heard
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.waiting, p.seq)
		s.mu.Unlock()
	}()
	if err := s.write(&p); err != nil {
		return answer, err
	}
	timer := time.NewTimer(s.wait)
	defer timer.Stop()
	select {
	case answer = <-heard:
		return answer, nil
	case <-s.ended:
		err = errEnded
	case <-timer.C:
		err = errNoReply
	case <-ctx.Done():
		err = ctx.Err()
	}
	select { // it may have come in the same moment
	case answer = <-heard:
		return answer, nil
	default:
	}
	return answer, err
}

// listen reads until the connection ends. Answers go to who waits for them, what else comes to take.
func (s *session) listen(take func(pdu)) {
	defer s.end()
	for {
		p, err := read(s.conn)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.last = time.Now()
		heard := s.waiting[p.seq]
		s.mu.Unlock()
		switch {
		case p.command&genericNack != 0:
			if heard != nil {
				select {
				case heard <- p:
				default:
				}
			}
		case p.command == enquireLink:
			_ = s.write(&pdu{command: p.command.answer(), seq: p.seq})
		case p.command == unbind:
			_ = s.write(&pdu{command: p.command.answer(), seq: p.seq})
			return
		default:
			take(p)
		}
	}
}

// keep asks now and then whether the other side is there, and ends the connection where it is not.
func (s *session) keep(every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-s.ended:
			return
		case <-tick.C:
		}
		s.mu.Lock()
		silent := time.Since(s.last)
		s.mu.Unlock()
		if silent < every {
			continue
		}
		if _, err := s.ask(context.Background(), enquireLink, nil); err != nil {
			s.end()
		}
	}
}
