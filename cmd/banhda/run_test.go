package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"banhda/api"
	"banhda/store/pgtest"
)

// TestMain lets the test's own binary stand for the program, so that tests can start, signal and kill it.
func TestMain(m *testing.M) {
	if os.Getenv("BANHDA_TEST_PROGRAM") != "" {
		main()
	}
	os.Exit(pgtest.Run(m))
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"", exitUsage, "no command is given"},
		{"spin", exitUsage, `there is no command "spin"`},
		{"wheel --fast", exitUsage, "-fast"},
		{"wheel June", exitUsage, "wheel takes: wheel"},
		{"person", exitUsage, "person takes: person ID"},
		{"merge A", exitUsage, "merge takes: merge A B"},
		{"funnel", exitUsage, "--steps is missing"},
		{"retention --first A", exitUsage, "--return is missing"},
		{"lift --arm variant --control a", exitUsage, "--arm, --control and --goal are needed"},
		{"people --limit many", exitUsage, "many"},
		{"import", exitUsage, "write a MAPPING"},
		{"import a.yaml --list", exitUsage, "write a MAPPING"},
		{"catalogue edit", exitUsage, "write show, or set"},
		{"workspace", exitUsage, "workspace takes"},
		{"help spin", exitUsage, `there is no command "spin"`},
		{"wheel --from yesterday", exitFailure, `--from "yesterday" is neither a day`},
		{"wheel --to 2026-01-01", exitFailure, "give both"},
		{"wheel --timezone Hanoi", exitFailure, `"Hanoi" is not a time zone`},
		{"wheel --segment stage=king", exitFailure, "expected a stage"},
		{"funnel --steps A[ --from 2026-01-01", exitFailure, "steps: at character"},
		{"funnel --steps A --window long", exitFailure, `--window "long" is not a length of time`},
		{"funnel --steps A --order random", exitFailure, "query.order"},
		{"retention --first A,B --return A", exitFailure, "names 2 steps"},
		{"people --cursor 12", exitFailure, "leave it away to begin anew"},
		{"people --limit 0 --stage king", exitFailure, "query.stage"},
		{"person Lan", exitFailure, `"Lan" is not the id of a person`},
		{"person " + api.PersonID(99), exitFailure, "nobody has the id"},
		{"unmerge " + api.PersonID(99), exitFailure, "was merged with nobody"},
		{"import none.yaml", exitFailure, "the mapping cannot be read"},
		{"import testdata/shop/shop.csv", exitFailure, "shop.csv"},
		{"import --undo " + api.ImportID(7), exitFailure, "there is no import"},
		{"rebuild wheel", exitFailure, "there are seen, people, warehouse"},
		{"catalogue set testdata/shop/shop.csv", exitFailure, "banhda:"},
		{"workspace set --currency đồng", exitFailure, "is not a currency"},
		{"help", exitOK, ""},
		{"--help", exitOK, ""},
		{"wheel -h", exitOK, ""},
		{"version", exitOK, ""},
		{"--version", exitOK, ""},
		{"wheel", exitOK, ""},
	} {
		code, out, err := s.run(strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(err, c.says) {
			t.Errorf("banhda %s: exit code %d, want %d; it says %s", c.args, code, c.code, err)
		}
		if (code == exitOK) != (out != "") {
			t.Errorf("banhda %s: exit code %d with this on stdout: %s", c.args, code, out)
		}
	}
}

// Every command and every flag is explained in both languages.
func TestHelpIsComplete(t *testing.T) {
	for _, cmd := range commands() {
		f := newFlags(cmd, &call{})
		cmd.setup(f)
		if cmd.vi == "" || cmd.en == "" || (cmd.moreVi == "") != (cmd.moreEn == "") {
			t.Errorf("%s is not explained in both languages", cmd.name)
		}
		for _, d := range f.docs {
			if d.vi == "" || d.en == "" || d.vi == d.en {
				t.Errorf("%s --%s is not explained in both languages", cmd.name, d.name)
			}
		}
	}
}

func TestLanguageFollowsTheEnvironment(t *testing.T) {
	for _, c := range []struct{ variables, lang string }{
		{"", "en"}, {"LANG=vi_VN.UTF-8", "vi"}, {"LANG=C", "en"}, {"LANG=vi_VN.UTF-8 LC_ALL=C", "en"}, {"LANG=C BANHDA_LANG=vi", "vi"},
	} {
		env := map[string]string{}
		for _, v := range strings.Fields(c.variables) {
			name, value, _ := strings.Cut(v, "=")
			env[name] = value
		}
		if got := readEnvironment(func(name string) string { return env[name] }); got.lang != c.lang {
			t.Errorf("%q speaks %s, want %s", c.variables, got.lang, c.lang)
		}
	}
}

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	vi, en := &call{config: config{lang: "vi"}}, &call{config: config{lang: "en"}}
	for _, c := range []struct{ got, want string }{
		{vi.money(1234567, "VND"), "1.234.567 VND"}, {en.money(1234567, "VND"), "1,234,567 VND"},
		{vi.money(-6061694, "USD"), "-60.616,94 USD"}, {en.money(5, "USD"), "0.05 USD"}, {en.money(1234, "KWD"), "1.234 KWD"},
		{vi.percent(0.04864, 2), "4,86 %"}, {en.percent(0.04864, 2), "4.86%"},
		{en.whole(-1000), "-1,000"}, {en.whole(999), "999"}, {en.decimal(-0.5, 1), "-0.5"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

// serving is a server in a process of its own.
type serving struct {
	*exec.Cmd
	t       *testing.T
	address string
	log     io.ReadCloser
}

func (s *shop) serve(t *testing.T, flags ...string) *serving {
	t.Helper()
	cmd := s.program(append([]string{"serve", "--listen", "127.0.0.1:0"}, flags...)...)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	p := &serving{cmd, t, "", log}
	p.awaitStart()
	return p
}

// program is the program in a process of its own, on the shop's directory.
func (s *shop) program(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), "BANHDA_TEST_PROGRAM=1", "BANHDA_DATA="+s.dir, "BANHDA_LANG=en", "BANHDA_DATABASE="+s.database)
	return cmd
}

// awaitStart reads the log up to the line that says where the server listens.
func (p *serving) awaitStart() {
	p.t.Helper()
	lines := bufio.NewScanner(p.log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l struct{ Msg, Address string }
		if json.Unmarshal(lines.Bytes(), &l) == nil && l.Msg == "serving" {
			p.address = l.Address
			go p.keepTrouble(lines)
			return
		}
	}
	p.t.Fatal("the server ended before it served")
}

// keepTrouble reads the rest of the log, and shows what it complained of where the test fails.
func (p *serving) keepTrouble(lines *bufio.Scanner) {
	trouble, read := make(chan string, 20), make(chan struct{})
	p.t.Cleanup(func() {
		if !p.t.Failed() {
			return
		}
		p.Process.Kill()
		<-read
		for range len(trouble) {
			p.t.Log(<-trouble)
		}
	})
	defer close(read)
	for lines.Scan() {
		if strings.Contains(lines.Text(), `"level":"INFO"`) || len(trouble) == cap(trouble) {
			continue
		}
		trouble <- lines.Text()
	}
	io.Copy(io.Discard, p.log) // a line that was too long
}

// end sends SIGTERM and gives the exit code and how long the end took.
func (p *serving) end() (code int, took time.Duration) {
	start := time.Now()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	p.Wait()
	return p.ProcessState.ExitCode(), time.Since(start)
}

func (p *serving) get(path string) (int, string) {
	p.t.Helper()
	resp, err := http.Get(p.address + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestServe(t *testing.T) {
	s := newShop(t)
	p := s.serve(t)
	if info, err := os.Stat(socketPath(s.dir)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is open to others: %v %v", info.Mode(), err)
	}

	imported := ask[api.ImportAnswer](s, "import", "testdata/shop/shop.yaml")
	if imported.Imported != 27 || imported.Refused != 1 {
		t.Errorf("through the socket the import is %+v", imported)
	}
	if n := len(s.people()); n != 12 {
		t.Errorf("%d people answer through the socket", n)
	}

	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/metrics": "banhda_log_entries_total 27"} {
		if code, body := p.get(path); code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	if code, _ := p.get("/v1/people"); code != http.StatusUnauthorized {
		t.Errorf("the network is told of people by nobody signed in: %d", code)
	}

	second, err := s.program("serve", "--listen", "off").CombinedOutput()
	if err == nil || !strings.Contains(string(second), fmt.Sprintf("held by process %d", p.Process.Pid)) {
		t.Errorf("a second server on the directory: %v %s", err, second)
	}

	if code, took := p.end(); code != exitOK || took > 30*time.Second {
		t.Errorf("SIGTERM: exit code %d after %s", code, took)
	}
	if n := len(s.people()); n != 12 {
		t.Errorf("%d people are left after the server", n)
	}
}

// What POST /v1/events has answered is in every readout two seconds later, and once only.
func TestEventsThroughTheSocket(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.serve(t)
	client := newClient(s.dir)
	events := json.RawMessage(`[{"id":"a1","name":"Order Completed","at":1780000000000000,"person":{"email":"lan@example.vn"},"value":1000},
		{"id":"a2","name":"Product Viewed","at":1780000001000000,"person":{"email":"LAN@example.vn"}}]`)
	for range 2 {
		raw, err := client.Call(context.Background(), "POST", "/v1/events", nil, events, nil)
		var a api.AppendedAnswer
		if err != nil || json.Unmarshal(raw, &a) != nil || a.Appended != 2 || a.Seq != a.First+1 {
			t.Fatalf("%s %v", raw, err)
		}
	}
	var people []api.PersonRow
	for range 600 {
		if people = ask[api.PeopleAnswer](s, "people").People; len(people) > 0 && people[0].Purchases == 1 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if len(people) != 1 || people[0].Purchases != 1 || people[0].Revenue != 1000 {
		t.Errorf("two events of one person, sent twice, give %+v", people)
	}
	for body, says := range map[string]string{`{}`: "not an array", `[]`: "no event", `[{"id":"x","name":"","at":0,"person":{"email":"a@b.vn"}}]`: "event 1"} {
		if _, err := client.Call(context.Background(), "POST", "/v1/events", nil, json.RawMessage(body), nil); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// An order taken back counts for nothing from then on; what was known before still says otherwise.
func TestOneEventIsTakenBack(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.serve(t)
	client := newClient(s.dir)
	post := func(events string) {
		t.Helper()
		if _, err := client.Call(context.Background(), "POST", "/v1/events", nil, json.RawMessage(events), nil); err != nil {
			t.Fatal(err)
		}
	}
	purchases := func() int {
		list := ask[api.PeopleAnswer](s, "people").People
		if len(list) != 1 {
			return -1
		}
		return list[0].Purchases
	}
	await := func(want int) {
		t.Helper()
		for range 1200 {
			if purchases() == want {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatalf("%d purchases, not %d", purchases(), want)
	}
	post(`[{"id":"v1","name":"Page Viewed","at":1779990000000000,"person":{"user_id":"lan"}},
		{"id":"o1","name":"Order Completed","at":1780000000000000,"person":{"user_id":"lan"},"value":1000}]`)
	await(1)
	post(`[{"id":"r1","name":"Event Retracted","at":1780000002000000,"person":{"user_id":"lan"},"properties":{"id":"o1"}}]`)
	await(0)
	if p := ask[api.PersonAnswer](s, "person", ask[api.PeopleAnswer](s, "people").People[0].ID); len(p.Events) != 1 || p.Events[0].ID != "v1" {
		t.Errorf("the timeline still shows %+v", p.Events)
	}
}

func TestTheDirectoryMayLieDeep(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.dir = filepath.Join(s.dir, strings.Repeat("sâu thật sâu/", 10))
	s.serve(t)
	if len(s.must("workspace", "show")) == 0 || len(socketPath(s.dir)) <= longestAddress {
		t.Error("the path is short or nothing answers")
	}
}

func TestADirectoryRemembersItsDatabase(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.must("workspace", "show")
	code, _, err := s.run("workspace", "show", "--database", "postgres://localhost:1/banhda")
	if code != exitFailure || !strings.Contains(err, "are in SQLite") {
		t.Errorf("exit code %d: %s", code, err)
	}
}

// An import that was stopped goes on where it was asked again, as the same import.
func TestAnImportMayBeStopped(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	mapping := s.manyOrders(t, 300_000)
	cmd := s.program("import", mapping)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s.awaitEntries(t)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitFailure {
		t.Fatalf("a stopped import ends with exit code %d", code)
	}
	list := ask[api.ImportsAnswer](s, "import", "--list").Imports
	if len(list) != 1 || list[0].State != "running" {
		t.Fatalf("after the stop there are %+v", list)
	}
	again := ask[api.ImportAnswer](s, "import", mapping)
	if again.ID != list[0].ID || again.Duplicates == 0 || again.Imported+again.Duplicates != 300_000 || again.People != 1000 {
		t.Errorf("going on gives %+v", again)
	}
	if a := ask[api.WheelAnswer](s, "wheel", "--from", "2026-01-01", "--to", "2026-06-01"); *a.Revenue.Total != 300_000 {
		t.Errorf("revenue is %d, not what the file says", *a.Revenue.Total)
	}
	s.must("import", "--undo", again.ID)
	if n := len(s.people()); n != 0 {
		t.Errorf("%d people are left of an import that was taken back", n)
	}
}

// manyOrders writes orders of 1 đồng each by a thousand people, and a mapping for them.
func (s *shop) manyOrders(t *testing.T, n int) (mapping string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("day,customer,amount\n")
	for i := range n {
		fmt.Fprintf(&b, "2026-03-%02d,KH%03d,1\n", i%28+1, i%1000)
	}
	dir := t.TempDir()
	mapping = filepath.Join(dir, "orders.yaml")
	yaml := "source: orders\nfiles:\n  - path: orders.csv\n    events:\n      - {name: Order Completed, at: day, person: {user_id: customer}, value: amount}\n"
	for path, text := range map[string]string{mapping: yaml, filepath.Join(dir, "orders.csv"): b.String()} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return mapping
}

// awaitEntries waits until something is in the log of the process that imports.
func (s *shop) awaitEntries(t *testing.T) {
	t.Helper()
	client := newClient(s.dir)
	for range 6000 {
		raw, err := client.Call(context.Background(), "GET", "/v1/status", nil, nil, nil)
		var a api.StatusAnswer
		if err == nil && json.Unmarshal(raw, &a) == nil && a.Tail > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nothing reached the log")
}
