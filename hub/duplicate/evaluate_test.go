package duplicate_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"banhda/hub/duplicate"
	"banhda/hub/person"
	"banhda/hub/record"
)

var (
	families  = strings.Fields("Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý")
	middles   = strings.Fields("Văn Thị Thị Hữu Đức Minh Ngọc Thanh Quốc Xuân Hoàng Gia Bảo Thu Kim Phương Anh")
	givens    = strings.Fields("Lan Hương Mai Hoa Hùng Dũng Tuấn Sơn Hà Hải Linh Trang Thảo Vy Khánh Phúc Long Quân Nam Bình An Tâm Yến Ngân Châu")
	firms     = strings.Fields("Sao Mai Bình Minh Hoà Phát Thiên Long Đại Nam Tân Việt An Khang Trường Hải Phú Gia")
	provinces = strings.Fields("Huế Nghệ An Lào Cai Cà Mau")
)

func pick(r *rand.Rand, of []string) string { return of[r.IntN(len(of))] }

// somebody is a person as they are entered once: not all is known of everybody.
func somebody(r *rand.Rand, id int64) duplicate.Item {
	i := duplicate.Item{ID: id, Type: record.Person, Name: strings.Join([]string{pick(r, families), pick(r, middles), pick(r, middles), pick(r, givens)}, " ")}
	if r.IntN(10) < 9 {
		i.Phones = []string{fmt.Sprintf("+849%08d", r.IntN(1e8))}
	}
	if r.IntN(10) < 6 {
		words := strings.Fields(person.Fold(i.Name))
		i.Emails = []string{fmt.Sprintf("%s%s%d@gmail.com", words[3], words[0], r.IntN(3000))}
	}
	if r.IntN(10) < 6 {
		i.Company = "Công ty TNHH " + pick(r, firms) + " " + pick(r, firms)
	}
	if r.IntN(10) < 5 {
		i.Birthday = fmt.Sprintf("%d-%02d-%02d", 1960+r.IntN(45), 1+r.IntN(12), 1+r.IntN(28))
	}
	i.Province = pick(r, provinces)
	return i
}

// again is the same person entered once more, as people do: something of the name is lost, and something else differs.
func again(r *rand.Rand, of duplicate.Item, id int64) duplicate.Item {
	of.ID = id
	words := strings.Fields(of.Name)
	switch r.IntN(5) {
	case 0:
		of.Name = person.Fold(of.Name)
	case 1:
		of.Name = words[3] + " " + strings.Join(words[:3], " ")
	case 2:
		of.Name = words[0] + " " + words[3]
	case 3:
		of.Name = words[0] + " " + words[1][:1] + ". " + words[3]
	}
	switch {
	case len(of.Phones) > 0 && r.IntN(3) == 0:
		digits := []byte(of.Phones[0])
		at := 4 + r.IntN(8)
		digits[at] = '0' + (digits[at]-'0'+1)%10
		of.Phones = []string{string(digits)}
	case r.IntN(3) == 0 && len(of.Emails) > 0:
		local, _, _ := strings.Cut(of.Emails[0], "@")
		of.Emails = []string{local + "@yahoo.com"}
	}
	if r.IntN(3) == 0 {
		of.Birthday = ""
	}
	of.Company = strings.Replace(of.Company, "Công ty TNHH", "Cty", 1)
	return of
}

// found are the pairs of items that share a key and are likely enough, and how many comparisons that took.
func found(items []duplicate.Item) (pairs map[[2]int64]float64, compared int) {
	blocks := map[int64][]int{}
	for n := range items {
		for _, k := range items[n].Keys() {
			blocks[k] = append(blocks[k], n)
		}
	}
	pairs = map[[2]int64]float64{}
	for _, block := range blocks {
		if len(block) > duplicate.Crowd {
			continue
		}
		for x, a := range block {
			for _, b := range block[x+1:] {
				compared++
				if likeness, _ := duplicate.Likeness(items[a], items[b]); likeness >= duplicate.Likely {
					pairs[[2]int64{items[a].ID, items[b].ID}] = likeness
				}
			}
		}
	}
	return pairs, compared
}

// Of people entered twice nearly all are found, and nearly all that are suggested are; comparing takes work in
// proportion to how many there are.
func TestFindsWhoWasEnteredTwice(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2026))
	const people, twice = 20_000, 2_000
	var items []duplicate.Item
	for n := range people {
		items = append(items, somebody(r, int64(n)))
	}
	truth := map[[2]int64]bool{}
	for n := range twice {
		items = append(items, again(r, items[n], int64(people+n)))
		truth[[2]int64{int64(n), int64(people + n)}] = true
	}
	pairs, compared := found(items)
	right := 0
	for p := range pairs {
		if truth[p] {
			right++
		}
	}
	precision, recall := float64(right)/float64(len(pairs)), float64(right)/float64(twice)
	t.Logf("%d pairs suggested; precision %.3f, recall %.3f; %.1f comparisons for each person", len(pairs), precision, recall, float64(compared)/float64(len(items)))
	if precision < .9 || recall < .85 {
		t.Errorf("precision %.3f, recall %.3f: too many are suggested that are not the same, or too few that are", precision, recall)
	}
	if compared > 100*len(items) {
		t.Errorf("%d comparisons for %d people", compared, len(items))
	}
}
