package demo

import (
	"fmt"
	"strings"

	"banhda/hub/person"
)

// somebody is one life in the story.
type somebody struct {
	random
	number    int
	anonymous string
	way       *way // how they first came
	device    string

	// Once they have left word of themselves.
	known      bool
	name       string
	email      string
	phone      string
	city       string
	account    string // from the first order online
	newsletter bool
	office     bool
	referrer   *somebody

	// Their temper.
	keen     float64 // orders a day while they are ours
	patience float64 // how much it takes until they leave
	taste    *product
	mood     float64 // 0 … 1, what they think of us
	shy      bool    // sends no friends

	orders int
}

func newSomebody(number int) *somebody {
	w := &somebody{random: random(number) * 0x5851f42d4c957f2d, number: number, mood: 0.74}
	w.next()
	w.anonymous = fmt.Sprintf("smw-%08x", uint32(w.next()))
	w.device = pick(&w.random, devices)
	w.keen = (w.wait(1) + w.wait(1)) / 2 / 64
	w.patience = 0.3 + 0.7*w.unit()
	w.taste = pick(&w.random, beans)
	w.city = pick(&w.random, cities)
	w.shy = w.chance(0.33)
	return w
}

var devices = []choice[string]{{70, "mobile"}, {26, "desktop"}, {4, "tablet"}}

// The provinces and cities are those since July 2025.
var cities = []choice[string]{
	{30, "Thành phố Hồ Chí Minh"}, {18, "Lâm Đồng"}, {16, "Hà Nội"}, {7, "Đồng Nai"}, {6, "Đà Nẵng"}, {5, "Khánh Hòa"}, {4, "Cần Thơ"},
	{4, "Đắk Lắk"}, {3, "Hải Phòng"}, {3, "Tây Ninh"}, {2, "Huế"}, {2, "Nghệ An"}, {2, "An Giang"}, {2, "Gia Lai"}, {1, "Quảng Ninh"},
}

// introduce gives somebody a name and an address to write to.
func (w *somebody) introduce() {
	if w.known {
		return
	}
	w.known = true
	first, middle, given := w.names()
	w.name = strings.Join([]string{first, middle, given}, " ")
	mail := person.Fold(given + first)
	w.email = fmt.Sprintf("%s%d@%s", strings.ReplaceAll(mail, " ", ""), w.number, one(&w.random, domains))
	w.phone = fmt.Sprintf("+8495%07d", w.below(10_000_000))
	w.newsletter = w.chance(0.35)
}

// domains belong to nobody, and no telephone number in Vietnam begins with 095 any more: nobody in the story can be
// mistaken for a real customer later.
var domains = []string{"example.com", "example.net", "example.org"}

// names are family, middle and given name.
func (w *somebody) names() (family, middle, given string) {
	family = pick(&w.random, families)
	if w.chance(0.62) {
		return family, one(&w.random, womensMiddle), one(&w.random, women)
	}
	return family, one(&w.random, mensMiddle), one(&w.random, men)
}

var families = []choice[string]{
	{38, "Nguyễn"}, {11, "Trần"}, {9.5, "Lê"}, {7, "Phạm"}, {3, "Hoàng"}, {2.5, "Huỳnh"}, {4.5, "Phan"}, {2, "Vũ"}, {2, "Võ"}, {2.1, "Đặng"}, {2, "Bùi"},
	{1.4, "Đỗ"}, {1.3, "Hồ"}, {1.3, "Ngô"}, {1, "Dương"}, {0.8, "Đinh"}, {0.7, "Trịnh"}, {0.7, "Đoàn"}, {0.6, "Lâm"}, {0.6, "Mai"}, {0.5, "Cao"}, {0.5, "Tạ"},
	{0.4, "Lương"}, {0.4, "Hà"},
}

var (
	womensMiddle = []string{"Thị", "Thị Minh", "Ngọc", "Thanh", "Phương", "Thu", "Khánh", "Bảo", "Thùy", "Hồng", "Kim", "Mỹ", "Diệu", "Quỳnh", "Tường", "Thị Bích", "Hoài"}
	women        = []string{"Lan", "Hương", "Hà", "Linh", "Trang", "Mai", "Thảo", "Ngân", "Vy", "Nhi", "Hạnh", "Yến", "Trâm", "Tuyết", "Oanh", "Loan", "Thủy", "Quyên", "Châu", "Giang", "Uyên", "Xuân", "Dung", "Ánh", "Diễm", "My"}
	mensMiddle   = []string{"Văn", "Minh", "Đức", "Quốc", "Hữu", "Thành", "Anh", "Tuấn", "Hoàng", "Gia", "Công", "Xuân", "Trọng", "Nhật", "Quang", "Đình", "Bá"}
	men          = []string{"Hùng", "Dũng", "Nam", "Tuấn", "Long", "Khoa", "Phúc", "Huy", "Kiên", "Đạt", "Sơn", "Hải", "Bình", "Thắng", "Duy", "Khôi", "Quân", "Tùng", "Tín", "Trí", "Lâm", "Vinh", "Đông", "Nghĩa"}
)

// identity is by what an event on the web knows somebody: a visitor by the browser alone.
func (w *somebody) identity() person.Identity {
	id := person.Identity{AnonymousID: w.anonymous}
	if w.account != "" {
		id.UserID = w.account
	}
	return id
}

// stated is an identity with everything somebody says when they fill in a form or order.
func (w *somebody) stated() person.Identity {
	id := w.identity()
	id.Email, id.Phone, id.Name = w.email, w.phone, w.name
	id.Fields = map[string]any{"city": w.city}
	if w.office {
		id.Fields["kind"] = "Văn phòng"
	}
	return id
}

// reached is the address our teams use; nobody's browser is in it.
func (w *somebody) reached() person.Identity {
	if w.account != "" {
		return person.Identity{UserID: w.account}
	}
	if w.email != "" {
		return person.Identity{Email: w.email}
	}
	return person.Identity{Phone: w.phone}
}
