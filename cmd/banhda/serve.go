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
			f.text(&f.call.listen, "listen", "ADDR", "địa chỉ cho trình duyệt và API; off: không nơi nào (mặc định: $BANHDA_LISTEN, nếu không thì 127.0.0.1:8080)", "the address for browsers and the API; off: nowhere (default: $BANHDA_LISTEN, else 127.0.0.1:8080)")
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
		if err := s.listen(c.listen); err != nil {
			return s.closeAfter(err)
		}
	}
	log.Info("serving", "version", programVersion(), "socket", socketPath(s.dir), "address", s.address())
	select {
	case <-ctx.Done():
		log.Info("stopping")
		return s.close()
	case err := <-s.failed:
		return s.closeAfter(err)
	}
}
