package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"banhda/attract/cta"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

const ctaPrefix = "cta_"

// CTAID writes the id of a call to action as it is shown outside.
func CTAID(id int64) string { return ctaPrefix + encodeID(scramble(uint64(id), ctaPrefix)) }

// ParseCTAID reads what CTAID wrote.
func ParseCTAID(s string) (int64, error) { return parseID(s, ctaPrefix, "a call to action") }

// CTAsAnswer is some of the calls to action, the last made first.
type CTAsAnswer struct {
	CTAs   []CTALine `json:"ctas"`
	Cursor *string   `json:"cursor"`
}

// CTALine is a call to action in a list, with how the version visitors see does. Only who agreed to be recognised is counted.
type CTALine struct {
	ID        string `json:"id"`
	Key       string `json:"key" doc:"by which pages name it"`
	Kind      string `json:"kind" enum:"button,banner,popup,slide-in"`
	Name      string `json:"name"`
	Published int64  `json:"published" doc:"the number of the version visitors see; 0: none yet"`
	Archived  bool   `json:"archived"`
	UpdatedAt string `json:"updated_at"`
	People    int64  `json:"people" doc:"who saw it"`
	Views     int64  `json:"views"`
	Clickers  int64  `json:"clickers" doc:"people who clicked it"`
	LeftOut   int64  `json:"left_out" doc:"who did not see it, by chance"`
}

// CTADetail is one with what is being written.
type CTADetail struct {
	CTALine
	Edition int64          `json:"edition" doc:"of the draft: who changes it names the one they saw"`
	Changed bool           `json:"changed" doc:"the draft says something else than what visitors see"`
	Draft   cta.Definition `json:"draft"`
}

type ctasQuery struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listCTAs(ctx context.Context, in *ctasQuery, _ Tell) (*CTAsAnswer, error) {
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	a := &CTAsAnswer{CTAs: []CTALine{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.CTAs(ctx, before, in.Limit+1)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeSerial(list[in.Limit-1].ID))
		}
		lines, err := ctaLines(ctx, v, list)
		a.CTAs = append(a.CTAs, lines...)
		return err
	})
	return a, err
}

// ctaLines shows calls to action with how the version visitors see does.
func ctaLines(ctx context.Context, v *store.View, list []cta.CTA) (lines []CTALine, err error) {
	var ids []int64
	for i := range list {
		ids = append(ids, list[i].ID)
	}
	counts, err := v.CTACounts(ctx, ids)
	for i := range list {
		c := &list[i]
		line := CTALine{ID: CTAID(c.ID), Key: c.Key, Kind: string(c.Draft.Kind), Name: c.Name, Published: c.Published, Archived: c.Archived, UpdatedAt: showInstant(c.UpdatedAt)}
		for _, n := range counts {
			switch {
			case n.CTA != c.ID || n.Version != c.Published:
			case n.Arm == cta.Control:
				line.LeftOut = n.People
			default:
				line.People, line.Views, line.Clickers = line.People+n.People, line.Views+n.Views, line.Clickers+n.Clickers
			}
		}
		lines = append(lines, line)
	}
	return lines, err
}

// CTANamed is a call to action in a path.
type CTANamed struct {
	ID string `path:"id"`
}

func (s *Server) showCTA(ctx context.Context, in *CTANamed, _ Tell) (a *CTADetail, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = ctaShown(ctx, v, in.ID)
		return err
	})
	return a, err
}

func ctaShown(ctx context.Context, v *store.View, id string) (*CTADetail, error) {
	c, err := ctaOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	lines, err := ctaLines(ctx, v, []cta.CTA{c})
	if err != nil {
		return nil, err
	}
	a := &CTADetail{CTALine: lines[0], Edition: c.Edition, Draft: c.Draft, Changed: true}
	if c.Published > 0 {
		is, err := v.CTAVersion(ctx, c.ID, c.Published)
		if err != nil {
			return nil, err
		}
		a.Changed = !c.Draft.Same(&is.Content)
	}
	return a, nil
}

func ctaOf(ctx context.Context, v *store.View, id string) (c cta.CTA, err error) {
	number, err := ParseCTAID(id)
	if err != nil {
		return c, err
	}
	c, err = v.CTA(ctx, number)
	return c, notFound(err, "there is no call to action %s", id)
}

// CTABody is what is said of a call to action.
type CTABody struct {
	Key      string         `json:"key" maxLength:"60"`
	Name     string         `json:"name" maxLength:"100"`
	Draft    cta.Definition `json:"draft"`
	Archived bool           `json:"archived,omitempty"`
}

type ctaOrder struct{ Body CTABody }

func (s *Server) addCTA(ctx context.Context, in *ctaOrder, _ Tell) (*CTADetail, error) {
	var made cta.CTA
	return s.keepCTA(ctx, "cta-add", &made, &in.Body, func(ctx context.Context, t *store.Tx) (err error) {
		made.ID, err = t.AddCTA(ctx, made)
		return err
	})
}

type ctaChange struct {
	CTANamed
	Body struct {
		CTABody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setCTA(ctx context.Context, in *ctaChange, _ Tell) (*CTADetail, error) {
	var was cta.CTA
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		was, err = ctaOf(ctx, v, in.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	was.Edition, was.Archived = in.Body.Edition, in.Body.Archived
	return s.keepCTA(ctx, "cta-set", &was, &in.Body.CTABody, func(ctx context.Context, t *store.Tx) error { return t.SaveCTA(ctx, was) })
}

// keepCTA puts what was said into a call to action and keeps it.
func (s *Server) keepCTA(ctx context.Context, verb string, c *cta.CTA, b *CTABody, keep func(context.Context, *store.Tx) error) (a *CTADetail, err error) {
	c.Key, c.Name, c.Draft = strings.TrimSpace(b.Key), cleanName(b.Name), b.Draft
	c.Draft.Clean()
	if err := c.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: verb, entry: map[string]any{"key": c.Key, "name": c.Name}, made: func() string { return CTAID(c.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		if err := keep(ctx, t); err != nil {
			return ctaTaken(err, c)
		}
		a, err = ctaShown(ctx, &t.View, CTAID(c.ID))
		return err
	}}, nil)
	s.forgetCTAs()
	return a, err
}

// ctaTaken says what a conflict is about.
func ctaTaken(err error, c *cta.CTA) error {
	switch {
	case !errors.Is(err, store.ErrConflict):
		return err
	case c.ID == 0:
		return refused(http.StatusConflict, 0, "there is a call to action with the key %q already; choose another", c.Key)
	}
	return refused(http.StatusConflict, 0, "somebody else changed this call to action meanwhile, or another has the key %q; look at it again", c.Key)
}

// CTARemoved says which one is gone.
type CTARemoved struct {
	ID string `json:"id"`
}

func (s *Server) removeCTA(ctx context.Context, in *CTANamed, _ Tell) (*CTARemoved, error) {
	_, err := s.change(ctx, mutation{verb: "cta-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		c, err := ctaOf(ctx, &t.View, in.ID)
		if err == nil {
			err = t.RemoveCTA(ctx, c.ID)
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "people may have seen this call to action; put it away instead")
		}
		return err
	}}, nil)
	return &CTARemoved{in.ID}, err
}

// CTAVersion is one version as it was published.
type CTAVersion struct {
	Number  int64          `json:"number"`
	At      string         `json:"at"`
	Act     string         `json:"act" doc:"by which it was published"`
	Content cta.Definition `json:"content"`
}

// CTAVersionsAnswer is what was published of a call to action, the newest first.
type CTAVersionsAnswer struct {
	Versions []CTAVersion `json:"versions"`
}

func (s *Server) ctaVersions(ctx context.Context, in *CTANamed, _ Tell) (*CTAVersionsAnswer, error) {
	a := &CTAVersionsAnswer{Versions: []CTAVersion{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		c, err := ctaOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		list, err := v.CTAVersions(ctx, c.ID)
		for i := range list {
			a.Versions = append(a.Versions, CTAVersion{list[i].Number, showInstant(list[i].At), ActID(list[i].Act), list[i].Content})
		}
		return err
	})
	return a, err
}

// publishCTA makes the draft what visitors see, where all it names is there.
func (s *Server) publishCTA(ctx context.Context, in *CTANamed, _ Tell) (a *CTADetail, err error) {
	_, err = s.change(ctx, mutation{verb: "cta-publish", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		c, err := ctaOf(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		if err := s.ctaReady(ctx, &t.View, &c.Draft); err != nil {
			return err
		}
		if _, err := t.PublishCTA(ctx, c); err != nil {
			return err
		}
		a, err = ctaShown(ctx, &t.View, in.ID)
		return err
	}}, nil)
	s.forgetCTAs()
	return a, err
}

// ctaReady says why a draft cannot be published: it is not whole, its goal or its condition cannot be read, or a form it
// opens is not open.
func (s *Server) ctaReady(ctx context.Context, v *store.View, d *cta.Definition) error {
	if err := d.Ready(); err != nil {
		return wrong(err)
	}
	if steps, err := segment.ParseSteps(d.Goal.Event); err != nil || len(steps) != 1 {
		return wrong(errors.Join(err))
	}
	if d.Audience.Segment != "" {
		if err := anySegment(ctx, v, d.Audience.Segment); err != nil {
			return err
		}
	}
	for i := range d.Contents {
		if err := openForCTA(ctx, v, d.Contents[i].Form); err != nil {
			return err
		}
	}
	_, err := s.condition(ctx, v, record.Person, d.Audience.Condition())
	return err
}

func anySegment(ctx context.Context, v *store.View, shown string) error {
	id, err := ParseSegmentID(shown)
	if err == nil {
		_, err = v.Segment(ctx, id)
	}
	return notFound(err, "there is no segment %s", shown)
}

// openForCTA refuses a form that visitors could not answer; an empty key names none.
func openForCTA(ctx context.Context, v *store.View, key string) error {
	if key == "" {
		return nil
	}
	f, err := v.FormByKey(ctx, key)
	if err == nil && (f.Published == 0 || f.Archived) {
		err = store.ErrNotFound
	}
	return notFound(err, "there is no open form %q; publish it first", key)
}

// ctaSegments are the segments that calls to action visitors see are for, or not for: their members are kept up to date.
func ctaSegments(ctx context.Context, v *store.View) (uses []SegmentUse, err error) {
	list, err := v.LiveCTAs(ctx)
	for i := range list {
		for _, id := range SegmentsIn(list[i].Content.Audience.Condition()) {
			uses = append(uses, SegmentUse{Segment: id, Kind: "cta", ID: CTAID(list[i].ID), Name: list[i].Name, Listens: true})
		}
	}
	return uses, err
}
