package storetest

import (
	"context"
	"testing"

	"banhda/auth"
	"banhda/hub/person"
	kept "banhda/hub/record"
	"banhda/store"
)

// brings founds people, and lets who told the log of them write them in the same transaction.
func brings(_ *testing.T, b *bench) {
	mail := func(id int64, value string) person.Changes {
		return person.Changes{
			Founded: []person.Founding{founding(id, id, 10+id, person.Email, value)},
			People:  []person.Record{{ID: id, At: 1000, Stated: kept.Values{"email": value, "emails": []string{value}, "title": "stated"}}},
			Cursor:  person.Cursor{Seq: 10 + id, LastProfile: id},
		}
	}
	write := func(values kept.Values) func(context.Context, *store.Tx, map[person.Key]int64) error {
		return func(ctx context.Context, t *store.Tx, who map[person.Key]int64) error {
			if _, err := t.Note(ctx, store.Act{Actor: "owner", Verb: "import"}); err != nil {
				return err
			}
			for _, id := range who {
				if _, err := t.Create(ctx, auth.Everything, kept.Person, id, values); err != nil {
					return err
				}
			}
			return nil
		}
	}
	whole := b.Records.Bring([]person.Key{key(person.Email, "lan@example.vn")}, write(kept.Values{"name": "Lan", "title": "Giám đốc"}))
	b.saveIdentity(mail(1, "lan@example.vn"))
	lan := b.record(auth.Everything, kept.Person, 1)
	b.want("is written", whole.Kept(), true)
	b.want("who is brought", lan.Values, kept.Values{"name": "Lan", "title": "Giám đốc", "email": "lan@example.vn"})
	b.want("its version", lan.Version, int64(2))
	b.want("found by name", b.looked(kept.Person, "lan", auth.Everything), []int64{1})
	b.act(func(t *store.Tx) error {
		changes, err := t.Changes(b.ctx, store.ChangesQuestion{Type: kept.Person, Record: 1, Limit: 10})
		b.want("changes noted", len(changes), 3) // it exists, its name and title
		if err == nil {
			_, err = t.Update(b.ctx, auth.Everything, kept.Person, 1, kept.Values{"title": "stated"}, 0)
		}
		return err
	})

	refused := b.Records.Bring([]person.Key{key(person.Email, "mai@example.vn")}, func(ctx context.Context, t *store.Tx, who map[person.Key]int64) error {
		if err := write(kept.Values{"name": "Mai"})(ctx, t, who); err != nil {
			return err
		}
		return store.ErrOutside
	})
	b.saveIdentity(mail(2, "mai@example.vn"))
	b.want("what is refused is written", refused.Kept(), false)
	b.want("who it was about", b.record(auth.Everything, kept.Person, 2).Values, kept.Values{"title": "stated", "email": "mai@example.vn"})
	b.Records.Drop(refused)

	half := b.Records.Bring([]person.Key{key(person.Email, "ha@example.vn"), key(person.Email, "elsewhere@example.vn")}, write(kept.Values{"name": "Hà"}))
	b.saveIdentity(mail(3, "ha@example.vn"))
	b.want("half of it is written", half.Kept(), false)
	b.want("who the half is about", b.record(auth.Everything, kept.Person, 3).Name(), "")
	b.Records.Drop(half)
}
