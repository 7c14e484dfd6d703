package consent

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"

	"banhda/hub/record"
	"banhda/phrase"
)

// Label is a name in both languages.
type Label = record.Label

// Wording is what people are asked, in one version. It is never changed: who agreed to it agreed to these words.
type Wording struct {
	Version string `json:"version"`
	Vi      string `json:"vi"`
	En      string `json:"en"`
	Since   int64  `json:"since"` // microseconds
}

// In gives the words in a language, Vietnamese where it is none of the two.
func (w Wording) In(language string) string {
	if language == "en" {
		return w.En
	}
	return w.Vi
}

// Hash is the SHA-256 of the words, hexadecimal: what an entry of the ledger keeps of them.
func (w Wording) Hash() string {
	sum := sha256.Sum256([]byte(w.Vi + "\x00" + w.En))
	return hex.EncodeToString(sum[:])
}

// Purpose is what data is used for, and consent is asked for by itself.
type Purpose struct {
	Key      string    `json:"key"`
	Label    Label     `json:"label"`
	Double   bool      `json:"double"` // consent by form counts only once it is confirmed
	Archived bool      `json:"archived,omitempty"`
	Wordings []Wording `json:"wordings"` // the last is asked now
}

// Wording finds a version; the last for an empty one.
func (p *Purpose) Wording(version string) (Wording, bool) {
	if version == "" && len(p.Wordings) > 0 {
		return p.Wordings[len(p.Wordings)-1], true
	}
	for _, w := range p.Wordings {
		if w.Version == version {
			return w, true
		}
	}
	return Wording{}, false
}

// Standard are the purposes a workspace starts with.
func Standard() []Purpose {
	purpose := func(key, vi, en, askVi, askEn string) Purpose {
		return Purpose{Key: key, Label: Label{Vi: vi, En: en}, Wordings: []Wording{{Version: "1", Vi: askVi, En: askEn}}}
	}
	all := []Purpose{
		purpose(Marketing, "Tiếp thị", "Marketing", "Tôi đồng ý nhận tin khuyến mãi và giới thiệu sản phẩm. Tôi có thể rút lại bất cứ lúc nào.",
			"I agree to receive offers and product news. I can withdraw at any time."),
		purpose(CareOf, "Chăm sóc sau mua", "Care", "Tôi đồng ý được liên hệ để hỗ trợ sử dụng sản phẩm đã mua.",
			"I agree to be contacted about using what I have bought."),
		purpose(Contract, "Thực hiện hợp đồng", "Contract", "Dữ liệu của tôi được dùng để thực hiện đơn hàng và trả lời yêu cầu của tôi.",
			"My data is used to carry out my orders and to answer what I ask."),
		purpose(Profiling, "Phân tích hành vi", "Profiling", "Tôi đồng ý cho ghi nhận và phân tích hành vi của tôi trên trang web để cá nhân hoá nội dung.",
			"I agree to my behaviour on the site being recorded and analysed to personalise content."),
	}
	all[0].Double = true
	return all
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// What is wrong with purposes.
var (
	errKey     = phrase.Errorf("a purpose's key is of small letters, digits and _, such as newsletter")
	errLabel   = phrase.Errorf("name the purpose in Vietnamese and in English")
	errWording = phrase.Errorf("say what people are asked, in Vietnamese and in English")
	errTwice   = phrase.Errorf("two purposes, or two wordings of one, have the same key")
	errChanged = phrase.Errorf("a wording that somebody may have agreed to is not changed and not removed; add a new version")
)

// CheckPurposes says what is wrong with purposes that are to take the place of others.
func CheckPurposes(was, now []Purpose) error {
	seen := map[string]bool{}
	for i := range now {
		p := &now[i]
		if seen[p.Key] {
			return errTwice
		}
		if seen[p.Key] = true; !keyForm.MatchString(p.Key) {
			return errKey
		}
		if err := p.check(); err != nil {
			return err
		}
	}
	for i := range was {
		if !keeps(now, &was[i]) {
			return errChanged
		}
	}
	return nil
}

func (p *Purpose) check() error {
	if p.Label.Vi == "" || p.Label.En == "" {
		return errLabel
	}
	if len(p.Wordings) == 0 {
		return errWording
	}
	seen := map[string]bool{}
	for _, w := range p.Wordings {
		if w.Vi == "" || w.En == "" || w.Version == "" {
			return errWording
		}
		if seen[w.Version] {
			return errTwice
		}
		seen[w.Version] = true
	}
	return nil
}

// keeps reports whether purposes still have one, with all its wordings as they were.
func keeps(now []Purpose, was *Purpose) bool {
	for i := range now {
		if now[i].Key != was.Key {
			continue
		}
		for _, w := range was.Wordings {
			if is, ok := now[i].Wording(w.Version); !ok || is.Vi != w.Vi || is.En != w.En {
				return false
			}
		}
		return true
	}
	return false
}
