//go:build unix

package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	role     = "banhda" // the server's one user
	patience = time.Minute
)

type server struct {
	dir     string
	port    int
	process *exec.Cmd
	output  bytes.Buffer
	exited  chan struct{}
}

// binaries is the folder of the newest PostgreSQL; empty where none is installed.
func binaries() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[len(found)-1])
}

func startServer() (*server, error) {
	if binaries() == "" {
		return nil, errors.New("it is not installed (Debian: apt install postgresql)")
	}
	as, err := unprivileged()
	if err != nil {
		return nil, err
	}
	s := &server{exited: make(chan struct{})}
	if err := s.prepare(as); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.dir))
	}
	err = s.launch(as)
	for tries := 1; errors.Is(err, errEnded) && tries < 5; tries++ { // another program may have taken the port
		s.exited = make(chan struct{})
		err = s.launch(as)
	}
	if err != nil {
		s.stop()
		return nil, fmt.Errorf("%w\n%s", err, s.output.String())
	}
	return s, nil
}

var errEnded = errors.New("the server ended at once")

// unprivileged is the user the server runs as: PostgreSQL refuses to run as root, so root uses postgres.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("root cannot run it, and there is no user to run it as: %w", err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user postgres has the id %q: %w", u.Uid, err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user postgres has the group %q: %w", u.Gid, err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

// prepare makes the data directory.
func (s *server) prepare(as *syscall.Credential) (err error) {
	if s.dir, err = os.MkdirTemp("", "banhda-postgres-"); err != nil {
		return err
	}
	if as != nil {
		if err := os.Chown(s.dir, int(as.Uid), int(as.Gid)); err != nil {
			return err
		}
	}
	initdb := s.command(as, "initdb", "-D", s.data(), "-U", role, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

func (s *server) data() string { return filepath.Join(s.dir, "data") }

func (s *server) command(as *syscall.Credential, name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(binaries(), name), args...)
	c.Dir = s.dir
	c.Env = []string{"LC_ALL=C", "PATH=" + os.Getenv("PATH")}
	c.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	return c
}

// launch starts the server and waits until it answers.
func (s *server) launch(as *syscall.Credential) (err error) {
	if s.port, err = freePort(); err != nil {
		return err
	}
	s.process = s.command(as, "postgres", "-D", s.data(), "-p", strconv.Itoa(s.port), "-h", "127.0.0.1", "-k", "",
		"-c", "fsync=off", "-c", "full_page_writes=off")
	s.process.Stdout, s.process.Stderr = &s.output, &s.output
	dieWithParent(s.process.SysProcAttr)
	started := make(chan error)
	go s.run(started)
	if err := <-started; err != nil {
		return err
	}
	return s.waitUntilReady()
}

// run starts the server from a thread that stays, because the system ties the child's life to the thread.
func (s *server) run(started chan<- error) {
	runtime.LockOSThread()
	err := s.process.Start()
	started <- err
	if err == nil {
		s.process.Wait()
	}
	close(s.exited)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (s *server) waitUntilReady() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		err := s.answers(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.exited:
			return errEnded
		case <-ctx.Done():
			return fmt.Errorf("the server does not answer: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// answers tells whether it is this server, and no other one on the port, that answers.
func (s *server) answers(ctx context.Context) error {
	c, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	var data string
	if err := c.QueryRow(ctx, "SHOW data_directory").Scan(&data); err == nil && data != s.data() {
		return fmt.Errorf("the port is another server's, of %s", data)
	}
	return nil
}

// stop ends the server without ceremony and removes its directory.
func (s *server) stop() {
	if s.process != nil && s.process.Process != nil {
		s.process.Process.Signal(syscall.SIGQUIT)
		<-s.exited
	}
	os.RemoveAll(s.dir)
}
