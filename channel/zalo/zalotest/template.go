package zalotest

import (
	"net/http"
	"strconv"
)

// What a template is for: transaction, customer care, or promotion after a purchase (published).
const (
	Transaction  = "TRANSACTION"
	CustomerCare = "CUSTOMER_CARE"
	Promotion    = "PROMOTION"
)

// Template is one in the registry.
type Template struct {
	ID         int64 // made where it is 0
	Name       string
	Status     string // ENABLE where it is empty; PENDING_REVIEW, REJECT, DISABLE
	Tag        string // Transaction where it is empty
	Quality    string // UNDEFINED where it is empty; HIGH, MEDIUM, LOW
	Price      int64  // đồng, by phone
	UIDPrice   int64  // đồng, by id: less (reported); Price where it is 0
	DailyQuota int    // of this template alone; none where it is 0 (published: few have one)
	Params     []Param
	created    int64
}

// AddTemplate puts one into the registry. Gives its id.
func (p *Platform) AddTemplate(t Template) int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	or(&t.ID, int64(200001+len(p.known)))
	or(&t.Status, "ENABLE")
	or(&t.Tag, Transaction)
	or(&t.Quality, "UNDEFINED")
	or(&t.UIDPrice, t.Price)
	t.created = p.now()
	for i := range t.Params {
		or(&t.Params[i].Type, "STRING")
	}
	p.known = append(p.known, &t)
	return t.ID
}

// ChangeTemplate changes one: it is refused, loses its quality, costs more.
func (p *Platform) ChangeTemplate(id int64, by func(*Template)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	by(p.templateOf(strconv.FormatInt(id, 10)))
}

func (p *Platform) templateOf(id string) *Template {
	for _, t := range p.known {
		if strconv.FormatInt(t.ID, 10) == id {
			return t
		}
	}
	return nil
}

// maxPage is how many templates a page holds (known).
const maxPage = 100

// statuses by the number they are asked for with (known).
var statuses = map[string]string{"1": "ENABLE", "2": "PENDING_REVIEW", "3": "REJECT", "4": "DISABLE"}

// templates lists the registry by offset, limit and status (published).
func (p *Platform) templates(r *http.Request) (any, int) {
	q := r.URL.Query()
	offset, err := strconv.Atoi(q.Get("offset"))
	limit, wrong := strconv.Atoi(q.Get("limit"))
	if err != nil || wrong != nil || offset < 0 || limit < 1 || limit > maxPage {
		return nil, -122
	}
	rows := []map[string]any{}
	for _, t := range p.known {
		if q.Get("status") == "" || statuses[q.Get("status")] == t.Status {
			rows = append(rows, map[string]any{
				"templateId": t.ID, "templateName": t.Name, "createdTime": t.created / 1000, "status": t.Status, "templateQuality": t.Quality,
			})
		}
	}
	total := len(rows)
	return page{rows[min(offset, total):min(offset+limit, total)], total}, 0
}

// template tells of one (published): what it wants to be told, its price as a string, and its quota if it has one.
func (p *Platform) template(r *http.Request) (any, int) {
	t := p.templateOf(r.URL.Query().Get("template_id"))
	if t == nil {
		return nil, -109
	}
	params := []map[string]any{}
	for _, a := range t.Params {
		params = append(params, map[string]any{
			"name": a.Name, "require": a.Require, "type": a.Type, "minLength": a.Min, "maxLength": a.Max, "acceptNull": a.AcceptNull,
		})
	}
	o := map[string]any{
		"templateId": t.ID, "templateName": t.Name, "status": t.Status, "templateQuality": t.Quality, "templateTag": t.Tag,
		"listParams": params, "price": strconv.FormatInt(t.Price, 10), "timeout": 7_200_000, "previewUrl": p.o.URL + "/preview/" + strconv.FormatInt(t.ID, 10),
		"applyTemplateQuota": t.DailyQuota > 0, "templateDailyQuota": nil, "templateRemainingQuota": nil,
	}
	if t.DailyQuota > 0 {
		o["templateDailyQuota"] = strconv.Itoa(t.DailyQuota)
		o["templateRemainingQuota"] = strconv.Itoa(t.DailyQuota - p.spent[p.today(t)])
	}
	return o, 0
}
