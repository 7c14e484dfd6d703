//go:build unix

// Package pgtest gives tests a real PostgreSQL: one server for a test binary, in a temporary directory, on a free
// port of the loopback interface, with a fresh database for each test. Tests kill programs and never the machine, and
// what a program has written outlives it in the system's memory: so the server does not wait for the disk.
//
//	func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }
//
//	func TestSomething(t *testing.T) { address := pgtest.Database(t) … }
package pgtest

import (
	"context"
	"fmt"
	"os"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// RequireServers is the environment variable that, set, makes a missing PostgreSQL a failure and not a skip.
const RequireServers = "BANHDA_TEST_REQUIRE_SERVERS"

var (
	start = sync.OnceValues(startServer)
	used  atomic.Int64 // databases so far
	begun atomic.Bool
)

// Run runs the tests and stops the server that they may have started.
func Run(m *testing.M) int {
	code := m.Run()
	if begun.Load() {
		if s, err := start(); err == nil {
			s.stop()
		}
	}
	return code
}

// Database creates an empty database and gives its address. It skips the test where PostgreSQL is not installed,
// unless RequireServers is set.
func Database(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("short: without servers")
	}
	if binaries() == "" && os.Getenv(RequireServers) == "" {
		t.Skip("PostgreSQL is not installed: looked for /usr/lib/postgresql/*/bin/initdb (Debian: apt install postgresql)")
	}
	return create(t, "")
}

// Copy creates a database that begins as another one stands, and gives its address. Nobody may be connected to that one meanwhile.
func Copy(t testing.TB, of string) string {
	t.Helper()
	return create(t, " TEMPLATE "+path.Base(strings.TrimSuffix(of, options)))
}

// options are those of every address.
const options = "?sslmode=disable"

func create(t testing.TB, as string) string {
	t.Helper()
	begun.Store(true)
	s, err := start()
	if err != nil {
		t.Fatalf("starting PostgreSQL: %v", err)
	}
	name := fmt.Sprintf("test_%d", used.Add(1))
	if err := s.do("CREATE DATABASE " + name + as); err != nil {
		t.Fatalf("creating database %s: %v", name, err)
	}
	return s.address(name)
}

func (s *server) address(database string) string {
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/%s%s", role, s.port, database, options)
}

func (s *server) do(order string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	_, err = c.Exec(ctx, order)
	return err
}
