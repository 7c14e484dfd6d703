package consent

import (
	"testing"

	"pgregory.net/rapid"
)

var marketing = Key{Email, Marketing}

func said(id, person int64, s State, at int64, over ...int64) Entry {
	return Entry{ID: id, Person: person, Channel: Email, Purpose: Marketing, State: s, At: at, How: "form", Over: over}
}

func TestHold(t *testing.T) {
	for what, c := range map[string]struct {
		ledger []Entry
		want   State
	}{
		"nothing":                          {nil, Unknown},
		"given":                            {[]Entry{said(1, 1, Given, 5)}, Given},
		"asked, not confirmed":             {[]Entry{said(1, 1, Pending, 5)}, Pending},
		"confirmed":                        {[]Entry{said(1, 1, Pending, 5), said(2, 1, Given, 6)}, Given},
		"withdrawn":                        {[]Entry{said(1, 1, Given, 5), said(2, 1, Withdrawn, 6)}, Withdrawn},
		"given again":                      {[]Entry{said(1, 1, Withdrawn, 5), said(2, 1, Given, 6)}, Given},
		"an old yes written down later":    {[]Entry{said(1, 1, Withdrawn, 5), said(2, 1, Given, 4)}, Withdrawn},
		"merged, one of them said no":      {[]Entry{said(1, 1, Withdrawn, 5), said(2, 2, Given, 9)}, Withdrawn},
		"merged, both said yes":            {[]Entry{said(1, 1, Given, 5), said(2, 2, Given, 9)}, Given},
		"merged, one yes, one unconfirmed": {[]Entry{said(1, 1, Pending, 5), said(2, 2, Given, 4)}, Given},
		"yes after the merge, knowing it":  {[]Entry{said(1, 1, Withdrawn, 5), said(2, 2, Given, 9, 1)}, Given},
		"no again by the other afterwards": {[]Entry{said(1, 1, Withdrawn, 5), said(2, 2, Given, 9, 1), said(3, 1, Withdrawn, 10)}, Withdrawn},
		"the merge undone":                 {[]Entry{said(1, 1, Withdrawn, 5)}, Withdrawn},
	} {
		if got := Hold(c.ledger)[marketing].State; got != c.want {
			t.Errorf("%s: %q, not %q", what, got, c.want)
		}
	}
}

// Whatever was said by whom: becoming one never allows what one of them had forbidden, unless a later entry names it.
func TestMergingNeverTurnsANoIntoAYes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ledgers := make([][]Entry, 3)
		var all []Entry
		for id := range int64(rapid.IntRange(0, 12).Draw(t, "entries")) {
			who := rapid.Int64Range(0, 2).Draw(t, "who")
			e := said(id+1, who, rapid.SampledFrom(States).Draw(t, "state"), rapid.Int64Range(0, 9).Draw(t, "at"))
			ledgers[who], all = append(ledgers[who], e), append(all, e)
		}
		refused := false
		for _, l := range ledgers {
			refused = refused || Hold(l)[marketing].State == Withdrawn
		}
		if got := Hold(all)[marketing].State; refused != (got == Withdrawn) {
			t.Fatalf("refused by one of them: %v, together %q", refused, got)
		}
		again := said(99, 0, Given, 10, Withdrawals(all, marketing)...)
		if got := Hold(append(all, again))[marketing].State; got != Given {
			t.Fatalf("given by who knew of all refusals: %q", got)
		}
	})
}

func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		state State
		class Class
		want  Refusal
	}{
		{Unknown, Advertising, NoConsent}, {Pending, Advertising, Unconfirmed}, {Given, Advertising, ""}, {Withdrawn, Advertising, Objected},
		{Withdrawn, Care, ""}, {Withdrawn, Transactional, ""},
	} {
		if got := Allowed(Held{marketing: {State: c.state}}, c.class, Email); got != c.want {
			t.Errorf("%s by who said %q: %q, not %q", c.class, c.state, got, c.want)
		}
		if got := Allowed(Held{marketing: {State: Given}}, Advertising, SMS); got != NoConsent {
			t.Errorf("over another channel: %q", got)
		}
	}
	if got := Allowed(Held{{Call, CareOf}: {State: Withdrawn}}, Care, Call); got != Objected {
		t.Errorf("care for who refused it: %q", got)
	}
}

func TestConsentNeedsEvidence(t *testing.T) {
	e := Entry{Channel: Email, Purpose: Marketing, State: Given, At: 5, How: "import"}
	if e.Check(9) != errEvidence {
		t.Error("an import without evidence is taken")
	}
	e.Evidence.Note = "hội chợ 2025, phiếu giấy"
	if err := e.Check(9); err != nil {
		t.Error(err)
	}
	if e.Check(4) != errFuture {
		t.Error("consent of the future is taken")
	}
	no := Entry{Channel: Email, Purpose: Marketing, State: Withdrawn, At: 5, How: "call"}
	if err := no.Check(9); err != nil {
		t.Errorf("withdrawing asks for more than giving: %v", err)
	}
}

func TestWordingsAreKept(t *testing.T) {
	was := Standard()
	now := Standard()
	if err := CheckPurposes(was, now); err != nil {
		t.Fatal(err)
	}
	now[0].Wordings = append(now[0].Wordings, Wording{Version: "2", Vi: "Mới", En: "New"})
	if err := CheckPurposes(was, now); err != nil {
		t.Error(err)
	}
	if w, _ := now[0].Wording(""); w.Version != "2" || w.Hash() == now[0].Wordings[0].Hash() {
		t.Errorf("asked now: %+v", w)
	}
	now[0].Wordings[0].Vi = "Khác"
	if CheckPurposes(was, now) != errChanged {
		t.Error("a wording somebody agreed to can be changed")
	}
	if CheckPurposes(was, now[1:]) != errChanged {
		t.Error("a purpose can be removed")
	}
}
