package storetest

import (
	"strings"
	"testing"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// recordFields: values of fields a company makes itself are kept as any others, the longest and the most there can be.
func recordFields(_ *testing.T, b *bench) {
	values := record.Values{"name": "A"}
	for key, value := range map[string]any{"text": strings.Repeat("ặ", 500), "number": 1e300, "money": int64(1 << 53), "date": "2026-11-22", "instant": int64(-5), "boolean": false,
		"choice": "a", "choices": []string{"b", "a"}, "url": "https://example.vn/" + strings.Repeat("đ", 1900), "person": int64(1 << 62)} {
		values["own_"+key] = value
		b.tx(func(t *store.Tx) error {
			return t.SaveField(b.ctx, record.Field{Type: record.Company, Key: "own_" + key, Kind: record.Kind(key), Label: record.Label{Vi: key, En: key},
				Options: []record.Option{{Key: "b"}, {Key: "a"}}, Position: 5000})
		})
	}
	id := b.company(values).ID
	for _, want := range []int{7, 0} { // all but those of which nobody looks for a value
		n, err := b.Records.IndexFields(b.ctx)
		b.ok(err)
		b.want("fields indexed", n, want)
	}
	b.reopen()
	b.want("values", b.record(auth.Everything, record.Company, id).Values, values)
	b.company(record.Values{"name": "B"})
	b.view(func(v *store.View) error {
		fields, err := v.Fields(b.ctx, record.Company)
		for _, f := range fields {
			filled, total, err := v.Filled(b.ctx, auth.Everything, f)
			b.ok(err)
			want := int64(1)
			if f.Standard {
				want = 0
			}
			if f.Key == "name" {
				want = 2
			}
			b.want("how many have "+f.Key, []int64{filled, total}, []int64{want, 2})
		}
		b.want("fields", len(fields), len(record.Standard(record.Company))+10)
		return err
	})
	b.tx(func(t *store.Tx) error { // changed: the same field under the same key
		return t.SaveField(b.ctx, record.Field{Type: record.Company, Key: "own_text", Kind: record.Text, Label: record.Label{Vi: "Khác"}, Archived: true})
	})
	b.view(func(v *store.View) error {
		fields, err := v.Fields(b.ctx, record.Company)
		b.want("its new name", record.Index(fields)["own_text"].Label.Vi, "Khác")
		return err
	})
}
