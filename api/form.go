package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"banhda/attract/form"
	"banhda/hub/calendar"
	"banhda/hub/consent"
	"banhda/store"
)

const formPrefix = "frm_"

// FormID writes a form's id as it is shown outside.
func FormID(id int64) string { return formPrefix + encodeID(scramble(uint64(id), formPrefix)) }

// ParseFormID reads what FormID wrote.
func ParseFormID(s string) (int64, error) { return parseID(s, formPrefix, "a form") }

// FormsAnswer is the forms, by name; without their contents.
type FormsAnswer struct {
	Forms   []FormLine `json:"forms"`
	Waiting int64      `json:"waiting" doc:"answers that wait to be looked at, of all forms"`
}

// FormLine is a form in a list, with how it did in the last 30 days.
type FormLine struct {
	ID        string `json:"id"`
	Key       string `json:"key" doc:"its address ends with it: /f/KEY"`
	Name      string `json:"name"`
	Published int64  `json:"published" doc:"the number of the version visitors see; 0: none yet"`
	Archived  bool   `json:"archived"`
	UpdatedAt string `json:"updated_at"`
	Views     int64  `json:"views" doc:"how often it was shown, whoever it was to"`
	Starts    int64  `json:"starts" doc:"how often somebody began to fill it in, where a script runs"`
	Submits   int64  `json:"submits"`
}

// FormDetail is one form with what is being written.
type FormDetail struct {
	FormLine
	Edition int64           `json:"edition" doc:"of the draft: who changes it names the one they saw"`
	Changed bool            `json:"changed" doc:"the draft says something else than what visitors see"`
	Draft   form.Definition `json:"draft"`
	Waiting int64           `json:"waiting" doc:"answers that wait to be looked at"`
}

func formLine(f *form.Form, c store.FormCount) FormLine {
	return FormLine{FormID(f.ID), f.Key, f.Name, f.Published, f.Archived, showInstant(f.UpdatedAt), c.Views, c.Starts, c.Submits}
}

// formDay is the day it is for a workspace.
func formDay(zone *time.Location, now int64) calendar.Day {
	return calendar.DayOf(time.UnixMicro(now).In(zone))
}

// countsOf are the counts of forms in the last 30 days.
func (s *Server) countsOf(ctx context.Context, v *store.View) (map[int64]store.FormCount, error) {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return nil, err
	}
	zone, err := loadZone("", w.Timezone)
	if err != nil {
		return nil, err
	}
	return v.FormCounts(ctx, (formDay(zone, v.Now()) - 29).String())
}

func (s *Server) listForms(ctx context.Context, _ *struct{}, _ Tell) (*FormsAnswer, error) {
	a := &FormsAnswer{Forms: []FormLine{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Forms(ctx)
		if err != nil {
			return err
		}
		counts, err := s.countsOf(ctx, v)
		if err != nil {
			return err
		}
		for i := range list {
			a.Forms = append(a.Forms, formLine(&list[i], counts[list[i].ID]))
		}
		a.Waiting, err = v.CountSubmissions(ctx, 0, form.Waiting)
		return err
	})
	return a, err
}

// FormNamed is a form in a path.
type FormNamed struct {
	ID string `path:"id"`
}

func (s *Server) showForm(ctx context.Context, in *FormNamed, _ Tell) (a *FormDetail, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = s.formShown(ctx, v, in.ID)
		return err
	})
	return a, err
}

func (s *Server) formShown(ctx context.Context, v *store.View, id string) (*FormDetail, error) {
	f, err := formOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	counts, err := s.countsOf(ctx, v)
	if err != nil {
		return nil, err
	}
	a := &FormDetail{FormLine: formLine(&f, counts[f.ID]), Edition: f.Edition, Draft: f.Draft, Changed: f.Published == 0}
	if f.Published > 0 {
		is, err := v.FormVersion(ctx, f.ID, f.Published)
		if err != nil {
			return nil, err
		}
		a.Changed = !f.Draft.Same(&is.Content)
	}
	a.Waiting, err = v.CountSubmissions(ctx, f.ID, form.Waiting)
	return a, err
}

func formOf(ctx context.Context, v *store.View, id string) (f form.Form, err error) {
	number, err := ParseFormID(id)
	if err != nil {
		return f, err
	}
	f, err = v.Form(ctx, number)
	return f, notFound(err, "there is no form %s", id)
}

// FormBody is what is said of a form.
type FormBody struct {
	Key      string          `json:"key" maxLength:"60"`
	Name     string          `json:"name" maxLength:"100"`
	Draft    form.Definition `json:"draft"`
	Archived bool            `json:"archived,omitempty"`
}

type formOrder struct{ Body FormBody }

func (s *Server) addForm(ctx context.Context, in *formOrder, _ Tell) (*FormDetail, error) {
	var made form.Form
	return s.keepForm(ctx, "form-add", &made, &in.Body, func(ctx context.Context, t *store.Tx) (err error) {
		made.ID, err = t.AddForm(ctx, made)
		return err
	})
}

type formChange struct {
	FormNamed
	Body struct {
		FormBody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setForm(ctx context.Context, in *formChange, _ Tell) (*FormDetail, error) {
	var was form.Form
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		was, err = formOf(ctx, v, in.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	was.Edition, was.Archived = in.Body.Edition, in.Body.Archived
	return s.keepForm(ctx, "form-set", &was, &in.Body.FormBody, func(ctx context.Context, t *store.Tx) error { return t.SaveForm(ctx, was) })
}

// keepForm puts what was said into a form and keeps it.
func (s *Server) keepForm(ctx context.Context, verb string, f *form.Form, b *FormBody, keep func(context.Context, *store.Tx) error) (a *FormDetail, err error) {
	f.Key, f.Name, f.Draft = strings.TrimSpace(b.Key), cleanName(b.Name), b.Draft
	f.Draft.Clean()
	if err := f.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: verb, entry: map[string]any{"key": f.Key, "name": f.Name}, made: func() string { return FormID(f.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		if err := keep(ctx, t); err != nil {
			return formTaken(err, f)
		}
		a, err = s.formShown(ctx, &t.View, FormID(f.ID))
		return err
	}}, nil)
	s.forms.forget()
	s.sites.forget()
	return a, err
}

// formTaken says what a conflict is about.
func formTaken(err error, f *form.Form) error {
	switch {
	case !errors.Is(err, store.ErrConflict):
		return err
	case f.ID == 0:
		return refused(http.StatusConflict, 0, "there is a form at %q already; choose another address", f.Key)
	}
	return refused(http.StatusConflict, 0, "somebody else changed this form meanwhile, or another is at %q; look at it again", f.Key)
}

// FormRemoved says which form is gone.
type FormRemoved struct {
	ID string `json:"id"`
}

func (s *Server) removeForm(ctx context.Context, in *FormNamed, _ Tell) (*FormRemoved, error) {
	_, err := s.change(ctx, mutation{verb: "form-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		f, err := formOf(ctx, &t.View, in.ID)
		if err == nil {
			err = t.RemoveForm(ctx, f.ID)
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "people may have answered this form; put it away instead")
		}
		return err
	}}, nil)
	return &FormRemoved{in.ID}, err
}

// FormVersion is one version as it was published.
type FormVersion struct {
	Number  int64           `json:"number"`
	At      string          `json:"at"`
	Act     string          `json:"act" doc:"by which it was published"`
	Content form.Definition `json:"content"`
}

// FormVersionsAnswer is what was published of a form, the newest first.
type FormVersionsAnswer struct {
	Versions []FormVersion `json:"versions"`
}

func (s *Server) formVersions(ctx context.Context, in *FormNamed, _ Tell) (*FormVersionsAnswer, error) {
	a := &FormVersionsAnswer{Versions: []FormVersion{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		f, err := formOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		list, err := v.FormVersions(ctx, f.ID)
		for i := range list {
			a.Versions = append(a.Versions, FormVersion{list[i].Number, showInstant(list[i].At), ActID(list[i].Act), list[i].Content})
		}
		return err
	})
	return a, err
}

// publishForm makes the draft what visitors see, with the words of its questions of consent as they are today.
func (s *Server) publishForm(ctx context.Context, in *FormNamed, _ Tell) (a *FormDetail, err error) {
	_, err = s.change(ctx, mutation{verb: "form-publish", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		f, err := formOf(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		if err := f.Draft.Ready(); err != nil {
			return wrong(err)
		}
		content := f.Draft
		if err := s.sealForm(ctx, t, &content); err != nil {
			return err
		}
		if _, err := t.PublishForm(ctx, f.ID, content); err != nil {
			return err
		}
		a, err = s.formShown(ctx, &t.View, in.ID)
		return err
	}}, nil)
	s.forms.forget()
	s.sites.forget()
	return a, err
}

// sealForm looks whether everything a form needs is there, and puts the wordings of today into its questions of consent.
func (s *Server) sealForm(ctx context.Context, t *store.Tx, d *form.Definition) error {
	if err := checkAfter(ctx, &t.View, d.After); err != nil {
		return err
	}
	purposes, err := readPurposes(ctx, &t.View)
	if err != nil {
		return err
	}
	d.Consents = slices.Clone(d.Consents)
	double := false
	for i := range d.Consents {
		c := &d.Consents[i]
		at := slices.IndexFunc(purposes, func(p consent.Purpose) bool { return p.Key == c.Purpose && !p.Archived })
		if at < 0 {
			return missing("there is no purpose %q", c.Purpose)
		}
		w, _ := purposes[at].Wording("")
		c.Wording, c.Hash, c.Text = w.Version, w.Hash(), form.Label{Vi: w.Vi, En: w.En}
		c.Confirm = purposes[at].Double && slices.Contains(c.Channels, string(consent.Email))
		double = double || c.Confirm
	}
	if !double {
		return nil
	}
	return checkConfirming(ctx, t, d.After.Template)
}

// checkConfirming looks whether people can be asked to confirm what they agreed to, and brings the message that asks.
func checkConfirming(ctx context.Context, t *store.Tx, key string) error {
	m, err := readMail(ctx, &t.View)
	if err != nil {
		return err
	}
	if !m.ready() || m.URL == "" {
		return invalid("who agrees is asked to confirm by e-mail: say in Settings, E-mail how mail is sent and at which address people open this house, then publish the form")
	}
	if key == "" {
		_, err := bringTemplate(ctx, t, form.ConfirmLetter())
		return err
	}
	is, err := t.TemplateByKey(ctx, key)
	if err == nil && is.Published == 0 {
		err = store.ErrNotFound
	}
	return notFound(err, "there is no published template %q", key)
}

// checkAfter looks whether what a form leads to is there.
func checkAfter(ctx context.Context, v *store.View, a form.After) error {
	if a.List != "" {
		if _, err := listOf(ctx, v, a.List); err != nil {
			return err
		}
	}
	if a.Rule != "" {
		if _, err := ruleOf(ctx, v, a.Rule); err != nil {
			return err
		}
	}
	_, err := toldOf(ctx, v, a)
	return err
}
