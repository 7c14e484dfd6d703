package deal_test

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"testing"

	"banhda/engage/deal"
	"banhda/hub/record"
)

// Eight thousand real deals of another system, taken in as an import does: none is lost, and the share that is won is theirs.
func TestRealDealsAreCountedOnce(t *testing.T) {
	file, err := os.Open("../../../shared/data/maven_crm/sales_pipeline.csv.gz")
	if err != nil {
		t.Skip("no sales pipeline beside the checkout (../shared/data/maven_crm)")
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(unzipped).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	stages := map[string]string{"Prospecting": "new", "Engaging": "qualified", "Won": "won", "Lost": "lost"}
	setup := deal.Default()
	var moves []deal.Move
	said := map[string]int{}
	for i, row := range rows[1:] {
		stage := stages[row[column["deal_stage"]]]
		said[stage]++
		values := record.Values{"name": row[column["product"]], "deal_stage": stage}
		for key, name := range map[string]string{"opened_on": "engage_date", "close_date": "close_date"} {
			if day := row[column[name]]; day != "" {
				values[key] = day
			}
		}
		is := record.Record{Type: record.Deal, ID: int64(i + 1), Values: values}
		if is.Values, err = setup.Settle(&record.Record{}, &is, "USD", at("2026-11-22")); err != nil {
			t.Fatal(err)
		}
		moves = append(moves, setup.Moves(&record.Record{}, &is, at("2026-11-22"))...)
	}
	p := &setup.Pipelines[0]
	funnel := p.Funnel(moves, 0, 1<<62, 1<<62)
	if len(funnel[0].Entered) != len(rows)-1 || len(funnel[4].Entered) != said["won"] || len(funnel[0].Lost) != said["lost"] || len(funnel[0].Still) != said["new"] || len(funnel[1].Still) != said["qualified"] {
		t.Errorf("of %d deals (%v) the funnel says %d in, %d won, %d lost, %d and %d open", len(rows)-1, said, len(funnel[0].Entered), len(funnel[4].Entered), len(funnel[0].Lost), len(funnel[0].Still), len(funnel[1].Still))
	}
	if pace := p.Pace(moves); pace.Won != said["won"] || pace.Whole.Median < 1 || pace.Whole.Median > 365 {
		t.Errorf("deals were won in %+v", pace.Whole)
	}
}
