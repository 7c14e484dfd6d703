package api

import (
	"strings"
	"testing"

	"banhda/drive/job"
)

// A deal is on its board, is asked for what its stage wants, and every figure counts the deals it opens.
func TestADealOnItsBoard(t *testing.T) {
	_, b := turning(t)
	lan := b.makes("people", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn"}`)
	if p := gets[Problem](b, 422, "POST", "/v1/records/deals", `{"values":{"name":"Máy xay","deal_stage":"proposal"}}`); !strings.Contains(p.Detail, "value") {
		t.Errorf("made in a stage that asks for a value: %+v", p)
	}
	r := b.makes("deals", `{"name":"Máy xay","person":"`+lan.ID+`","close_date":"2031-01-31"}`)
	if found := gets[LookAnswer](b, 200, "GET", "/v1/search?q=may+xay", "").Results; len(found) != 1 || found[0].Detail != "Đang mở" {
		t.Errorf("found %+v", found)
	}
	path := "/v1/records/deals/" + r.ID
	if resp, text := b.asks("PATCH", path, `{"values":{"deal_stage":"proposal"}}`); resp.StatusCode != 422 {
		t.Errorf("a stage that asks for a value: %d %s", resp.StatusCode, text)
	}
	if lacks := gets[DealAnswer](b, 200, "GET", path+"/progress", "").Missing["proposal"]; len(lacks.Fields) != 1 || lacks.Fields[0] != "value" {
		t.Errorf("it lacks %+v", lacks)
	}
	gets[RecordAnswer](b, 200, "PATCH", path, `{"values":{"deal_stage":"proposal","value":"12tr"}}`)
	for _, c := range gets[BoardAnswer](b, 200, "GET", "/v1/deals/board?where=state%20=%20open", "").Columns {
		if there := c.Stage == "proposal"; (c.Deals == 1) != there || there && (c.Sums[0].Expected != 6_000_000 || c.Cards[0].ID != r.ID) {
			t.Errorf("the column %+v", c)
		}
	}
	gets[RecordAnswer](b, 200, "PATCH", path, `{"values":{"deal_stage":"lost","reason":"price"}}`)
	report := gets[DealReportAnswer](b, 200, "GET", "/v1/deals/report", "")
	for _, s := range report.Stages {
		for figure, n := range map[string]int{"entered": s.Entered, "on": s.On, "lost": s.Lost, "still": s.Still} {
			if list := gets[RecordsAnswer](b, 200, "GET", "/v1/deals/report/list?figure="+figure+"&stage="+s.Stage, ""); len(list.Rows) != n {
				t.Errorf("%s of %s counts %d and opens %d", figure, s.Stage, n, len(list.Rows))
			}
		}
	}
	if report.Stages[2].Lost != 1 || report.Velocity.Lost != 1 || report.Reasons[0].Reason != "price" {
		t.Errorf("the report says %+v", report)
	}
	if m := gets[DealAnswer](b, 200, "GET", path+"/progress", "").Moves; len(m) != 3 || m[2].From != "proposal" || m[2].To != "lost" {
		t.Errorf("its moves are %+v", m)
	}
}

// A forecast is frozen once a week, and no stage is taken away that deals stand in; another probability reaches them.
func TestForecastsAreFrozenAndPipelinesKept(t *testing.T) {
	f, b := turning(t)
	r := b.makes("deals", `{"name":"Máy xay","value":1000000,"close_date":"`+f.Now().Format("2006-01")+`-28"}`)
	for range 2 {
		if err := f.freezeForecast(t.Context(), job.Job{}); err != nil {
			t.Fatal(err)
		}
	}
	forecast := gets[DealForecastAnswer](b, 200, "GET", "/v1/deals/forecast", "")
	if len(forecast.Weeks) != 1 || forecast.Weeks[0].Weighted != 100_000 || forecast.Score != nil {
		t.Errorf("the forecast is %+v", forecast)
	}
	for category, sum := range forecast.Months[0].Categories {
		for _, week := range []string{"", "&week=" + forecast.Weeks[0].Week} {
			list := gets[RecordsAnswer](b, 200, "GET", "/v1/deals/forecast/list?month="+forecast.Months[0].Month+"&category="+category+week, "")
			if len(list.Rows) != sum.Deals || sum.Deals > 0 && list.Rows[0].ID != r.ID {
				t.Errorf("%s%s counts %d and opens %+v", category, week, sum.Deals, list.Rows)
			}
		}
	}
	_, text := b.asks("GET", "/v1/pipelines", "")
	if resp, said := b.asks("PUT", "/v1/pipelines", strings.ReplaceAll(onlySetup(text), `"key":"new"`, `"key":"fresh"`)); resp.StatusCode != 409 {
		t.Errorf("a stage with a deal is taken away: %d %s", resp.StatusCode, said)
	}
	gets[PipelinesAnswer](b, 200, "PUT", "/v1/pipelines", strings.Replace(onlySetup(text), `"probability":10`, `"probability":20`, 1))
	if err := f.repriceDeals(t.Context(), job.Job{}); err != nil {
		t.Fatal(err)
	}
	if v := gets[RecordAnswer](b, 200, "GET", "/v1/records/deals/"+r.ID, "").Values["expected"]; v != 200_000.0 {
		t.Errorf("the deal is expected to bring %v", v)
	}
}

// onlySetup leaves out what is only said of pipelines.
func onlySetup(text string) string {
	at := strings.Index(text, `"deals":`)
	end := at + strings.Index(text[at:], "}") + 2
	return text[:at] + text[end:]
}
