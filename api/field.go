package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// FieldShown is one field as the API gives it.
type FieldShown struct {
	ID       string          `json:"id" doc:"type and key, people.title"`
	Type     string          `json:"type"`
	Key      string          `json:"key"`
	Kind     string          `json:"kind"`
	Label    record.Label    `json:"label"`
	Help     record.Label    `json:"help"`
	Options  []record.Option `json:"options,omitempty"`
	Currency string          `json:"currency,omitempty"`
	Required bool            `json:"required,omitempty"`
	Unique   bool            `json:"unique,omitempty"`
	Pattern  string          `json:"pattern,omitempty"`
	Min      *float64        `json:"min,omitempty"`
	Max      *float64        `json:"max,omitempty"`
	Standard bool            `json:"standard,omitempty"`
	ReadOnly bool            `json:"readonly,omitempty"`
	Archived bool            `json:"archived,omitempty"`
	Position int             `json:"position"`
}

func showField(f record.Field) FieldShown {
	return FieldShown{ID: fieldID(f.Type, f.Key), Type: f.Type.Plural(), Key: f.Key, Kind: string(f.Kind), Label: f.Label, Help: f.Help, Options: f.Options,
		Currency: f.Currency, Required: f.Required, Unique: f.Unique, Pattern: f.Pattern, Min: f.Min, Max: f.Max, Standard: f.Standard,
		ReadOnly: f.ReadOnly, Archived: f.Archived, Position: f.Position}
}

func fieldID(t record.Type, key string) string { return t.Plural() + "." + key }

// FieldsAnswer are the fields of records, in their order.
type FieldsAnswer struct {
	Fields []FieldShown `json:"fields"`
}

type fieldsQuestion struct {
	Type     string `query:"type" enum:"people,companies,products,orders,deals,tickets" doc:"Default: all types."`
	Archived bool   `query:"archived" doc:"Those that were put away, too."`
}

func (s *Server) listFields(ctx context.Context, in *fieldsQuestion, _ Tell) (*FieldsAnswer, error) {
	a := &FieldsAnswer{Fields: []FieldShown{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		for _, t := range record.Types {
			if in.Type != "" && in.Type != t.Plural() {
				continue
			}
			fields, err := v.Fields(ctx, t)
			if err != nil {
				return err
			}
			hide := hidden(ctx, t)
			for _, f := range fields {
				if (in.Archived || !f.Archived) && !slices.Contains(hide, f.Key) {
					a.Fields = append(a.Fields, showField(f))
				}
			}
		}
		return nil
	})
}

type fieldOrder struct {
	Body struct {
		Type     string          `json:"type" enum:"people,companies,products,orders,deals,tickets"`
		Key      string          `json:"key,omitempty" maxLength:"40" doc:"[a-z][a-z0-9_]*; left out: made from the label"`
		Kind     string          `json:"kind" enum:"text,longtext,number,money,date,instant,boolean,choice,choices,url,email,phone,address,person,company,product,user,team"`
		Label    record.Label    `json:"label"`
		Help     *record.Label   `json:"help,omitempty"`
		Options  []record.Option `json:"options,omitempty" maxItems:"200" doc:"of choices; a key left out is made from the label"`
		Currency string          `json:"currency,omitempty"`
		Required bool            `json:"required,omitempty"`
		Unique   bool            `json:"unique,omitempty"`
		Pattern  string          `json:"pattern,omitempty" maxLength:"200"`
		Min      *float64        `json:"min,omitempty"`
		Max      *float64        `json:"max,omitempty"`
	}
}

// mostFields bounds how many fields of its own a company has of a type.
const mostFields = 200

func (s *Server) addField(ctx context.Context, in *fieldOrder, tell Tell) (shown FieldShown, err error) {
	b := &in.Body
	t, _ := record.ParseType(b.Type)
	f := record.Field{Type: t, Key: b.Key, Kind: record.Kind(b.Kind), Label: b.Label, Options: b.Options, Currency: b.Currency,
		Required: b.Required, Unique: b.Unique, Pattern: b.Pattern, Min: b.Min, Max: b.Max}
	if b.Help != nil {
		f.Help = *b.Help
	}
	_, err = s.change(ctx, mutation{verb: "field-add", made: func() string { return shown.ID }, also: func(ctx context.Context, tx *store.Tx) error {
		fields, err := tx.Fields(ctx, t)
		if err != nil {
			return err
		}
		if err := f.Found(fields); err != nil {
			return wrong(err)
		}
		if len(fields) >= mostFields {
			return refused(http.StatusConflict, 0, "there are %d fields already; put away what nobody needs", len(fields))
		}
		shown = showField(f)
		return tx.SaveField(ctx, f)
	}}, tell)
	if err != nil {
		return shown, err
	}
	return shown, s.refill(ctx, f, tell)
}

// refill gives a new field of people what events stated under its key before there was one.
func (s *Server) refill(ctx context.Context, f record.Field, tell Tell) error {
	if f.Type != record.Person {
		return nil
	}
	for after, done := int64(0), int64(0); ; {
		var last int64
		var n int
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			last, n, err = t.Refill(ctx, f.Key, after, 200)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
		after, done = last, done+int64(n)
		tell(Progress{Step: "taking over", Done: done})
	}
}

const indexJob job.Kind = "index-fields"

// indexFields lets records be found quickly by new fields. Until then they are found all the same, by looking at each.
func (s *Server) indexFields(ctx context.Context, _ job.Job) error {
	_, err := s.Records.IndexFields(ctx)
	return err
}

type fieldChange struct {
	ID   string `path:"id" doc:"Type and key, people.title."`
	Body struct {
		Label    *record.Label   `json:"label,omitempty"`
		Help     *record.Label   `json:"help,omitempty"`
		Options  []record.Option `json:"options,omitempty" maxItems:"200" doc:"of a company's own field; records keep a choice that is left out"`
		Required *bool           `json:"required,omitempty"`
		Pattern  *string         `json:"pattern,omitempty" maxLength:"200"`
		Min      *float64        `json:"min,omitempty"`
		Max      *float64        `json:"max,omitempty"`
		Archived *bool           `json:"archived,omitempty"`
		Position *int            `json:"position,omitempty"`
	}
}

func (s *Server) changeField(ctx context.Context, in *fieldChange, tell Tell) (shown FieldShown, err error) {
	_, err = s.change(ctx, mutation{verb: "field-set", target: in.ID, also: func(ctx context.Context, tx *store.Tx) error {
		f, err := findField(ctx, &tx.View, in.ID)
		if err != nil {
			return err
		}
		b := &in.Body
		give(&f.Label, b.Label)
		give(&f.Help, b.Help)
		give(&f.Required, b.Required)
		give(&f.Archived, b.Archived)
		give(&f.Position, b.Position)
		if f.Standard && (b.Options != nil || b.Pattern != nil || b.Min != nil || b.Max != nil) {
			return invalid("of a standard field only its names, help, place and whether it is required can be changed")
		}
		if b.Options != nil {
			f.Options = b.Options
		}
		give(&f.Pattern, b.Pattern)
		if b.Min != nil {
			f.Min = b.Min
		}
		if b.Max != nil {
			f.Max = b.Max
		}
		if err := f.Valid(); err != nil {
			return wrong(err)
		}
		shown = showField(f)
		return tx.SaveField(ctx, f)
	}}, tell)
	return shown, err
}

// give sets what was given.
func give[T any](to *T, given *T) {
	if given != nil {
		*to = *given
	}
}

func findField(ctx context.Context, v *store.View, id string) (record.Field, error) {
	plural, key, _ := strings.Cut(id, ".")
	t, ok := record.ParseType(plural)
	if !ok {
		return record.Field{}, missing("there is no field %q; those look like people.title", id)
	}
	fields, err := v.Fields(ctx, t)
	if err != nil {
		return record.Field{}, err
	}
	i := slices.IndexFunc(fields, func(f record.Field) bool { return f.Key == key })
	if i < 0 || slices.Contains(hidden(ctx, t), key) {
		return record.Field{}, missing("there is no field %q; those look like people.title", id)
	}
	return fields[i], nil
}

// FieldUsage is how many records have a value of a field, of those that are there.
type FieldUsage struct {
	Filled int64 `json:"filled"`
	Total  int64 `json:"total"`
}

type fieldQuestion struct {
	ID string `path:"id" doc:"Type and key, people.title."`
}

func (s *Server) fieldUsage(ctx context.Context, in *fieldQuestion, _ Tell) (u FieldUsage, err error) {
	return u, s.Records.View(ctx, func(v *store.View) error {
		f, err := findField(ctx, v, in.ID)
		if err == nil {
			u.Filled, u.Total, err = v.Filled(ctx, reach(ctx, f.Type, auth.Read), f)
		}
		return err
	})
}

// TagsAnswer are the tags there are, with how many records have each.
type TagsAnswer struct {
	Tags []TagShown `json:"tags"`
}

// TagShown is one tag.
type TagShown struct {
	Tag   string `json:"tag"`
	Count int64  `json:"count"`
}

type tagsQuestion struct {
	Type string `query:"type" required:"true" enum:"people,companies,products,orders,deals,tickets"`
	Q    string `query:"q" maxLength:"60" doc:"A part of the tag, marks aside."`
}

func (s *Server) listTags(ctx context.Context, in *tagsQuestion, _ Tell) (*TagsAnswer, error) {
	t, _ := record.ParseType(in.Type)
	a := &TagsAnswer{Tags: []TagShown{}}
	if slices.Contains(hidden(ctx, t), "tags") {
		return a, nil
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		counts, err := v.TagCounts(ctx, reach(ctx, t, auth.Read), t)
		for _, c := range counts {
			if strings.Contains(person.Fold(c.Tag), person.Fold(in.Q)) {
				a.Tags = append(a.Tags, TagShown{c.Tag, c.Count})
			}
		}
		return err
	})
}
