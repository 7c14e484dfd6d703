package main

import (
	"context"
	"log/slog"
)

func serveCommand() *command {
	return &command{name: "serve",
		vi: "giữ thư mục dữ liệu và trả lời cho đến khi dừng", en: "hold the data directory and answer until stopped",
		moreVi: "Trả lời dòng lệnh qua DATA/banhda.sock; màn hình, API, /healthz, /readyz và /metrics qua địa chỉ --listen.",
		moreEn: "Answers the command line through DATA/banhda.sock; screens, API, /healthz, /readyz and /metrics at the address --listen.",
		setup: func(f *flags) action {
			f.call.network.flags(f)
			return func(ctx context.Context, c *call) error { return c.serve(ctx) }
		}}
}

// serve runs until ctx ends or the house cannot go on.
func (c *call) serve(ctx context.Context) error {
	log := slog.New(slog.NewJSONHandler(c.stderr, nil))
	if c.logs == "text" {
		log = slog.New(slog.NewTextHandler(c.stderr, nil))
	}
	s, err := startServer(ctx, c.config, log)
	if err != nil {
		return err
	}
	if c.listen != "off" {
		if err := s.listen(c.network); err != nil {
			return s.closeAfter(err)
		}
	}
	if err := s.announce(ctx, c.network); err != nil {
		return s.closeAfter(err)
	}
	select {
	case <-ctx.Done():
		log.Info("stopping")
		return s.close()
	case err := <-s.failed:
		return s.closeAfter(err)
	}
}

// announce says where the house answers, and, until it has an owner, how to become that.
func (s *server) announce(ctx context.Context, n network) error {
	s.log.Info("serving", "version", programVersion(), "socket", socketPath(s.dir), "address", s.where(n))
	if s.web == nil {
		return nil
	}
	code, err := s.api.FirstRunCode(ctx)
	if code != "" {
		s.log.Info("nobody owns this workspace yet: open the address in a browser; from another machine it asks for this code", "code", code)
	}
	return err
}
