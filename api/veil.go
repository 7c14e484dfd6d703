package api

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// veil keeps from who asks what their role hides of people, wherever it turns up: what events and programs say of a
// person has other names than the fields of a record, so that the hidden values themselves are left out, too.
type veil struct {
	keys   map[string]bool // folded
	values []string        // of the people shown, folded
}

// veilOf is the veil over some people; nil where nothing is hidden.
func veilOf(ctx context.Context, v *store.View, people ...int64) (*veil, error) {
	hide := hidden(ctx, record.Person)
	if len(hide) == 0 {
		return nil, nil
	}
	w := &veil{keys: map[string]bool{}}
	for _, key := range hide {
		w.keys[foldKey(key)] = true
	}
	known, err := v.RecordsByID(ctx, auth.Everything, record.Person, people)
	for _, r := range known {
		for _, key := range hide {
			w.add(r.Values[key])
		}
	}
	return w, err
}

// shortest is how long a value must be for it to be looked for in other texts: yes and 12 stand everywhere.
const shortest = 5

func (w *veil) add(value any) {
	switch v := value.(type) {
	case string:
		v, _ = strings.CutPrefix(bare(v), "+84") // 0912 345 678 is written as often
		if len(v) >= shortest {
			w.values = append(w.values, v)
		}
	case []string:
		for _, one := range v {
			w.add(one)
		}
	case []any:
		for _, one := range v {
			w.add(one)
		}
	case map[string]any:
		for _, one := range v {
			w.add(one)
		}
	}
}

// bare is a text as values are looked for in it: numbers are written in groups of many kinds.
func bare(text string) string {
	return strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "").Replace(strings.ToLower(text))
}

// foldKey is a key as it is compared: programs write phone, Phone and phone_number's parts in many ways.
func foldKey(key string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "", ".", "").Replace(strings.ToLower(key))
}

// hides reports whether a key, or a text, is kept back.
func (w *veil) hides(key string) bool { return w != nil && w.keys[foldKey(key)] }

func (w *veil) holds(text string) bool {
	text = bare(text)
	return slices.ContainsFunc(w.values, func(v string) bool { return strings.Contains(text, v) })
}

// over is JSON without what is hidden.
func (w *veil) over(body json.RawMessage) json.RawMessage {
	if w == nil || len(body) == 0 {
		return body
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var value any
	if d.Decode(&value) != nil {
		return nil
	}
	value, _ = w.value(value)
	shown, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	return shown
}

// value is a value without what is hidden; ok is false where nothing of it may be shown.
func (w *veil) value(value any) (_ any, ok bool) {
	switch v := value.(type) {
	case string:
		return v, !w.holds(v)
	case json.Number:
		return v, !w.holds(v.String())
	case []any:
		return slices.DeleteFunc(v, func(one any) bool { _, ok := w.value(one); return !ok }), true
	case map[string]any:
		for key, one := range v {
			if _, ok := w.value(one); !ok || w.hides(key) {
				delete(v, key)
			}
		}
	}
	return value, true
}
