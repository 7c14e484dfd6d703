package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/history"
	"banhda/hub/person"
	"banhda/store"
)

// DoNotCallAnswer is the Do-Not-Call list: how many numbers, and each time it was taken in.
type DoNotCallAnswer struct {
	Numbers map[string]int64 `json:"numbers" doc:"how many numbers refuse all, sms or call"`
	Lists   []DoNotCallList  `json:"lists" doc:"the newest first; at most 100"`
	Checked string           `json:"checked" doc:"the day of the newest list that covers SMS; empty: none was taken in"`
}

// DoNotCallList is one time that the list was taken in: the proof that it was looked at.
type DoNotCallList struct {
	Name    string `json:"name"`
	Hash    string `json:"hash" doc:"SHA-256 of the file, hexadecimal"`
	Scope   string `json:"scope" enum:"all,sms,call"`
	Day     string `json:"day" doc:"the list is of"`
	Whole   bool   `json:"whole" doc:"it took the place of those before"`
	Numbers int64  `json:"numbers"`
	Refused int64  `json:"refused" doc:"lines that are no number"`
	Done    bool   `json:"done"`
	At      string `json:"at"`
	Act     string `json:"act"`
}

func (s *Server) showDoNotCall(ctx context.Context, _ *struct{}, _ Tell) (a *DoNotCallAnswer, err error) {
	a = &DoNotCallAnswer{Numbers: map[string]int64{}, Lists: []DoNotCallList{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		lists, err := v.DoNotCallLists(ctx, 100)
		if err != nil {
			return err
		}
		for _, l := range lists {
			a.Lists = append(a.Lists, DoNotCallList{l.Name, l.Hash, string(l.Scope), l.Day, l.Whole, l.Numbers, l.Refused, l.Done, showInstant(l.At), ActID(l.Act)})
		}
		counts, err := v.CountDoNotCall(ctx)
		if err != nil {
			return err
		}
		for _, scope := range gate.Scopes {
			a.Numbers[string(scope)] = counts[scope]
		}
		a.Checked, err = v.CheckedOn(ctx, gate.Over(consent.SMS))
		return err
	})
	return a, err
}

// dncHash is by which a number on the list is known.
func (s *Server) dncHash(number string) string { return s.addressHash("do-not-call", number) }

type doNotCallOrder struct {
	Name  string `query:"name" required:"true" minLength:"1" maxLength:"255" doc:"The file's name: its ending tells whether it is CSV or XLSX."`
	Day   string `query:"day" required:"true" maxLength:"10" doc:"The day the list is of, such as 2026-11-22."`
	Scope string `query:"scope" enum:"all,sms,call" default:"all" doc:"What its numbers refuse."`
	Whole bool   `query:"whole" doc:"It takes the place of those before; else it adds to them."`
	body  io.Reader
}

// Resolve keeps the body to be read as it comes.
func (o *doNotCallOrder) Resolve(c huma.Context) []error {
	_ = c.SetReadDeadline(time.Time{})
	o.body = c.BodyReader()
	return nil
}

// largestDoNotCall bounds a list's file: some 10 million numbers.
const largestDoNotCall = 200 << 20

// takeDoNotCall takes a list in: every cell that is a telephone number.
func (s *Server) takeDoNotCall(ctx context.Context, in *doNotCallOrder, tell Tell) (*DoNotCallAnswer, error) {
	l := gate.List{Name: uploadName(in.Name), Scope: gate.Scope(in.Scope), Day: in.Day, Whole: in.Whole}
	zone, err := s.houseZone(ctx)
	if err != nil {
		return nil, err
	}
	if err := l.Check(s.Now().In(zone).Format(time.DateOnly)); err != nil {
		return nil, wrong(err)
	}
	dir, err := os.MkdirTemp(s.Dir, ".do-not-call-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, l.Name)
	if l.Hash, err = keepFile(path, in.body); err != nil {
		return nil, err
	}
	if err := s.readDoNotCall(ctx, path, &l, tell); err != nil {
		return nil, err
	}
	return s.showDoNotCall(ctx, nil, tell)
}

func (s *Server) houseZone(ctx context.Context) (zone *time.Location, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err := readWorkspace(ctx, v)
		if err == nil {
			zone, err = loadZone("", w.Timezone)
		}
		return err
	})
	return zone, err
}

// keepFile writes a file to the disk as it comes, and gives its hash.
func keepFile(path string, body io.Reader) (hash string, err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(file, sum), io.LimitReader(body, largestDoNotCall+1))
	if n > largestDoNotCall {
		err = refused(http.StatusRequestEntityTooLarge, 0, "the file is larger than 200 MB; cut it in two, and add the second to the first")
	}
	return hex.EncodeToString(sum.Sum(nil)), errors.Join(err, file.Close())
}

var errNoNumbers = refused(http.StatusUnprocessableEntity, 0, "there is no telephone number in this file; it has to have a column of them")

// readDoNotCall reads the tables of a file, notes the list, and keeps its numbers a chunk at a time. Where it fails half-way
// no number was left out that was listed before.
func (s *Server) readDoNotCall(ctx context.Context, path string, l *gate.List, tell Tell) error {
	found, err := history.Inspect(path)
	if err != nil {
		return uploadProblem(err)
	}
	_, err = s.change(ctx, mutation{verb: "do-not-call", target: l.Name, entry: map[string]any{"file": l.Name, "hash": l.Hash, "day": l.Day, "scope": l.Scope, "whole": l.Whole}, also: func(ctx context.Context, t *store.Tx) (err error) {
		l.ID, err = t.AddDoNotCallList(ctx, *l)
		return err
	}}, nil)
	if err != nil {
		return err
	}
	k := &numberKeeper{s: s, list: l, tell: tell}
	for i := range found {
		if err := k.table(ctx, path, &found[i]); err != nil {
			return err
		}
	}
	if err := k.flush(ctx); err != nil {
		return err
	}
	if l.Numbers == 0 {
		return errNoNumbers
	}
	return s.finishDoNotCall(ctx, l)
}

// finishDoNotCall leaves out those that a whole list does not name any more, and writes down that it is taken in.
func (s *Server) finishDoNotCall(ctx context.Context, l *gate.List) error {
	for n := int64(1); l.Whole && n > 0; {
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			n, err = t.ForgetDoNotCall(ctx, l.Scope, l.ID, numbersAtOnce)
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return t.FinishDoNotCallList(ctx, *l) })
}

// numbersAtOnce are kept in one transaction.
const numbersAtOnce = 2000

// numberKeeper keeps the numbers of a list.
type numberKeeper struct {
	s      *Server
	list   *gate.List
	hashes []string
	tell   Tell
}

func (k *numberKeeper) table(ctx context.Context, path string, i *history.Inspection) error {
	source := i.Source()
	if source.Header { // a first line that is a number is one
		k.number(source.Columns)
	}
	table, err := history.OpenTable(path, source)
	if err != nil {
		return uploadProblem(err)
	}
	defer table.Close()
	for {
		line, err := table.Next()
		var bad *history.RowError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &bad):
			k.list.Refused++
			continue
		case err != nil:
			return err
		}
		if err := k.line(ctx, line.Cells); err != nil {
			return err
		}
	}
}

func (k *numberKeeper) line(ctx context.Context, cells []string) error {
	if !k.number(cells) {
		k.list.Refused++
	}
	if len(k.hashes) < numbersAtOnce {
		return nil
	}
	return k.flush(ctx)
}

// number takes the cells that are telephone numbers, and says whether any is.
func (k *numberKeeper) number(cells []string) (any bool) {
	for _, cell := range cells {
		if key, reason := person.Normalise(person.Key{Kind: person.Phone, Value: cell}); reason == "" && key.Value != "" {
			any = true
			k.list.Numbers++
			k.hashes = append(k.hashes, k.s.dncHash(key.Value))
		}
	}
	return any
}

func (k *numberKeeper) flush(ctx context.Context) error {
	slices.Sort(k.hashes)
	k.hashes = slices.Compact(k.hashes) // one statement meets a row once
	err := k.s.Records.Tx(ctx, func(t *store.Tx) error { return t.AddDoNotCall(ctx, k.list.ID, k.list.Scope, k.hashes) })
	k.hashes = k.hashes[:0]
	k.tell(Progress{Step: "keeping numbers", Done: k.list.Numbers})
	return err
}

type doNotCallQuestion struct {
	Body struct {
		Number string `json:"number" minLength:"8" maxLength:"20"`
	}
}

// DoNotCallVerdict says what a number refuses.
type DoNotCallVerdict struct {
	Number string `json:"number"`
	SMS    bool   `json:"sms" doc:"it gets no advertising by SMS"`
	Call   bool   `json:"call" doc:"nor by call"`
	Day    string `json:"day" doc:"of the newest list; empty: none was taken in"`
}

func (s *Server) checkDoNotCall(ctx context.Context, in *doNotCallQuestion, _ Tell) (*DoNotCallVerdict, error) {
	key, reason := person.Normalise(person.Key{Kind: person.Phone, Value: in.Body.Number})
	if reason != "" {
		return nil, invalid("%q is no telephone number", in.Body.Number)
	}
	a := &DoNotCallVerdict{Number: key.Value}
	return a, s.Records.View(ctx, func(v *store.View) error {
		hash := s.dncHash(key.Value)
		texts, err := v.DoNotCall(ctx, gate.Over(consent.SMS), []string{hash})
		if err != nil {
			return err
		}
		calls, err := v.DoNotCall(ctx, gate.Over(consent.Call), []string{hash})
		if err != nil {
			return err
		}
		a.SMS, a.Call = texts[hash], calls[hash]
		a.Day, err = v.CheckedOn(ctx, gate.Scopes)
		return err
	})
}

// readListed reads which of the addresses of a channel want no advertising whoever agreed, and of what day that is known.
func (k *acquainted) readListed(ctx context.Context, s *Server, v *store.View, channel consent.Channel, addresses []string) error {
	scopes := gate.Over(channel)
	if len(scopes) == 0 {
		return nil
	}
	hashes := make([]string, len(addresses))
	for i, a := range addresses {
		hashes[i] = s.dncHash(a)
	}
	found, err := v.DoNotCall(ctx, scopes, hashes)
	if err != nil {
		return err
	}
	if k.listed == nil {
		k.listed, k.checked = map[consent.Channel]map[string]bool{}, map[consent.Channel]string{}
	}
	listed := map[string]bool{}
	for i, a := range addresses {
		listed[a] = found[hashes[i]]
	}
	k.listed[channel] = listed
	k.checked[channel], err = v.CheckedOn(ctx, scopes)
	return err
}
