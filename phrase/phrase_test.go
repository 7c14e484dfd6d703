package phrase

import (
	"errors"
	"fmt"
	"testing"
)

func TestSentencesAreToldInBothLanguages(t *testing.T) {
	busy := errors.New("the database is busy; try again")
	for _, c := range []struct {
		err    error
		en, vi string
	}{
		{Errorf("there is no user %s", "usr_1"), "there is no user usr_1", "không có người dùng usr_1"},
		{Errorf("%q is not the id of %s; those look like %s", "x", Noun("a key"), "key_1"), `"x" is not the id of a key; those look like key_1`, `"x" không phải mã của khoá; mã ấy có dạng key_1`},
		{Errorf("segment: %v", Errorf("at character %d: found the end, expected %w", 3, Errorf("text in UTF-8"))),
			"segment: at character 3: found the end, expected text in UTF-8", "nhóm người: ở ký tự thứ 3: đã hết, cần chữ theo UTF-8"},
		{fmt.Errorf("writing records: %w", busy), "writing records: the database is busy; try again", "writing records: cơ sở dữ liệu đang bận; hãy thử lại"},
		{errors.Join(busy, nil), "the database is busy; try again", "cơ sở dữ liệu đang bận; hãy thử lại"},
		{errors.Join(busy, errors.New("unheard of")), "the database is busy; try again\nunheard of", "cơ sở dữ liệu đang bận; hãy thử lại\nunheard of"},
		{fmt.Errorf("(%w)", busy), "(the database is busy; try again)", "(the database is busy; try again)"},
		{Errorf("100 %%"), "100 %", "100 %"},
	} {
		if en, vi := In("en", c.err), In("vi", c.err); en != c.en || vi != c.vi || c.err.Error() != c.en {
			t.Errorf("%v is told as %q and %q", c.err, en, vi)
		}
	}
}

func TestWhatASentenceWrapsIsFound(t *testing.T) {
	cause := errors.New("cause")
	if err := Errorf("event %d: %v", 1, cause); !errors.Is(err, cause) {
		t.Error("the cause is lost")
	}
}

func TestTextsAreRecognised(t *testing.T) {
	for en, vi := range map[string]string{
		"expected length <= 254":                                   "nhiều nhất 254 ký tự",
		`expected value to be one of "vi, en"`:                     `cần một trong "vi, en"`,
		"expected required property %d email to be present":        "thiếu %d email",
		"event 3: id: has 900 characters; at most 200 are allowed": "sự kiện 3: id: dài 900 ký tự; nhiều nhất là 200",
		"email: not found":                                         "email: không tìm thấy",
		"something else":                                           "something else",
	} {
		if got := Text("vi", en); got != vi {
			t.Errorf("%q is told as %q", en, got)
		}
		if got := Text("en", en); got != en {
			t.Errorf("%q is told as %q", en, got)
		}
	}
}
