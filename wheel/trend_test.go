package wheel

import (
	"testing"

	"pgregory.net/rapid"
)

// A trend's point is what the Report of its period says, and the gain as of the period's end.
func TestTrendEqualsReports(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		bounds := []int64{int64(rapid.IntRange(-5, 20).Draw(t, "from")) * grain}
		for range rapid.IntRange(1, 5).Draw(t, "periods") {
			bounds = append(bounds, bounds[len(bounds)-1]+int64(rapid.IntRange(0, 12).Draw(t, "length"))*grain)
		}
		book := w.fold(Forever)
		turns := book.Trend(bounds, w.now, "VND", who)
		if len(turns) != len(bounds)-1 {
			t.Fatalf("%d periods of %d", len(turns), len(bounds)-1)
		}
		for i, got := range turns {
			r := book.Report(bounds[i], bounds[i+1], w.now, "VND", who)
			gain := book.Gain(got.To, gainHorizon, who)
			want := Turn{
				From: got.From, To: min(bounds[i+1], w.now), Mass: r.Mass, Arrivals: r.Arrivals, Rotations: r.Rotations,
				RotationSpeed: r.RotationSpeed, WheelShare: r.WheelShare, SelfSustaining: r.SelfSustaining, Revenue: r.Revenue.Total,
				Rep: gain.Rep.Mean, Ref: gain.Ref.Mean, Reasons: got.Reasons,
			}
			if printed(t, got) != printed(t, want) {
				t.Fatalf("period %d: got %s\nwant %s", i, printed(t, got), printed(t, want))
			}
			for key, null := range map[string]bool{
				"rotation_speed": got.RotationSpeed == nil, "wheel_share": got.WheelShare == nil, "self_sustaining_ratio": got.SelfSustaining == nil,
				"revenue_total": got.Revenue == nil, "rep": got.Rep == nil, "ref": got.Ref == nil,
			} {
				if said := got.Reasons[key] != ""; said != null {
					t.Fatalf("%s: null %v, reason %q of %v", key, null, got.Reasons[key], got.Reasons)
				}
				delete(got.Reasons, key)
			}
			if len(got.Reasons) > 0 {
				t.Fatalf("reasons for figures that are not there: %v", got.Reasons)
			}
		}
	})
}
