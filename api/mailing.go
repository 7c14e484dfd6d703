package api

import (
	"cmp"
	"context"
	"errors"
	"net/mail"
	"os"
	"strconv"
	"strings"
	"sync"

	"banhda/attract/page"
	"banhda/auth"
	"banhda/channel/email"
	"banhda/delight/referral"
	"banhda/hub/block"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/template"
	"banhda/hub/token"
	"banhda/store"
)

// mailing keeps what messages of one version share, made once.
type mailing struct {
	mu      sync.Mutex
	edition int // of the settings
	mailers map[int64]*mailer
}

// mostMailers is how many versions are kept ready.
const mostMailers = 200

// forget lets what was made of settings be made anew.
func (m *mailing) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.edition++
	m.mailers = nil
}

// mailer makes messages of one version of a template. It may be used by several goroutines at once.
type mailer struct {
	compiled  *template.Compiled
	senders   Senders
	from      mail.Address
	replyTo   string
	keys      []email.Key
	files     []email.File
	how       mailSettings
	workspace map[string]any
	url       string // where people reach the house; empty: they cannot
	mailbox   string // where reports come back to; empty: to the sender
	signer    *token.Signer
}

// mailerOf gives the mailer of a version, made once as long as no setting changes.
func (s *Server) mailerOf(ctx context.Context, v *store.View, version template.Version) (*mailer, error) {
	m := &s.mailing
	m.mu.Lock()
	made, edition := m.mailers[version.ID], m.edition
	m.mu.Unlock()
	if made != nil {
		return made, nil
	}
	made, err := s.newMailer(ctx, v, version)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if edition == m.edition && version.ID != 0 {
		if m.mailers == nil || len(m.mailers) >= mostMailers {
			m.mailers = map[int64]*mailer{}
		}
		m.mailers[version.ID] = made
	}
	return made, nil
}

func (s *Server) newMailer(ctx context.Context, v *store.View, version template.Version) (*mailer, error) {
	m := &mailer{signer: s.tokens}
	var err error
	if m.senders, err = readSenders(ctx, v); err != nil {
		return nil, err
	}
	if err := m.whoWrites(ctx, v, version.Content.Sender); err != nil {
		return nil, err
	}
	if version.Products, err = productsInMail(ctx, v, version.Content.Blocks, m.url); err != nil {
		return nil, err
	}
	if m.compiled, err = template.Compile(version); err != nil {
		return nil, wrong(err)
	}
	if m.keys, err = s.dkimKeys(ctx, v, domainOf(m.from.Address)); err != nil {
		return nil, err
	}
	m.files, err = s.attachedFiles(ctx, v, version.Content.Attachments)
	return m, err
}

// whoWrites reads in whose name the version's messages go, and where their reports come back to.
func (m *mailer) whoWrites(ctx context.Context, v *store.View, key string) error {
	how, err := readMail(ctx, v)
	if err != nil {
		return err
	}
	box, err := readMailbox(ctx, v)
	if err != nil {
		return err
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return err
	}
	m.how = how
	m.from, m.url, m.mailbox = mail.Address{Name: cmp.Or(how.Name, w.Name), Address: how.From}, how.URL, box.Address
	for i, one := range m.senders.Senders {
		if one.Key == key || key == "" && i == 0 {
			m.from, m.replyTo = mail.Address{Name: one.Name, Address: one.Address}, one.ReplyTo
		}
	}
	id := m.senders.Identity
	m.workspace = template.Filled(map[string]any{"name": cmp.Or(id.Name, w.Name, m.from.Name), "address": id.Address, "phone": id.Phone, "website": id.Website, "sender": m.from.Name, "email": m.from.Address})
	return nil
}

func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

// productsInMail are the products that the blocks of a mail show: pictures of the house are shown from where it is open, in a width
// that mails need. Where nobody said where that is, there is none to show.
func productsInMail(ctx context.Context, v *store.View, blocks []block.Block, house string) (map[string]block.Product, error) {
	shown, err := productsOf(ctx, v, blocks)
	for key, p := range shown {
		switch {
		case !strings.HasPrefix(p.Image, "/") || strings.HasPrefix(p.Image, "//"):
			continue
		case house == "":
			p.Image = ""
		case strings.HasPrefix(p.Image, houseBase+"/i/"):
			p.Image = house + p.Image + "?w=" + strconv.Itoa(page.Widths[0])
		default:
			p.Image = house + p.Image
		}
		shown[key] = p
	}
	return shown, err
}

// productsOf are the products that blocks show, as they are now, each with the first of its pictures.
func productsOf(ctx context.Context, v *store.View, blocks []block.Block) (map[string]block.Product, error) {
	ids := map[int64]string{}
	for _, key := range block.Products(blocks) {
		if ref, err := parseRef(key); err == nil && ref.Type == record.Product {
			ids[ref.ID] = key
		}
	}
	var list []int64
	for id := range ids {
		list = append(list, id)
	}
	known, err := v.RecordsByID(ctx, auth.Everything, record.Product, list)
	if err != nil {
		return nil, err
	}
	currency, err := currencyOf(ctx, v)
	shown := map[string]block.Product{}
	for id, r := range known {
		if r.DeletedAt != 0 {
			continue
		}
		of := cmp.Or(r.Values.Text("currency"), currency)
		p := block.Product{Name: template.Label{Vi: r.Name(), En: r.Name()}, Price: bothMoney(r.Values["price"], of), Image: r.Values.Text("image"), URL: r.Values.Text("url")}
		if kept, _ := r.Values["pictures"].([]record.Picture); len(kept) > 0 {
			p.Image, p.Alt = houseBase+"/i/"+kept[0].File, kept[0].Alt
		}
		shown[ids[id]] = p
	}
	return shown, err
}

// attachedFiles reads the files that go along. One that was taken away is missed.
func (s *Server) attachedFiles(ctx context.Context, v *store.View, list []template.Attachment) (files []email.File, err error) {
	for _, a := range list {
		id, err := ParseAttachmentID(a.File)
		if err != nil {
			return nil, err
		}
		kept, err := v.Attachment(ctx, id)
		if errors.Is(err, store.ErrNotFound) || err == nil && kept.DeletedAt != 0 {
			return nil, invalid("the file %q that goes along was taken away; choose another", a.Name)
		}
		if err != nil {
			return nil, err
		}
		content, err := os.ReadFile(s.filePath(kept.Hash))
		if err != nil {
			return nil, err
		}
		files = append(files, email.File{Name: kept.Name, Type: kept.Media, Content: content})
	}
	return files, nil
}

// addressee is whom a message is for.
type addressee struct {
	Message, Person int64
	Name, Address   string
	Language        string
	Values          map[string]any // person.…
	Company         map[string]any
	Code            string // by which they bring friends; empty: none was made
	Untracked       bool   // they want their behaviour not to be looked at
}

// receives says which message goes to them, and where. A code is read in the language of the page it was asked for on.
func (to *addressee) receives(m *message.Message, address string) {
	to.Message, to.Address = m.ID, address
	if ofSignIn(m) {
		if asked, _ := m.Data["language"].(string); asked != "" {
			to.Language = asked
		}
	}
}

// data is what a version is rendered with for somebody. class says whether it can be left.
func (m *mailer) data(to *addressee) template.Data {
	d := template.Data{Language: to.Language, Person: to.Values, Company: to.Company, Workspace: m.workspace}
	if m.url == "" {
		return d
	}
	sign := func(k token.Kind, text string) string {
		return m.signer.Sign(token.Token{Kind: k, Message: to.Message, Person: to.Person, Text: text})
	}
	if to.Code != "" {
		d.Referral = map[string]any{"link": m.url + referralPath + to.Code, "code": referral.Spoken(to.Code)}
	}
	d.Links = template.Links{Preferences: m.url + "/p/" + sign(token.Preferences, to.Address), Portal: m.url + "/my/"}
	version := m.compiled.Version()
	if version.Class != consent.Transactional {
		d.Links.Unsubscribe = m.url + "/u/" + sign(token.Unsubscribe, to.Address)
	}
	if to.Message == 0 {
		return d
	}
	d.Links.View = m.url + "/v/" + sign(token.View, "")
	if to.Untracked {
		return d
	}
	if m.senders.TrackOpens {
		d.Links.Open = m.url + "/o/" + sign(token.Open, "") + ".gif"
	}
	if m.senders.TrackClicks {
		d.Links.Trap = m.url + "/t/" + sign(token.Trap, "")
		d.Links.Track = func(url string) string { return m.url + "/c/" + sign(token.Click, url) }
	}
	return d
}

// mail is what was rendered, as it is sent.
func (m *mailer) mail(r template.Rendered, d *template.Data, to *addressee) *email.Mail {
	made := &email.Mail{From: m.from, ReplyTo: m.replyTo, To: mail.Address{Name: to.Name, Address: to.Address}, Subject: r.Subject, Text: r.Text, HTML: r.HTML, Files: m.files,
		Keys: m.keys, Unsubscribe: d.Links.Unsubscribe, OneClick: d.Links.Unsubscribe != ""}
	if to.Message == 0 {
		made.ID = email.NewID(m.from.Address)
		return made
	}
	if local, host, ok := strings.Cut(m.mailbox, "@"); ok {
		made.Return = local + "+" + m.signer.Sign(token.Token{Kind: token.Return, Message: to.Message, Person: to.Person}) + "@" + host
		if made.OneClick {
			made.UnsubscribeMail = made.Return + "?subject=unsubscribe"
		}
	}
	return made
}

// renderAgain is a message in HTML as it was sent to somebody; empty where that cannot be told any more.
func (s *Server) renderAgain(ctx context.Context, about token.Token) (html string, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		sent, err := v.Message(ctx, about.Message)
		if err != nil || sent.Version == 0 {
			return absent(err)
		}
		version, err := v.Version(ctx, sent.Version)
		if err != nil {
			return absent(err)
		}
		m, err := s.mailerOf(ctx, v, version)
		if err != nil {
			return err
		}
		all, err := addressees(ctx, v, auth.Everything, []int64{sent.Person}, nil)
		to := all[sent.Person]
		if err != nil || to == nil {
			return err
		}
		to.receives(&sent, sent.Address)
		to.Untracked = true
		d := m.data(to)
		d.Event, d.Campaign = sent.Data, map[string]any{"key": campaignOf(&sent)}
		r, err := m.compiled.Render(d)
		html = string(r.HTML)
		return err
	})
	return html, err
}
