package main

import (
	"image"
	"image/png"
	"strings"

	"banhda/api"
	"banhda/auth"
)

// approach is how an operation is asked about one record.
type approach struct {
	kind string                                                // of the record; empty: companies
	body func(w *office, p *worker, id string) string          // nil: none
	part func(w *office, kind, id string) (name, value string) // a further part of the path, made for it; nil: none
	look func(status int, text string) bool                    // whether the record was reached; nil: neither refused nor not found
	then func(w *office, kind, id string)                      // afterwards, where it was reached: puts things back
}

func says(body string) func(*office, *worker, string) string {
	return func(*office, *worker, string) string { return body }
}

// about is a body in which the record's id stands.
func about(format string) func(*office, *worker, string) string {
	return func(_ *office, _ *worker, id string) string { return strings.ReplaceAll(format, "ID", id) }
}

var (
	restored = func(w *office, kind, id string) { w.owner.asks("POST", "/v1/records/"+kind+"/"+id+"/restore", "") }
	aNote    = func(w *office, kind, id string) (string, string) {
		n := toldBy[api.NoteAnswer](w.owner, "POST", "/v1/records/"+kind+"/"+id+"/notes", `{"text":"x"}`)
		return "note", n.Note.ID
	}
	aFile = func(w *office, kind, id string) (string, string) {
		f := toldBy[api.AttachmentAnswer](w.owner, "POST", "/v1/records/"+kind+"/"+id+"/files?name=x.png", point)
		return "file", f.File.ID
	}
	counted = func(status int, text string) bool {
		return status == 200 && strings.Contains(text, `"count":1`) && strings.Contains(text, `"beyond":0`)
	}
	changedOne = func(status int, text string) bool { return status == 200 && strings.Contains(text, `"changed":1`) }
	// Whoever reaches a note is still kept from changing what somebody else wrote.
	written = func(status int, text string) bool {
		return status == 200 || status == 403 && strings.Contains(text, "only who wrote a note")
	}
	// Whoever reaches a person is still kept from everything about them where a part of it is hidden.
	handedOut = func(status int, text string) bool {
		return status == 200 || status == 403 && strings.Contains(text, "your role hides some of it")
	}
)

// recordCalls are the operations about one record, or about records that are named.
var recordCalls = map[string]approach{
	"record-show":          {},
	"record-set":           {body: says(`{"values":{"website":"https://x.example"}}`)},
	"record-remove":        {then: restored},
	"record-restore":       {},
	"record-history":       {},
	"timeline":             {},
	"note-list":            {},
	"note-add":             {body: says(`{"text":"x"}`)},
	"note-set":             {part: aNote, body: says(`{"pinned":false}`)},
	"note-remove":          {part: aNote, look: written},
	"note-restore":         {part: aNote, look: written},
	"note-history":         {part: aNote},
	"attachment-list":      {},
	"attachment-add":       {body: says(point)},
	"attachment-remove":    {part: aFile},
	"attachment-restore":   {part: aFile},
	"attachment-content":   {part: aFile},
	"attachment-preview":   {part: aFile},
	"bulk":                 {body: about(`{"ids":["ID"],"set":{"website":"https://x.example"},"preview":true}`), look: counted},
	"duplicate-apart":      {body: about(`{"a":"ID","b":"ID"}`)},
	"record-merge":         {body: about(`{"from":"ID","into":"ID"}`)},
	"person":               {kind: auth.People},
	"person-data":          {kind: auth.People, look: handedOut},
	"person-companies":     {kind: auth.People},
	"person-companies-set": {kind: auth.People, body: says(`{"companies":[]}`)},
	"person-segments":      {kind: auth.People},
	"person-score":         {kind: auth.People},
	"person-touches":       {kind: auth.People},
	"person-points":        {kind: auth.People},
	"person-referral-code": {kind: auth.People},
	"contact-add":          {kind: auth.People, body: says(`{"kind":"call","outcome":"x"}`)},
	"call-may":             {kind: auth.People},
	"consent-list":         {kind: auth.People},
	"consent-add":          {kind: auth.People, body: says(`{"channels":["email"],"purpose":"marketing","state":"given","how":"spoken","evidence":{"note":"x"}}`)},
	"assignment-try":       {kind: auth.People, body: about(`{"person":"ID"}`)},
	"deal-show":            {kind: auth.Deals},
	"ticket-show":          {kind: auth.Tickets},
	"ticket-clocks":        {kind: auth.Tickets},
	"sla-try":              {kind: auth.Tickets, body: about(`{"ticket":"ID"}`)},
	"ticket-here":          {kind: auth.Tickets, body: says(`{}`)},
	"ticket-work":          {kind: auth.Tickets, body: says(`{"values":{"priority":"high"}}`)},
	"ticket-answer-behind": {kind: auth.Tickets, body: says(`{"text":"x","key":"k"}`)},
	"conversation-tickets": {kind: auth.Conversations},
	"deal-promise":         {kind: auth.Deals},
	"deal-promise-set":     {kind: auth.Deals, body: says(`{"words":"x","items":[]}`)},
	"task-show":            {kind: auth.Tasks},
	"task-set":             {kind: auth.Tasks, body: says(`{"note":"x"}`)},
	"task-remove":          {kind: auth.Tasks},
	"task-done":            {kind: auth.Tasks, body: says(`{}`)},
	"task-reopen":          {kind: auth.Tasks},
	"person-workflows":     {kind: auth.People},
	"conversation-show":    {kind: auth.Conversations},
	"conversation-set":     {kind: auth.Conversations, body: says(`{"priority":1}`)},
	"conversation-answer":  {kind: auth.Conversations, body: says(`{"channel":"email","text":"x"}`)},
	"conversation-note":    {kind: auth.Conversations, body: says(`{"text":"x"}`)},
	"conversation-here":    {kind: auth.Conversations, body: says(`{}`)},
	"conversation-bulk":    {kind: auth.Conversations, body: about(`{"ids":["ID"]}`), look: changedOne},
	"lead-aside":           {kind: auth.People, body: says(`{"reason":"x"}`)},
	"lead-back":            {kind: auth.People},
	"task-snooze":          {kind: auth.Tasks, body: says(`{"until":"2030-01-01"}`)},
	"person-referrals":     {kind: auth.People},

	"person-referral-invite": {kind: auth.People},

	"conversation-zalo-templates": {kind: auth.Conversations},
	"conversation-zalo-template":  {kind: auth.Conversations, body: says(`{"template":"1","values":{}}`)},

	// Of customers who sign in.
	"customer-session-list": {kind: auth.People},
	"customer-session-end":  {kind: auth.People, part: func(*office, string, string) (string, string) { return "session", "cus_none" }},
}

// notAsked are the operations that are not asked here, and why.
var notAsked = map[string]string{
	"live":               "a stream without an end: TestAStreamEndsWithTheRight",
	"oidc-begin":         "leads elsewhere: TestSigningInByAProvider",
	"oidc-callback":      "leads elsewhere: TestSigningInByAProvider",
	"session":            "is anybody's",
	"sign-in":            "is anybody's",
	"sign-out":           "signs out",
	"first-run":          "there is an owner",
	"invited":            "is anybody's who holds a link",
	"invitation-accept":  "is anybody's who holds a link",
	"sessions-end":       "signs out: TestSessionsAreListedAndEnded",
	"sample-load":        "takes long; its permission is an owner's alone",
	"sample-remove":      "there is no sample",
	"rebuild":            "takes long; its permission is an owner's alone",
	"merge":              "its permission counts only for who sees all people: TestWhatShowsAllNeedsToSeeAll",
	"unmerge":            "as merge",
	"record-unmerge":     "takes an act that made a merge, and merges ask for both records",
	"record-add":         "what is made is nobody's yet: TestWhatIsMadeLiesWithinReach",
	"task-add":           "as record-add",
	"conversation-start": "as record-add",
	"ticket-open":        "as record-add",
	"ticket-split":       "takes what was said: TestATicketOfATalk",
	"conversation-back":  "takes an answer that has not left: TestAnInboxOverRealServers",
	"task-restore":       "takes a task that was removed: TestTasksForManyLieWithinReach",
	"bulk-tasks":         "makes tasks about many: TestTasksForManyLieWithinReach",
	"price-book-add":     "belongs to nobody",
	"price-book-set":     "belongs to nobody",
	"act-undo":           "takes an act: TestOnlyWhoMayChangeTakesBack",
	"record-import":      "takes an upload",

	"product-picture-add": "belongs to nobody until a product is told of it",
}

// queries are what reading operations are asked with where they need something.
var queries = map[string]string{
	"funnel":             "?steps=Order Completed",
	"campaign-people":    "?arm=control",
	"cta-people":         "?arm=control",
	"lift":               "?arm=city&control=x&goal=Order Completed",
	"retention":          "?first=Order Completed&return=Order Completed",
	"list":               "?of=wheel.arrivals",
	"search":             "?q=xq",
	"tag-list":           "?type=people",
	"task-read":          "?line=Gọi chị Lan mai 9h",
	"address-find":       "?q=Hà",
	"people":             "?limit=1000",
	"record-list":        "?limit=200",
	"product-price":      "?",
	"quote-line":         "?product=x",
	"deal-list":          "?figure=open",
	"deal-forecast-list": "?month=2026-11&category=commit",
}

// known are reading operations about something that is not there: who may ask is told so.
var absent = []string{"lift", "campaign-show", "campaign-check", "campaign-result", "campaign-messages", "campaign-people", "field-usage", "import-mapping", "import-refused", "upload-show", "segment-show", "segment-members", "segment-turns", "segment-sizes", "webhook-deliveries", "product-price", "workflow-show", "form-show", "form-versions", "share-kit-show", "survey-show", "survey-versions", "survey-results", "survey-responses", "referral-steps", "page-show", "page-versions", "cta-show", "cta-versions", "cta-result", "cta-people", "appointment-show", "appointment-brief", "booking-slots", "quote-show", "quote-pdf", "quote-line", "order-payments", "template-show", "template-versions", "workflow-version", "workflow-runs", "workflow-run", "article-show", "article-versions", "onboarding-plan-show", "onboarding-show"}

var point = func() string {
	var b strings.Builder
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))) // a builder takes everything
	return b.String()
}()

// aboutRecords asks one operation about each kind of record, as everybody.
func (w *office) aboutRecords(o operation, c approach) {
	w.t.Helper()
	kinds := []string{c.kind}
	if c.kind == "" {
		kinds = []string{auth.Companies}
	}
	if c.kind == "" && o.method == "GET" {
		kinds = append(kinds, auth.People) // of whom something is hidden
	}
	for _, kind := range kinds {
		w.aboutKind(o, c, kind)
	}
}

func (w *office) aboutKind(o operation, c approach, kind string) {
	w.t.Helper()
	_, verb, ok := auth.Granted(strings.Replace(o.permission, "{type}", kind, 1))
	if !ok {
		w.t.Errorf("%s is asked about a record, and needs %s", o.id, o.permission)
		return
	}
	for _, p := range append([]*worker{w.owner}, w.workers...) {
		for _, relation := range relations {
			if p.role.Everything && relation == "own" {
				continue // an owner has none here
			}
			id := w.records[mark(kind, relation, p.role.ID)]
			if kind == auth.Conversations {
				id = w.conversation(relation, p.role.ID)
			}
			if kind == auth.Tasks {
				id = w.task(relation, p.role.ID) // each time a new one, since tasks that are gone do not come back
			}
			w.askAbout(o, c, p, kind, relation, id, p.reaches(kind, verb, relation) && (verb == auth.Read || p.reaches(kind, auth.Read, relation)))
		}
	}
}

func (w *office) askAbout(o operation, c approach, p *worker, kind, relation, id string, want bool) {
	w.t.Helper()
	parts := map[string]string{"type": kind, "id": id}
	if c.part != nil {
		name, value := c.part(w, kind, id)
		parts[name] = value
	}
	body := ""
	if c.body != nil {
		body = c.body(w, p, id)
	}
	path := filled(o.path, parts)
	if o.id == "attachment-add" {
		path += "?name=x.png"
	}
	status, text := p.asks(o.method, path, body)
	reached := status != 401 && status != 403 && status != 404
	if c.look != nil {
		reached = c.look(status, text)
	}
	if reached != want || status >= 500 {
		w.t.Errorf("%s %s, %s's %s: %d, and it should %s be reached: %.300s", o.method, o.path, p.role.ID, relation, status, map[bool]string{true: "", false: "not"}[want], text)
	}
	if reached && c.then != nil {
		c.then(w, kind, id)
	}
	if o.id == "record-show" && kind == auth.People && want && len(p.role.Hidden[kind]) == 0 && !strings.Contains(text, hiddenText) {
		w.t.Errorf("%s is not told what nothing hides: %s", p.role.ID, text)
	}
	w.silent(p, o, text)
}

// reading asks an operation that reads something else than one record.
func (w *office) reading(o operation) {
	w.t.Helper()
	kinds := []string{""}
	if strings.Contains(o.path, "{type}") {
		kinds = []string{auth.People, auth.Companies, auth.Products, auth.Orders, auth.Deals, auth.Tickets}
	}
	for _, p := range w.workers {
		for _, kind := range kinds {
			path := filled(o.path, map[string]string{"type": kind, "id": "x", "delivery": "x"})
			status, text := p.asks("GET", path+strings.ReplaceAll(queries[o.id], " ", "%20"), "")
			w.silent(p, o, text)
			may := p.may(strings.Replace(o.permission, "{type}", kind, 1))
			switch {
			case !may && status != 403:
				w.t.Errorf("%s may not ask %s of %s, and is told %d", p.role.ID, o.id, kind, status)
			case may && status == 200:
				w.whole(p, o, kind, text)
			case may && (status == 403 || !missed(o.id, status)):
				w.t.Errorf("%s may ask %s of %s, and is told %d: %.200s\n(say in rightscalls_test.go what it is asked with)", p.role.ID, o.id, kind, status, text)
			}
		}
	}
}

func missed(id string, status int) bool {
	for _, a := range absent {
		if a == id {
			return status == 404 || status == 422
		}
	}
	return false
}

// lists are the operations that tell of all records one may see.
var lists = map[string]string{"record-list": "", "record-export": "", "search": auth.People, "task-list": auth.Tasks, "conversation-list": auth.Conversations}

// whole checks that a list leaves nothing out that is within reach.
func (w *office) whole(p *worker, o operation, kind, text string) {
	w.t.Helper()
	of, ok := lists[o.id]
	if of == "" {
		of = kind
	}
	verb := auth.Read
	if o.id == "record-export" {
		verb = auth.Export
	}
	for _, relation := range relations {
		m := mark(of, relation, p.role.ID)
		if ok && w.records[m] != "" && strings.Contains(text, m) != p.reaches(of, verb, relation) {
			w.t.Errorf("%s tells %s of %s: %v", o.id, p.role.ID, m, strings.Contains(text, m))
		}
	}
}

// writing asks an operation over the house as a whole, in a way that nothing comes of: a body that is not read, about
// what is not there. Who may is told so, and who may not that they may not.
func (w *office) writing(o operation) {
	w.t.Helper()
	for _, p := range w.workers {
		status, text := p.asks(o.method, filled(o.path, map[string]string{"id": "x", "key": "x", "delivery": "x", "type": "people"}), `{"not":"read"}`)
		refused := status == 403 && strings.Contains(text, "permission")
		if refused == p.may(o.permission) {
			w.t.Errorf("%s %s by %s: %d %.200s", o.method, o.path, p.role.ID, status, text)
		}
		w.silent(p, o, text)
	}
}
