package api

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"banhda/auth"
	"banhda/delight/portal"
	"banhda/delight/ticket"
	"banhda/hub/article"
	"banhda/hub/attachment"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// ticketsPanel shows a customer's tickets and what was said about each, and takes new ones. While one is written, articles
// that may answer it are shown.
func (s *Server) ticketsPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "tickets", Name: portal.Label{Vi: "Hỗ trợ", En: "Support"}},
		card:  s.ticketsCard,
		pages: []panelPage{{"GET", "", s.myTickets}, {"POST", "", s.writeMyTicket}, {"GET", "/suggest", s.suggestToMe}, {"GET", "/typing.js", s.typingScript},
			{"GET", "/{id}", s.myTicket}, {"GET", "/{id}/files/{file}", s.myTicketFile}, {"POST", "/{id}/say", s.sayOnMyTicket}, {"POST", "/{id}/helped", s.myTicketHelped}},
	}
}

// mostSaid is how much of what was said about a ticket its customer sees, the last of it.
const mostSaid = 200

// mostMyTickets is how many tickets a customer is shown, the last first.
const mostMyTickets = 50

func (s *Server) ticketsCard(ctx context.Context, v *store.View, who portal.Customer) (card portal.Card, err error) {
	list, err := theirTickets(ctx, v, who.Person)
	setup, err2 := v.TicketSetup(ctx)
	open := 0
	for i := range list {
		if ticket.StateOf(&list[i]) == ticket.Open {
			open++
		}
		if asksThem(&setup, &list[i]) {
			card.Waits++
		}
	}
	if open > 0 {
		card.Text = phrase.Sentencef("Open: %d", open).In(who.Language)
	}
	return card, cmp.Or(err, err2)
}

// asksThem reports whether a ticket waits for its customer: for an answer, or to hear whether it is done.
func asksThem(setup *ticket.Setup, r *record.Record) bool {
	one := setup.Status(r.Values.Text("status"))
	return one != nil && (one.Kind == ticket.OnCustomer || one.Kind == ticket.Done)
}

// theirTickets are a customer's, the one opened last first.
func theirTickets(ctx context.Context, v *store.View, who int64) (list []record.Record, err error) {
	ids, err := v.TicketsOf(ctx, auth.Everything, who, false, mostMyTickets)
	if err != nil {
		return nil, err
	}
	found, err := v.RecordsByID(ctx, auth.Everything, record.Ticket, ids)
	for _, id := range ids {
		if r, ok := found[id]; ok {
			list = append(list, r)
		}
	}
	return list, err
}

// myTicketsPage is what the panel shows: the tickets, and what is being written.
type myTicketsPage struct {
	Tickets             []myTicketLine
	Kinds, Orders       []myChoice
	Subject, Text, Kind string
	Helps               []articleLink
	Looked              bool // it was looked for what may help
}

type myTicketLine struct{ Number, Name, Status, Day, URL string }

type myChoice struct{ Value, Name string }

func (s *Server) myTickets(w http.ResponseWriter, r *http.Request, c *myCall) error {
	p := &myTicketsPage{Subject: r.FormValue("subject"), Text: r.FormValue("text"), Kind: r.FormValue("kind")}
	err := s.Records.View(r.Context(), func(v *store.View) error {
		list, err := theirTickets(r.Context(), v, c.Person)
		if err != nil {
			return err
		}
		orders, err := ordersOf(r.Context(), v, c.Person)
		if err != nil {
			return err
		}
		for i := range orders[:min(len(orders), 20)] {
			p.Orders = append(p.Orders, myChoice{refID(record.Ref{Type: record.Order, ID: orders[i].ID}), orders[i].Values.Text("number")})
		}
		return p.fill(r.Context(), v, list, c.language)
	})
	if err == nil && r.URL.Query().Has("look") {
		p.Looked = true
		p.Helps, err = s.helpFor(r.Context(), p.Subject+" "+p.Text, c.language, article.Customers, mostHelps)
	}
	if err != nil {
		return err
	}
	typingAllowed(w)
	return c.show(w, r, ticketPages, "tickets", saidIn(c.language, c.here.Name), p)
}

func (p *myTicketsPage) fill(ctx context.Context, v *store.View, list []record.Record, language string) error {
	setup, err := v.TicketSetup(ctx)
	if err != nil {
		return err
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return err
	}
	zone, err := loadZone("", w.Timezone)
	for i := range list {
		p.Tickets = append(p.Tickets, showMyTicket(&setup, &list[i], zone, language))
	}
	for _, t := range setup.Types {
		p.Kinds = append(p.Kinds, myChoice{t.Key, saidIn(language, t.Label)})
	}
	return err
}

func showMyTicket(setup *ticket.Setup, r *record.Record, zone *time.Location, language string) myTicketLine {
	one := myTicketLine{Number: ticket.Number(r), Name: r.Name(), Day: dayIn(language, time.UnixMicro(r.Values.Int("opened_at")).In(zone)), URL: "/my/tickets/" + refID(record.Ref{Type: record.Ticket, ID: r.ID})}
	if status := setup.Status(r.Values.Text("status")); status != nil {
		one.Status = saidIn(language, status.Label)
	}
	return one
}

// typingAllowed lets the page ask the house, and nobody else, what may help while one writes.
func typingAllowed(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", w.Header().Get("Content-Security-Policy")+"; connect-src 'self'")
}

// mostHelps is how many articles are shown to who writes.
const mostHelps = 4

// helpFor are the articles that may answer what somebody writes, the best first: none that only shares a word with it.
func (s *Server) helpFor(ctx context.Context, said, language string, reader article.Visibility, most int) (links []articleLink, err error) {
	if said = strings.TrimSpace(said); wordsOf(said) == 0 {
		return nil, nil
	}
	runes := []rune(said)
	found, err := s.passages(ctx, string(runes[:min(len(runes), 500)]), most, article.Audience(reader))
	seen := map[int64]bool{}
	for _, f := range found {
		if f.Sure >= article.Doubtful/2 && !seen[f.Article] {
			seen[f.Article] = true
			links = append(links, articleLink{articleBase + ArticleID(f.Article) + "?lang=" + language, in(language, f.Title)})
		}
	}
	return links, err
}

// suggestToMe gives the articles that may help as a piece of the page.
func (s *Server) suggestToMe(w http.ResponseWriter, r *http.Request, c *myCall) error {
	links, err := s.helpFor(r.Context(), r.URL.Query().Get("q"), c.language, article.Customers, mostHelps)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return ticketPages.ExecuteTemplate(w, "helps", map[string]any{"Language": c.language, "Helps": links})
}

func (s *Server) typingScript(w http.ResponseWriter, _ *http.Request, _ *myCall) error {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, err := w.Write([]byte(ticketTyping))
	return err
}

// writeMyTicket opens a ticket of what a customer writes.
func (s *Server) writeMyTicket(w http.ResponseWriter, r *http.Request, c *myCall) error {
	files, err := s.filesSent(w, r, c)
	if err != nil {
		return err
	}
	text, subject := strings.TrimSpace(r.PostFormValue("text")), strings.TrimSpace(r.PostFormValue("subject"))
	if text == "" {
		return phrase.Errorf("write what it is about first")
	}
	e, err := s.heardInPortal(r, c, conversation.Incoming{Subject: subject, Text: text, Files: files, Data: map[string]string{ticketData: newTicket, aboutKind: r.PostFormValue("kind"), aboutOrder: r.PostFormValue("order")}})
	if err != nil {
		return err
	}
	var id int64
	err = s.Records.View(r.Context(), func(v *store.View) (err error) {
		id, err = v.TicketOfEntry(r.Context(), e.ID)
		return err
	})
	if err != nil {
		return err
	}
	return c.done(w, r, "/my/tickets/"+refID(record.Ref{Type: record.Ticket, ID: id}))
}

// heardInPortal takes in what a customer wrote here, as if it had come by the channel they are answered over.
func (s *Server) heardInPortal(r *http.Request, c *myCall, in conversation.Incoming) (e conversation.Entry, err error) {
	in.Person, in.At, in.Data["by"] = c.Person, s.Now().UnixMicro(), ticket.ByPortal
	err = s.Records.View(r.Context(), func(v *store.View) error {
		about, err := personRecord(r.Context(), v, c.Person)
		in.Channel, in.Address = conversation.Email, about.Values.Text("email")
		if phone := about.Values.Text("phone"); in.Address == "" && phone != "" {
			in.Channel, in.Address = conversation.SMS, phone
		}
		return err
	})
	if err != nil {
		return e, err
	}
	return s.hear(r.Context(), in)
}

// myOwnTicket is a customer's ticket of an id; what is not theirs is store.ErrNotFound.
func myOwnTicket(ctx context.Context, v *store.View, shown string, who int64) (r record.Record, err error) {
	ref, err := parseRef(shown)
	if err != nil || ref.Type != record.Ticket {
		return r, store.ErrNotFound
	}
	if r, err = v.Record(ctx, auth.Everything, record.Ticket, ref.ID); err != nil {
		return r, err
	}
	theirs, err := v.TicketsOf(ctx, auth.Everything, who, false, 1000)
	if err == nil && !slices.Contains(theirs, r.ID) {
		err = store.ErrNotFound
	}
	return r, err
}

type myTicketPage struct {
	myTicketLine
	ID          string
	Description string
	Said        []mySaid
	Solved      bool // it says so, and asks whether it is
	Over        bool
	Text        string // what was being written
}

type mySaid struct {
	Mine           bool
	Who, Text, Day string
	Files          []myChoice // addresses and names
}

func (s *Server) myTicket(w http.ResponseWriter, r *http.Request, c *myCall) error {
	p := &myTicketPage{Text: r.PostFormValue("text")}
	err := s.Records.View(r.Context(), func(v *store.View) error {
		one, err := myOwnTicket(r.Context(), v, r.PathValue("id"), c.Person)
		if err != nil {
			return err
		}
		return p.read(r.Context(), v, &one, c)
	})
	if err != nil {
		return err
	}
	return c.show(w, r, ticketPages, "ticket", p.Number+" "+p.Name, p)
}

// read reads what a customer sees of a ticket: what was said between them and the house, and nothing that is among colleagues.
func (p *myTicketPage) read(ctx context.Context, v *store.View, r *record.Record, c *myCall) error {
	setup, err := v.TicketSetup(ctx)
	if err != nil {
		return err
	}
	p.myTicketLine, p.ID, p.Description = showMyTicket(&setup, r, c.zone, c.language), refID(record.Ref{Type: record.Ticket, ID: r.ID}), ""
	p.Solved, p.Over = ticket.StateOf(r) == ticket.Solved, ticket.StateOf(r) == ticket.Closed
	if r.Values.Text("channel") == ticket.ByForm { // they wrote it themselves
		p.Description = r.Values.Text("description")
	}
	n, err := namesOf(ctx, v, nil)
	if err != nil {
		return err
	}
	talk, err := v.TicketTalk(ctx, r.ID, 0, 0, mostSaid)
	for _, e := range slices.Backward(talk) {
		if !saidToThem(&e) {
			continue
		}
		said := mySaid{Mine: e.Kind == conversation.In, Who: c.house, Text: e.Text, Day: time.UnixMicro(e.At).In(c.zone).Format("15:04 ") + c.day(e.At)}
		if name := n.actors[e.Author]; name != "" && e.Kind == conversation.Out {
			said.Who = name + " · " + c.house
		}
		for _, id := range e.Files {
			f, err := v.Attachment(ctx, id)
			if absent(err) != nil {
				return err
			}
			if err == nil && f.DeletedAt == 0 {
				said.Files = append(said.Files, myChoice{"/my/tickets/" + p.ID + "/files/" + AttachmentID(id), f.Name})
			}
		}
		p.Said = append(p.Said, said)
	}
	return err
}

// saidToThem reports whether a customer may read something: what they said, and what was said to them and cannot be taken back
// any more.
func saidToThem(e *conversation.Entry) bool {
	return e.Kind == conversation.In || e.Kind == conversation.Out && !takeable(e)
}

// myTicketFile hands a customer a file that came along with what was said about their ticket; no other file is there for them.
func (s *Server) myTicketFile(w http.ResponseWriter, r *http.Request, c *myCall) error {
	var f attachment.Attachment
	err := s.Records.View(r.Context(), func(v *store.View) error {
		one, err := myOwnTicket(r.Context(), v, r.PathValue("id"), c.Person)
		if err == nil {
			f, err = fileSaid(r.Context(), v, one.ID, r.PathValue("file"))
		}
		return err
	})
	if err != nil {
		return err
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	return s.handOut(w, f)
}

// fileSaid is the file of an id that came along with what customer and house said about a ticket; store.ErrNotFound where none did.
func fileSaid(ctx context.Context, v *store.View, ticket int64, shown string) (f attachment.Attachment, err error) {
	id, err := ParseAttachmentID(shown)
	if err != nil {
		return f, store.ErrNotFound
	}
	talk, err := v.TicketTalk(ctx, ticket, 0, 0, mostSaid)
	if err != nil {
		return f, err
	}
	if !slices.ContainsFunc(talk, func(e conversation.Entry) bool {
		return saidToThem(&e) && slices.Contains(e.Files, id)
	}) {
		return f, store.ErrNotFound
	}
	if f, err = v.Attachment(ctx, id); err == nil && f.DeletedAt != 0 {
		err = store.ErrNotFound
	}
	return f, err
}

// sayOnMyTicket takes in what a customer writes about their ticket; what was solved is open again.
func (s *Server) sayOnMyTicket(w http.ResponseWriter, r *http.Request, c *myCall) error {
	shown := r.PathValue("id")
	err := s.Records.View(r.Context(), func(v *store.View) error {
		_, err := myOwnTicket(r.Context(), v, shown, c.Person)
		return err
	})
	if err != nil {
		return err
	}
	files, err := s.filesSent(w, r, c)
	text := strings.TrimSpace(r.PostFormValue("text"))
	if err == nil && text == "" && len(files) == 0 {
		err = phrase.Errorf("write what it is about first")
	}
	if told := sentenceOf(err); told != nil {
		c.problem = told.In(c.language)
		return s.myTicket(w, r, c)
	}
	if err != nil {
		return err
	}
	e, err := s.heardInPortal(r, c, conversation.Incoming{Text: text, Files: files, Data: map[string]string{ticketData: shown}})
	if err != nil {
		return err
	}
	var id int64 // another one, where this was over for long
	err = s.Records.View(r.Context(), func(v *store.View) (err error) {
		id, err = v.TicketOfEntry(r.Context(), e.ID)
		return absent(err)
	})
	if err == nil && id == 0 {
		return c.done(w, r, "/my/tickets")
	}
	if err != nil {
		return err
	}
	return c.done(w, r, "/my/tickets/"+refID(record.Ref{Type: record.Ticket, ID: id}))
}

// myTicketHelped hears whether what was solved is solved: then it is over, else it is open again.
func (s *Server) myTicketHelped(w http.ResponseWriter, r *http.Request, c *myCall) error {
	helped := r.PostFormValue("helped") == "yes"
	_, err := s.change(r.Context(), mutation{verb: "ticket-helped", target: r.PathValue("id"), entry: map[string]bool{"helped": helped}, also: func(ctx context.Context, t *store.Tx) error {
		one, err := myOwnTicket(ctx, &t.View, r.PathValue("id"), c.Person)
		if err != nil || ticket.StateOf(&one) != ticket.Solved {
			return err
		}
		setup, err := t.TicketSetup(ctx)
		if err != nil {
			return err
		}
		kind := ticket.Working
		if helped {
			kind = ticket.Over
		}
		_, err = t.Update(ctx, auth.Everything, record.Ticket, one.ID, record.Values{"status": setup.First(kind).Key}, 0)
		return err
	}}, nil)
	if err != nil {
		return err
	}
	return c.done(w, r, "/my/tickets/"+url.PathEscape(r.PathValue("id")))
}
