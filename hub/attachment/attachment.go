// Package attachment is the files people keep with a record: what may be kept, and what a file is by what it holds.
package attachment

import (
	"banhda/hub/record"
	"banhda/phrase"
)

// Attachment is one file kept with a record. Instants are microseconds.
type Attachment struct {
	ID        int64
	About     record.Ref
	Author    string // as the audit trail calls them
	Name      string
	Media     string // as its content shows, never as somebody said
	Bytes     int64
	Hash      string // SHA-256 of the content, in hexadecimal; the file lies under it
	CreatedAt int64
	DeletedAt int64 // 0: it is there
}

// The most bytes a file may have: where the workspace says nothing, and at all.
const (
	UsualLargest = 25_000_000
	Largest      = 500_000_000
)

// ErrKind says that a file is of no kind that is kept.
var ErrKind = phrase.Errorf("files of this kind are not kept here: send a picture, a PDF, an office document, a text, a table, a recording, a video, an e-mail or a ZIP archive")

// Check says what a file is by its first bytes, and refuses one that is not what its name says, or nothing that is kept.
// head is the beginning of its content, as many as Head bytes.
func Check(name string, head []byte) (media string, err error) {
	media = Sniff(head)
	said, known := byEnding[ending(name)]
	switch {
	case media == "":
		return "", ErrKind
	case known && !said.may(media):
		return "", phrase.Errorf("the file is not what its name says: it ends in .%s and holds %s; give it its right ending, if you know where it comes from", ending(name), media)
	case known:
		return said.as(media), nil
	case media == text:
		return "", ErrKind // text that says it is something else: a program, a page, a script
	}
	return media, nil
}

// Picture reports whether files of this kind can be shown small.
func Picture(media string) bool {
	return media == "image/png" || media == "image/jpeg" || media == "image/gif"
}
