package main

import (
	"context"
	"fmt"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// The made-up people records are measured with. Person n depends on n alone: their profile is n, their names are those
// of Vietnam as often as they occur, some 4 in 5 have an e-mail address and 3 in 4 a phone.
var (
	families = []string{"Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương"}
	middles  = []string{"Văn", "Thị", "Đức", "Minh", "Ngọc", "Thanh", "Quốc", "Hữu", "Thu", "Bích", "Kim", "Xuân", "Hoàng", "Gia", "Thuỳ", "Anh"}
	givens   = []string{"An", "Anh", "Ánh", "Bình", "Châu", "Chi", "Cường", "Dũng", "Đạt", "Đức", "Giang", "Hà", "Hạnh", "Hiếu", "Hoa", "Hùng", "Hương", "Huy", "Khánh", "Lan", "Linh", "Long", "Mai", "Minh", "My", "Nam", "Nga", "Ngân", "Ngọc", "Nhi", "Phong", "Phúc", "Phương", "Quân", "Quang", "Quỳnh", "Sơn", "Tâm", "Thảo", "Thắng", "Thu", "Thuý", "Tiến", "Toàn", "Trang", "Trâm", "Trung", "Tú", "Tuấn", "Tùng", "Uyên", "Vân", "Việt", "Vinh", "Yến"}
	titles   = []string{"Giám đốc", "Kế toán", "Trưởng phòng", "Nhân viên", "Chủ cửa hàng", ""}
	labels   = []string{"vip", "sỉ", "lẻ", "hội chợ", "bạn giới thiệu"}
)

func pick(list []string, r uint64) string { return list[r%uint64(len(list))] }

// someone is person n as events state them.
func someone(n int64) person.Record {
	r := mix(uint64(n))
	p := person.Record{ID: n, At: historyStart + n, Stated: map[string]any{"name": pick(families, r) + " " + pick(middles, r>>8) + " " + pick(givens, r>>16)}}
	if title := pick(titles, r>>24); title != "" {
		p.Stated["title"] = title
	}
	if r>>32%5 != 0 {
		p.Stated["email"] = fmt.Sprintf("%s.%d@example.vn", person.Fold(pick(givens, r>>16)), n)
	}
	if r>>40%4 != 0 {
		p.Stated["phone"] = fmt.Sprintf("+849%08d", n)
	}
	return p
}

// fillPeople writes n people into empty records, as identity does; every tenth has an owner, a team and a tag, set by hand.
func fillPeople(ctx context.Context, r *store.Records, n int64) error {
	const batch = 5000
	for first := int64(1); first <= n; first += batch {
		last := min(first+batch-1, n)
		if err := r.SaveIdentity(ctx, crowd(first, last)); err != nil {
			return err
		}
		if err := own(ctx, r, first, last); err != nil {
			return err
		}
	}
	return nil
}

// crowd is what identity writes of people first to last.
func crowd(first, last int64) person.Changes {
	c := person.Changes{Cursor: person.Cursor{Seq: last, LastProfile: last}}
	for id := first; id <= last; id++ {
		p := someone(id)
		k := person.Key{Kind: person.UserID, Value: fmt.Sprint("u-", id)}
		for _, kind := range []string{person.Phone, person.Email} {
			if value, ok := p.Stated[kind].(string); ok {
				k = person.Key{Kind: kind, Value: value}
			}
		}
		c.Founded = append(c.Founded, person.Founding{Profile: person.Profile{ID: id, Key: k, Person: id}, Seq: id, ReceivedAt: p.At})
		c.People = append(c.People, p)
	}
	return c
}

// own sets on every tenth of people first to last what only colleagues know.
func own(ctx context.Context, r *store.Records, first, last int64) error {
	var ids []int64
	for id := first; id <= last; id += 10 {
		ids = append(ids, id)
	}
	return r.Tx(ctx, func(t *store.Tx) error {
		if _, err := t.Note(ctx, store.Act{Actor: "bench", Verb: "update"}); err != nil {
			return err
		}
		_, err := t.UpdateAll(ctx, auth.Everything, record.Person, ids, func(p record.Record) record.Values {
			h := mix(uint64(p.ID) + 1<<40)
			return record.Values{"owner": int64(h%8) + 1, "team": int64(h>>8%3) + 1, "tags": []string{pick(labels, h>>16)}}
		})
		return err
	})
}
