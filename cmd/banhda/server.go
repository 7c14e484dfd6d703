package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"banhda/api"
)

// server is one house that answers: everything that is open on behalf of a data directory.
type server struct {
	dir     string
	log     *slog.Logger
	api     *api.Server
	failed  chan error // what ended the flow, if anything did
	web     net.Listener
	closing []func() error // in the order in which things were opened
	// patience is how long requests under way may take to end by themselves when the house closes.
	patience time.Duration
}

// How long requests under way may take: to end by themselves when the house is told to close; where it closes only
// because its own work is done and others have begun to ask it; and to notice that they were cut off.
const (
	grace    = 2 * time.Second
	courtesy = time.Hour
	notice   = 10 * time.Second
)

// idle is how long a connection may be kept that nobody uses: whoever opens one for each request would otherwise use
// up all that the process may have, and nobody could ask it any more.
const idle = time.Minute

// startServer opens the house and answers at its socket. What was opened is closed again where something fails.
func startServer(ctx context.Context, c config, log *slog.Logger) (*server, error) {
	dir, err := c.absolute()
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir, log: log, failed: make(chan error, 1), patience: grace}
	if err := s.open(ctx, c); err != nil {
		return nil, s.closeAfter(err)
	}
	l, err := listenSocket(dir)
	if err != nil {
		return nil, s.closeAfter(err)
	}
	s.answer(l, s.api.Handler())
	return s, nil
}

// answer serves requests from a listener until the house closes.
func (s *server) answer(l net.Listener, h http.Handler) {
	requests, cut := context.WithCancel(context.Background())
	served := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: idle, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return requests }}
	served.RegisterOnShutdown(s.api.Quiet)
	go served.Serve(l) //nolint:errcheck // it ends with ErrServerClosed, by Shutdown
	s.onClose(func() error {
		defer cut()
		if shutdown(served, s.patience) == nil {
			return nil
		}
		cut()
		return shutdown(served, notice)
	})
}

func shutdown(served *http.Server, within time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	return served.Shutdown(ctx)
}

// onClose says what undoes the last thing that was opened.
func (s *server) onClose(undo func() error) { s.closing = append(s.closing, undo) }

// close ends everything in the reverse order of its beginning.
func (s *server) close() error { return s.closeAfter(nil) }

// closeAfter closes because of an error, and adds to it what goes wrong on the way.
func (s *server) closeAfter(err error) error {
	for _, undo := range slices.Backward(s.closing) {
		err = errors.Join(err, undo())
	}
	s.closing = nil
	return err
}
