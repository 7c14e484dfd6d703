package api

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"banhda/attract/capture"
	"banhda/auth"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/hub/segment"
	"banhda/store"
)

// tracked are events as the tracking script's calls make them, of somebody.
func (f *front) tracked(who string, calls ...string) *follow.Batch {
	f.t.Helper()
	id, err := ParsePersonID(who)
	if err != nil {
		f.t.Fatal(err)
	}
	b := &follow.Batch{}
	for _, body := range calls {
		row := flow.Row{Kind: capturedKind(capture.Track), Seq: 1, Count: 1, Rank: person.BrowserRank, ReceivedAt: f.Now().UnixMicro(), Body: []byte(body)}
		all, err := Decoders()[row.Kind].Decode(&row, "VND")
		if err != nil || len(all) != 1 || all[0].Err != nil {
			f.t.Fatal(err, all)
		}
		e := all[0].Event
		b.Events = append(b.Events, follow.Event{Event: flow.Event{ID: e.ID, Name: e.Name, At: e.At, Properties: e.Properties}, Person: id})
	}
	return b
}

// visits is a call of the tracking script from a page, some time ago.
func (f *front) visits(ago time.Duration, event, properties string) string {
	at := f.Now().Add(-ago).UTC().Format("2006-01-02T15:04:05.000Z")
	return fmt.Sprintf(`{"type":"track","messageId":"m-%s","event":%q,"anonymousId":"a","timestamp":%q,"sentAt":%q,"properties":{%s},"context":{"page":{"url":"https://shop.example/gia?x=1","path":"/gia"}}}`,
		event, event, at, at, properties)
}

// TestTheBannerIsInTheLedger: what a visitor says on the banner stands in the ledger once, with the words, their version, the
// instant and the page; words that are not ours are not noted as ours, and no page can say yes to letters.
func TestTheBannerIsInTheLedger(t *testing.T) {
	f, owner := owned(t)
	who := f.somebody("lan@example.com")
	_, told := f.calls("GET", "/w/wording?lang=vi", nil, aBrowser)
	asks := consent.Standard()[3]
	shown, _ := asks.Wording("")
	if !strings.Contains(told, shown.Hash()) {
		t.Fatalf("the banner asks %s", told)
	}
	evidence := `"form":"banner","wording":"1","hash":"` + shown.Hash() + `","language":"vi"`
	b := f.tracked(who, f.visits(time.Minute, consentGiven, `"purpose":"profiling",`+evidence), f.visits(0, consentGiven, `"purpose":"marketing",`+evidence))
	for range 2 {
		if err := f.hearConsents(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	path := "/v1/records/people/" + who + "/consents"
	a := gets[ConsentsAnswer](owner, 200, "GET", path, "")
	if len(a.Entries) != 1 || len(a.Now) != 1 || a.Now[0].Channel != "web" || a.Now[0].Purpose != "profiling" || a.Now[0].State != "given" {
		t.Fatalf("%+v", a)
	}
	e := a.Entries[0].Evidence
	if e.Form != "banner" || e.Text != shown.Vi || e.Wording != "1" || e.Hash != shown.Hash() || !strings.HasPrefix(e.Page, "https://shop.example/gia") || a.Entries[0].At == "" {
		t.Errorf("the evidence is %+v", e)
	}
	if acts := gets[ActsAnswer](owner, 200, "GET", "/v1/acts?verb=consent-visit", "").Acts; len(acts) != 1 || acts[0].ID != a.Entries[0].Act || acts[0].Origin != auth.ByCustomer {
		t.Errorf("its act: %+v", acts)
	}
	if err := f.hearConsents(t.Context(), f.tracked(who, f.visits(0, consentWithdrawn, `"purpose":"profiling","wording":"1","hash":"another"`))); err != nil {
		t.Fatal(err)
	}
	a = gets[ConsentsAnswer](owner, 200, "GET", path, "")
	if a.Now[0].State != "withdrawn" || a.Entries[0].Evidence.Text != "" || a.Entries[0].Evidence.Form != "site" {
		t.Errorf("withdrawn: %+v", a)
	}
}

// TestConsentMovesSegmentsAtOnce: who agrees, or says no, is told to those who follow what happens, and comes into segments
// that ask for it, and out of them.
func TestConsentMovesSegmentsAtOnce(t *testing.T) {
	f, owner := owned(t)
	who := f.somebody("lan@example.com")
	made := gets[SavedSegment](owner, 200, "POST", "/v1/segments", `{"name":"Nhận tin","where":"consent.email.marketing = given","keep":true}`)
	if err := f.judgeDue(t.Context(), job.Job{}); err != nil {
		t.Fatal(err)
	}
	id, _ := ParseSegmentID(made.ID)
	place := f.ledgerEnd()
	for _, said := range []struct {
		state string
		want  int64
	}{{"given", 1}, {"withdrawn", 0}} {
		gets[ConsentsAnswer](owner, 200, "POST", "/v1/records/people/"+who+"/consents", `{"channels":["email","sms"],"purpose":"marketing","state":"`+said.state+`","how":"paper","evidence":{"note":"phiếu số 7"}}`)
		to := f.ledgerEnd()
		b, err := happenings{f.Server}.Read(t.Context(), place, to, follow.Wants{Changes: true})
		if err != nil || len(b.Consents) != 2 {
			t.Fatalf("told: %+v (%v)", b, err)
		}
		if err := f.judgeTouched(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		f.look(func(v *store.View) error {
			n, err := v.CountMembers(t.Context(), id)
			if n != said.want {
				t.Errorf("%s: %d members", said.state, n)
			}
			return err
		})
		place = b.Place
	}
	events := f.tellsLog()
	if strings.Count(events, `"name":"`+segment.Entered) != 1 || strings.Count(events, `"name":"`+segment.Left) != 1 {
		t.Errorf("the log is told %s", events)
	}
}

// ledgerEnd is how far the ledger and the journal reach.
func (f *front) ledgerEnd() (p follow.Place) {
	f.look(func(v *store.View) (err error) {
		if p.Consent, err = v.LastConsent(context.Background()); err == nil {
			p.Change, err = v.LastChange(context.Background())
		}
		return err
	})
	return p
}

// tellsLog is everything the log has been told.
func (f *front) tellsLog() (all string) {
	f.t.Helper()
	err := f.Relay(f.t.Context())
	if err == nil {
		err = f.Log.Read(f.t.Context(), 0, 1<<20, func(r flow.Row) error {
			all += string(r.Body)
			return nil
		})
	}
	if err != nil {
		f.t.Fatal(err)
	}
	return all
}
