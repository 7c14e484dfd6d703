package zalo

import (
	"slices"

	"banhda/phrase"
)

// Kind is what Zalo takes something for that goes along with an answer.
type Kind string

// The kinds.
const (
	Image Kind = "image"
	GIF   Kind = "gif"
	File  Kind = "file"
)

// Limit is what Zalo takes of a kind.
type Limit struct {
	Kind  Kind
	Media []string
	Most  int64 // bytes
}

// Limits are what may go along, as Zalo publishes it. A picture that has more bytes is drawn smaller; nothing else can be.
var Limits = []Limit{
	{Image, []string{"image/jpeg", "image/png"}, 1_000_000},
	{GIF, []string{"image/gif"}, 5_000_000},
	{File, []string{"application/pdf", "application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, 5_000_000},
}

// Along says as what a file goes along with an answer, and refuses one that Zalo does not take.
func Along(name, media string, bytes int64) (Limit, error) {
	for _, l := range Limits {
		switch {
		case !slices.Contains(l.Media, media):
		case bytes > l.Most && l.Kind != Image:
			return l, phrase.Errorf("%s has more than the %d MB that Zalo takes; send it by e-mail, or a link to it", name, l.Most/1_000_000)
		default:
			return l, nil
		}
	}
	return Limit{}, phrase.Errorf("Zalo takes pictures (JPEG, PNG, GIF), PDF and Word documents, and not %s; send it by e-mail, or a link to it", name)
}
