package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/template"
	"banhda/store"
)

const templatePrefix = "tpl_"

// TemplateID writes a template's id as it is shown outside.
func TemplateID(id int64) string {
	return templatePrefix + encodeID(scramble(uint64(id), templatePrefix))
}

// ParseTemplateID reads what TemplateID wrote.
func ParseTemplateID(s string) (int64, error) { return parseID(s, templatePrefix, "a template") }

// TemplatesAnswer is the templates, by name; without their contents.
type TemplatesAnswer struct {
	Templates []TemplateLine `json:"templates"`
}

// TemplateLine is a template in a list.
type TemplateLine struct {
	ID        string         `json:"id"`
	Key       string         `json:"key" doc:"by which campaigns and workflows name it"`
	Channel   string         `json:"channel" enum:"email,sms,zalo,web"`
	Name      string         `json:"name"`
	Class     string         `json:"class" enum:"transactional,care,advertising"`
	Purpose   string         `json:"purpose" doc:"a purpose's key; empty: that of the class"`
	Subject   template.Label `json:"subject"`
	Published int64          `json:"published" doc:"the number of the version that is sent; 0: none yet"`
	Archived  bool           `json:"archived"`
	UpdatedAt string         `json:"updated_at"`
}

// TemplateAnswer is one template with what is being written.
type TemplateAnswer struct {
	TemplateLine
	Edition   int64            `json:"edition" doc:"of the draft: who changes it names the one they saw"`
	Changed   bool             `json:"changed" doc:"the draft says something else than the version that is sent"`
	Content   template.Content `json:"content"`
	Variables []string         `json:"variables" doc:"the names it can ask for"`
}

func lineOf(t *template.Template) TemplateLine {
	return TemplateLine{TemplateID(t.ID), t.Key, string(t.Channel), t.Name, string(t.Class), t.Purpose, t.Draft.Subject, t.Published, t.Archived, showInstant(t.UpdatedAt)}
}

func (s *Server) listTemplates(ctx context.Context, _ *struct{}, _ Tell) (*TemplatesAnswer, error) {
	a := &TemplatesAnswer{Templates: []TemplateLine{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Templates(ctx)
		for i := range list {
			a.Templates = append(a.Templates, lineOf(&list[i]))
		}
		return err
	})
	return a, err
}

// TemplateNamed is a template in a path.
type TemplateNamed struct {
	ID string `path:"id"`
}

func (s *Server) showTemplate(ctx context.Context, in *TemplateNamed, _ Tell) (a *TemplateAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = templateShown(ctx, v, in.ID)
		return err
	})
	return a, err
}

func templateShown(ctx context.Context, v *store.View, id string) (*TemplateAnswer, error) {
	t, err := templateOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	a := &TemplateAnswer{TemplateLine: lineOf(&t), Edition: t.Edition, Content: t.Draft, Changed: t.Published == 0}
	if t.Published > 0 {
		version, err := v.Published(ctx, t.ID)
		if err != nil {
			return nil, err
		}
		a.Changed = !version.Content.Same(&t.Draft) || version.Class != t.Class || version.Purpose != t.Purpose
	}
	a.Variables, err = knownVariables(ctx, v)
	return a, err
}

func templateOf(ctx context.Context, v *store.View, id string) (t template.Template, err error) {
	number, err := ParseTemplateID(id)
	if err != nil {
		return t, err
	}
	t, err = v.Template(ctx, number)
	return t, notFound(err, "there is no template %s", id)
}

// TemplateBody is what is said of a template.
type TemplateBody struct {
	Key      string           `json:"key" maxLength:"60"`
	Name     string           `json:"name" maxLength:"100"`
	Class    string           `json:"class" enum:"transactional,care,advertising"`
	Purpose  string           `json:"purpose,omitempty" maxLength:"40"`
	Content  template.Content `json:"content"`
	Archived bool             `json:"archived,omitempty"`
}

type templateOrder struct {
	Body struct {
		TemplateBody
		Channel string `json:"channel" enum:"email,sms,zalo,web"`
	}
}

func (s *Server) addTemplate(ctx context.Context, in *templateOrder, _ Tell) (*TemplateAnswer, error) {
	b := &in.Body
	made := template.Template{Channel: template.Channel(b.Channel)}
	return s.keepTemplate(ctx, "template-add", &made, &b.TemplateBody, func(ctx context.Context, t *store.Tx) (err error) {
		made.ID, err = t.AddTemplate(ctx, made)
		return err
	})
}

type templateChange struct {
	TemplateNamed
	Body struct {
		TemplateBody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setTemplate(ctx context.Context, in *templateChange, _ Tell) (*TemplateAnswer, error) {
	var was template.Template
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		was, err = templateOf(ctx, v, in.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	was.Edition = in.Body.Edition
	return s.keepTemplate(ctx, "template-set", &was, &in.Body.TemplateBody, func(ctx context.Context, t *store.Tx) error {
		was.Archived = in.Body.Archived
		return t.SaveTemplate(ctx, was)
	})
}

// keepTemplate puts what was said into a template and keeps it.
func (s *Server) keepTemplate(ctx context.Context, verb string, m *template.Template, b *TemplateBody, keep func(context.Context, *store.Tx) error) (a *TemplateAnswer, err error) {
	m.Key, m.Name, m.Class, m.Purpose, m.Draft = strings.TrimSpace(b.Key), cleanName(b.Name), consent.Class(b.Class), b.Purpose, b.Content
	m.Draft.Clean()
	if err := m.Check(); err != nil {
		return nil, wrong(err)
	}
	noted := map[string]any{"key": m.Key, "name": m.Name, "class": m.Class}
	_, err = s.change(ctx, mutation{verb: verb, entry: noted, made: func() string { return TemplateID(m.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		if err := s.checkAttached(ctx, &t.View, m.Draft.Attachments); err != nil {
			return err
		}
		if err := m.Draft.Check(); err != nil { // once more, now that it is known how large the files are
			return wrong(err)
		}
		if err := keep(ctx, t); err != nil {
			return taken(err, m)
		}
		a, err = templateShown(ctx, &t.View, TemplateID(m.ID))
		return err
	}}, nil)
	return a, err
}

// taken says what a conflict is about.
func taken(err error, m *template.Template) error {
	switch {
	case !errors.Is(err, store.ErrConflict):
		return err
	case m.ID == 0:
		return refused(http.StatusConflict, 0, "there is a template %q already; choose another key", m.Key)
	}
	return refused(http.StatusConflict, 0, "somebody else changed this template meanwhile, or another has the key %q; look at it again", m.Key)
}

// checkAttached refuses files that are not there or that who asks may not see.
func (s *Server) checkAttached(ctx context.Context, v *store.View, list []template.Attachment) error {
	for i := range list {
		id, err := ParseAttachmentID(list[i].File)
		if err != nil {
			return err
		}
		kept, err := v.Attachment(ctx, id)
		if err == nil {
			_, err = v.Record(ctx, reach(ctx, kept.About.Type, auth.Read), kept.About.Type, kept.About.ID)
		}
		if err != nil || kept.DeletedAt != 0 {
			return notFound(orElse(err, store.ErrNotFound), "there is no file %s", list[i].File)
		}
		list[i].Name, list[i].Type, list[i].Size = kept.Name, kept.Media, kept.Bytes
	}
	return nil
}

func (s *Server) removeTemplate(ctx context.Context, in *TemplateNamed, _ Tell) (*TemplateRemoved, error) {
	_, err := s.change(ctx, mutation{verb: "template-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		m, err := templateOf(ctx, &t.View, in.ID)
		if err == nil {
			err = t.RemoveTemplate(ctx, m.ID)
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "messages were or can be sent by this template; put it away instead")
		}
		return err
	}}, nil)
	return &TemplateRemoved{in.ID}, err
}

// TemplateRemoved says which template is gone.
type TemplateRemoved struct {
	ID string `json:"id"`
}

// TemplateVersion is one version as it was published.
type TemplateVersion struct {
	Number  int64            `json:"number"`
	At      string           `json:"at"`
	Act     string           `json:"act" doc:"by which it was published"`
	Class   string           `json:"class"`
	Content template.Content `json:"content"`
}

// TemplateVersionsAnswer is what was published of a template, the newest first.
type TemplateVersionsAnswer struct {
	Versions []TemplateVersion `json:"versions"`
}

func (s *Server) templateVersions(ctx context.Context, in *TemplateNamed, _ Tell) (*TemplateVersionsAnswer, error) {
	a := &TemplateVersionsAnswer{Versions: []TemplateVersion{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		m, err := templateOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		list, err := v.Versions(ctx, m.ID)
		for i := range list {
			a.Versions = append(a.Versions, TemplateVersion{list[i].Number, showInstant(list[i].At), ActID(list[i].Act), string(list[i].Class), list[i].Content})
		}
		return err
	})
	return a, err
}

// publishTemplate makes the draft the version that is sent, unless something severe is wrong with it.
func (s *Server) publishTemplate(ctx context.Context, in *TemplateNamed, _ Tell) (a *TemplateAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: "template-publish", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		m, err := templateOf(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		if err := s.checkPublished(ctx, &t.View, &m); err != nil {
			return err
		}
		if _, err := t.Publish(ctx, m.ID); err != nil {
			return err
		}
		a, err = templateShown(ctx, &t.View, in.ID)
		return err
	}}, nil)
	return a, err
}

func (s *Server) checkPublished(ctx context.Context, v *store.View, m *template.Template) error {
	sight, err := s.sightOf(ctx, v, draftOf(m), "")
	if err != nil {
		return err
	}
	for _, language := range []string{"vi", "en"} {
		shown, err := sight.show(ctx, v, language)
		if err != nil {
			return wrong(err)
		}
		for _, p := range shown.Problems {
			if p.Severe {
				return invalid("it cannot be published so: %s", p.told)
			}
		}
	}
	return nil
}

// draftOf is a template's draft as if it were published.
func draftOf(m *template.Template) template.Version {
	return template.Version{Template: m.ID, Channel: m.Channel, Class: m.Class, Purpose: m.Purpose, Content: m.Draft}
}
