package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"banhda/api"
	"banhda/store"
)

// session is a conversation with the server that holds the data directory. Where none runs, it is one that this
// program has started inside itself: everything goes through the same socket, the same operations, the same rights.
type session struct {
	client *api.Client
	server *server // nil: somebody else's
}

// handover is how long a directory may be held without a socket that answers: a server that starts or stops.
const handover = 10 * time.Second

// ask calls one operation of the server and gives its result as JSON. A server that stops just then is left for the
// next one: every operation may be asked for twice.
func (c *call) ask(ctx context.Context, method, path string, query url.Values, body any) (json.RawMessage, error) {
	p := c.progress()
	defer p.close()
	for start := time.Now(); ; {
		if err := c.connect(ctx); err != nil {
			return nil, err
		}
		result, err := c.session.client.Call(ctx, method, path, query, body, p.tell)
		switch {
		case err != nil && ctx.Err() != nil:
			return nil, errors.New(c.say("đã dừng theo yêu cầu", "stopped as asked"))
		case errors.Is(err, api.ErrUnanswered) && c.session.server == nil && time.Since(start) < handover:
			c.session.client.Close()
			c.session = nil
			continue
		}
		return result, err
	}
}

// connect finds the server of the data directory or becomes it. Between a server's stop and the next one's start
// there is a moment with neither; it is waited out.
func (c *call) connect(ctx context.Context) error {
	dir, err := c.absolute()
	if err != nil || c.session != nil {
		return err
	}
	for start := time.Now(); ; {
		if answers(ctx, dir) {
			c.session = &session{client: c.client(dir)}
			return nil
		}
		s, err := startServer(ctx, c.config, slog.New(slog.DiscardHandler))
		if err == nil {
			c.session = &session{client: c.client(dir), server: s}
			return nil
		}
		if !errors.Is(err, store.ErrInUse) || time.Since(start) > handover {
			return err
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// close stops the server if it is ours; unless ctx has ended, others who ask it by now get their answers first.
func (s *session) close(ctx context.Context) error {
	s.client.Close()
	if s.server == nil {
		return nil
	}
	if ctx.Err() == nil {
		s.server.patience = courtesy
	}
	return s.server.close()
}

// client is one that is told of problems in the caller's language.
func (c *call) client(dir string) *api.Client {
	client := newClient(dir)
	client.Language = c.lang
	return client
}

func newClient(dir string) *api.Client {
	return api.NewClient(func(ctx context.Context) (net.Conn, error) { return dialSocket(ctx, dir) })
}

// answers reports whether a server answers at the directory's socket.
func answers(ctx context.Context, dir string) bool {
	conn, err := dialSocket(ctx, dir)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

// The address of a socket has room for about a hundred bytes. A directory with a longer path is reached through a
// handle of it.
const longestAddress = 100

func dialSocket(ctx context.Context, dir string) (conn net.Conn, err error) {
	err = withSocket(dir, func(address string) error {
		conn, err = (&net.Dialer{}).DialContext(ctx, "unix", address)
		return err
	})
	return conn, err
}

// listenSocket opens the directory's socket for its owner alone. The caller holds the directory, so a socket that
// is there already was left by a process that is gone.
func listenSocket(dir string) (l net.Listener, err error) {
	if err := os.Remove(socketPath(dir)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("removing an old socket: %w", err)
	}
	err = withSocket(dir, func(address string) error {
		if l, err = net.Listen("unix", address); err != nil {
			return fmt.Errorf("opening the socket: %w", err)
		}
		l.(*net.UnixListener).SetUnlinkOnClose(false) // the address may have been a handle's
		return os.Chmod(socketPath(dir), 0o600)
	})
	return l, err
}

func socketPath(dir string) string { return filepath.Join(dir, "banhda.sock") }

func withSocket(dir string, use func(address string) error) error {
	path := socketPath(dir)
	if len(path) <= longestAddress {
		return use(path)
	}
	handle, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer handle.Close()
	return use(fmt.Sprintf("/proc/self/fd/%d/%s", handle.Fd(), filepath.Base(path)))
}
