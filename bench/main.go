// Command bench measures how fast the house is: each thing in turn with a baseline fixed in this folder, on the same
// machine in the same run, as medians of interleaved rounds. It prints ratios; it never fails for being slow.
//
//	go run ./bench -people 1000000 -events 20000000
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"time"
)

// bench is one run: its size, its place, and what was found.
type bench struct {
	history
	rounds  int
	dir     string
	imports int64
	list    int64
	seconds int

	messages int

	database string // PostgreSQL's address, for records; empty: SQLite
	only     *regexp.Regexp
}

// part is one thing to measure.
type part struct {
	name string
	run  func(context.Context, *bench) error
}

var parts = []part{
	{"log", measureLog},
	{"fold", measureFold},
	{"warehouse", measureWarehouse},
	{"import", measureImport},
	{"fresh", measureFresh},
	{"ingest", measureIngest},
	{"screen", measureScreen},
	{"start", measureStart},
	{"records", measureRecords},
	{"bulk", measureBulk},
	{"list", measureIntake},
	{"workflow", measureWorkflow},
	{"segment", measureSegment},
	{"forms", measureForms},
	{"send", measureSend},
	{"chat", measureChat},
	{"engage", measureEngage},
}

func main() {
	b := &bench{}
	flag.Int64Var(&b.people, "people", 1_000_000, "people in the made-up history")
	flag.Int64Var(&b.events, "events", 20_000_000, "events in it")
	flag.Int64Var(&b.imports, "import", 2_000_000, "events in the imported CSV file")
	flag.Int64Var(&b.list, "list", 1_000_000, "people in the imported list of customers")
	flag.IntVar(&b.messages, "messages", 100_000, "messages of a campaign, and people who get them")
	flag.IntVar(&b.seconds, "seconds", 60, "length of the steady stream")
	flag.IntVar(&b.rounds, "rounds", 5, "counted rounds of each measurement")
	flag.StringVar(&b.dir, "dir", "", "where to work; empty: a temporary folder, removed afterwards")
	flag.StringVar(&b.database, "database", "", "address of an empty PostgreSQL database for the records; empty: SQLite")
	only := flag.String("only", "", "measure only the parts whose name fits: log, fold, warehouse, import, fresh, ingest, screen, start, records, bulk, list, workflow, segment, forms, send, chat, engage")
	ceiling := flag.Bool("ceiling", false, "be the server that ingest is compared with")
	flag.Parse()
	if *ceiling {
		fmt.Fprintln(os.Stderr, "bench:", serveCeiling())
		os.Exit(1)
	}
	b.only = regexp.MustCompile(*only)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := b.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(ctx context.Context) error {
	if b.dir == "" {
		dir, err := os.MkdirTemp("", "banhda-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		b.dir = dir
	}
	fmt.Printf("%d people, %d events; %d cores, %s; %s\n\n", b.people, b.events, runtime.NumCPU(), runtime.Version(), time.Now().UTC().Format("2006-01-02"))
	for _, p := range parts {
		if !b.only.MatchString(p.name) {
			continue
		}
		fmt.Println("#", p.name)
		if err := p.run(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		fmt.Println()
	}
	return nil
}
