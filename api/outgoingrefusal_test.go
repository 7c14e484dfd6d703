package api

import (
	"context"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/store"
)

// refusing is a mail server that says the same to every recipient.
type refusing struct{ says *smtp.SMTPError }

func (r refusing) NewSession(*smtp.Conn) (smtp.Session, error) { return r, nil }
func (refusing) Mail(string, *smtp.MailOptions) error          { return nil }
func (r refusing) Rcpt(string, *smtp.RcptOptions) error        { return r.says }
func (refusing) Data(body io.Reader) error                     { _, err := io.Copy(io.Discard, body); return err }
func (refusing) Reset()                                        {}
func (refusing) Logout() error                                 { return nil }

// refuses has a house's mail handed to a server that refuses recipients, and gives what becomes of one message.
func (f *front) refuses(b *visitor, says *smtp.SMTPError, d message.Draft) message.Message {
	f.t.Helper()
	server := smtp.NewServer(refusing{says})
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		f.t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	f.t.Cleanup(func() { server.Close() })
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", strings.NewReplacer("smtp.example.com", "127.0.0.1", "587", port, "starttls", "none").Replace(settled))
	return f.carries(d)
}

// carries leaves a message, carries it as the dispatcher does, and gives what became of it.
func (f *front) carries(d message.Draft) (is message.Message) {
	f.t.Helper()
	var id int64
	f.tx(func(t *store.Tx) (err error) {
		id, err = t.Send(context.Background(), d)
		return err
	})
	desk := f.Outgoing()
	out, _, err := desk.Claim(f.t.Context(), 10)
	for _, one := range out {
		if err == nil {
			err = desk.Settle(f.t.Context(), []message.Fate{one.Send(f.t.Context())})
		}
	}
	if err != nil {
		f.t.Fatal(err)
	}
	f.look(func(v *store.View) error {
		is, err = v.Message(context.Background(), id)
		return err
	})
	return is
}

// TestAnAddressRefusedIsSuppressed: an address of which the server says, while the message is handed over, that nobody has it, is
// written to no more, as after a report; a server that lets nobody in, or is busy, says nothing of the address.
func TestAnAddressRefusedIsSuppressed(t *testing.T) {
	f, b, person, _ := lettered(t)
	made := gets[TemplateAnswer](b, 200, "POST", "/v1/templates", strings.Replace(written, `"class":"advertising"`, `"class":"transactional"`, 1))
	gets[TemplateAnswer](b, 200, "POST", "/v1/templates/"+made.ID+"/publish", "")
	who, _ := ParsePersonID(person.ID)
	template, _ := ParseTemplateID(made.ID)
	d := message.Draft{Person: who, Channel: consent.Email, Class: consent.Transactional, Template: template}
	suppressed := func() []Suppression {
		return gets[SuppressionsAnswer](b, 200, "GET", "/v1/suppressions?address=lan@example.vn", "").Suppressions
	}
	if m := f.refuses(b, &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Your network is blocked by our policy"}, d); m.State != message.Failed || len(suppressed()) != 0 {
		t.Fatalf("a server that lets nobody in: %s, %+v", m.State, suppressed())
	}
	if m := f.refuses(b, &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "Try again later"}, d); m.State != message.Queued || len(suppressed()) != 0 {
		t.Fatalf("a server that is busy: %s, %+v", m.State, suppressed())
	}
	m := f.refuses(b, &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user here"}, d)
	list := suppressed()
	if m.State != message.Failed || m.Reason != message.NotTaken || len(list) != 1 || list[0].Reason != string(gate.Bounced) || !strings.Contains(list[0].Note, "No such user") {
		t.Fatalf("nobody is there: %s (%s), %+v", m.State, m.Reason, list)
	}
	if m := f.carries(d); m.State != message.Refused || m.Reason != gate.Reason(gate.Bounced) {
		t.Errorf("the next message: %s (%s)", m.State, m.Reason)
	}
	if told := f.tellsLog(); !strings.Contains(told, "Message Bounced") {
		t.Error("the timeline is told nothing")
	}
}
