package api

import (
	"bytes"
	"cmp"
	"context"
	"html/template"
	"strings"
	"time"

	"banhda/auth"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/phrase"
	"banhda/store"
)

// mailed is one notice as mail shows it.
type mailed struct {
	Text  string
	Link  string
	Lines []string // the day's tasks
}

// mailThese leaves one message that tells a user some notices.
func (s *Server) mailThese(ctx context.Context, t *store.Tx, m mailSettings, u store.User, list []notice.Notice) error {
	language := cmp.Or(u.Language, "vi")
	var all []mailed
	for _, n := range list {
		one, err := tell(ctx, t, m, u, n, language)
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	l := letter{To: u.Email, Name: u.Name, Subject: all[0].Text, Text: plainMail(all, m, language)}
	if len(all) > 1 {
		l.Subject = phrase.Sentencef("%s, and %d more", all[0].Text, len(all)-1).In(language)
	}
	l.Subject = short(l.Subject)
	if m.URL != "" {
		l.Unsubscribe = m.URL + choicePage
	}
	html, err := htmlMail(all, m, language)
	if err != nil {
		return err
	}
	l.HTML = html
	return mailLater(ctx, t, m, l)
}

// choicePage is where a user chooses what they are told.
const choicePage = "/settings/notices"

// short is a subject of a length that is shown.
func short(s string) string {
	if r := []rune(s); len(r) > 150 {
		return string(r[:149]) + "…"
	}
	return s
}

// tell is a notice as mail shows it to a user, who may not see everything.
func tell(ctx context.Context, t *store.Tx, m mailSettings, u store.User, n notice.Notice, language string) (mailed, error) {
	actor, err := userActor(ctx, &t.View, u)
	if err != nil {
		return mailed{}, err
	}
	ctx = auth.With(ctx, actor)
	names := names{records: map[record.Ref]string{}}
	if err := names.add(ctx, &t.View, []record.Ref{n.About}); err != nil {
		return mailed{}, err
	}
	one := mailed{Text: upperFirst(noticeText(n, names.records[n.About], language)), Link: link(m, n)}
	if n.Kind == notice.Morning {
		one.Lines, err = dayLines(ctx, t, u.ID)
	}
	return one, err
}

func upperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// link is where a notice leads; empty where nobody said where Bánh Đà is opened.
func link(m mailSettings, n notice.Notice) string {
	switch {
	case m.URL == "":
		return ""
	case n.Data["appointment"] != "":
		return m.URL + "/appointments/" + n.Data["appointment"]
	case n.About.ID != 0:
		return m.URL + "/" + n.About.Type.Plural() + "/" + refID(n.About)
	case n.Data["task"] != "":
		return m.URL + "/tasks?task=" + n.Data["task"]
	case n.Data["page"] != "":
		return m.URL + "/pages/" + n.Data["page"]
	case n.Kind == notice.Morning:
		return m.URL + "/tasks"
	case n.Kind == notice.WebhookGone:
		return m.URL + "/settings/webhooks"
	}
	return m.URL
}

// dayLines are the titles of what is to be done until the end of the day, the time before those that have one.
func dayLines(ctx context.Context, t *store.Tx, user int64) (lines []string, err error) {
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return nil, err
	}
	end := (c.Today(t.Now()) + 1).At(0, c.Zone()).UnixMicro()
	list, err := t.Tasks(ctx, auth.Everything, store.TaskFilter{Owner: user, To: end, Limit: 50})
	for _, x := range list {
		lines = append(lines, dayLine(x, c.Zone()))
	}
	return lines, err
}

func dayLine(t task.Task, zone *time.Location) string {
	if t.DueDay != "" || t.DueAt == 0 {
		return t.Title
	}
	return time.UnixMicro(t.DueAt).In(zone).Format("15:04") + " " + t.Title
}

func plainMail(all []mailed, m mailSettings, language string) string {
	var b strings.Builder
	for _, one := range all {
		b.WriteString(one.Text + "\n")
		for _, l := range one.Lines {
			b.WriteString("  • " + l + "\n")
		}
		if one.Link != "" {
			b.WriteString(one.Link + "\n")
		}
		b.WriteString("\n")
	}
	b.WriteString("-- \n" + whyMailed(language))
	if m.URL != "" {
		b.WriteString(" " + m.URL + choicePage)
	}
	return b.String() + "\n"
}

func whyMailed(language string) string {
	return phrase.Sentencef("You get this because you work with Bánh Đà. What is mailed to you, and when, you choose in Settings, Notices.").In(language)
}

var mailPage = template.Must(template.New("mail").Parse(`<!doctype html><html lang="{{.Language}}"><body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;color:#1c1b1a;background:#faf9f7">
<div style="max-width:560px;margin:0 auto;background:#fff;border:1px solid #e4e0da;border-radius:12px;padding:24px">
{{range .All}}<p style="margin:0 0 4px"><strong>{{.Text}}</strong></p>
{{if .Lines}}<ul style="margin:4px 0 12px;padding-left:20px">{{range .Lines}}<li>{{.}}</li>{{end}}</ul>{{end}}
{{if .Link}}<p style="margin:0 0 20px"><a href="{{.Link}}" style="color:#1d5fa8">{{$.Open}}</a></p>{{end}}
{{end}}</div>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;color:#6b6660">{{.Why}}{{if .URL}} <a href="{{.URL}}" style="color:#6b6660">{{.Choose}}</a>{{end}}</p>
</body></html>`))

func htmlMail(all []mailed, m mailSettings, language string) (string, error) {
	var b bytes.Buffer
	page := map[string]any{"Language": language, "All": all, "Open": upperFirst(phrase.Sentencef("open in Bánh Đà").In(language)), "Why": whyMailed(language), "Choose": upperFirst(phrase.Sentencef("choose").In(language)), "URL": ""}
	if m.URL != "" {
		page["URL"] = m.URL + choicePage
	}
	err := mailPage.Execute(&b, page)
	return b.String(), err
}
