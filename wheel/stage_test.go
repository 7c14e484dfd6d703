package wheel

import (
	"encoding/json"
	"testing"
)

func TestStageNames(t *testing.T) {
	for s := range Stage(Stages) {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back Stage
		if err := json.Unmarshal(text, &back); err != nil || back != s {
			t.Errorf("%s reads back as %v, %v", text, back, err)
		}
		equal(t, "one person in one stage", Stock{1, 2, 3, 4, 5}.Of(s), int64(s)+1)
	}
	var s Stage
	if err := json.Unmarshal([]byte(`"client"`), &s); err == nil {
		t.Error("client is read as a stage")
	}
}

func TestMeaningNames(t *testing.T) {
	for m := None; m <= Handoff; m++ {
		k := NewKind(1<<24-1, m, true, false)
		if back, ok := ParseMeaning(m.String()); !ok || back != m || k.Meaning() != m {
			t.Errorf("%q reads back as %v %v, and from a kind as %v", m, back, ok, k.Meaning())
		}
	}
	if _, ok := ParseMeaning("sale"); ok {
		t.Error("sale is read as a meaning")
	}
}

func TestStageAt(t *testing.T) {
	l := NewFolder(DefaultRules(), Forever).Fold(tell(t, 1, "0 seen", "5 lead", "9 purchase"), nil)
	for d, want := range map[float64]Stage{1: Stranger, 5: Stranger, 5.1: Prospect, 9: Prospect, 10: Customer, 189: Customer, 190: Dormant} {
		if got, ok := l.StageAt(day(d)); !ok || got != want {
			t.Errorf("day %g: %v %v, want %v", d, got, ok, want)
		}
	}
	if _, ok := l.StageAt(0); ok {
		t.Error("known before being seen")
	}
}
