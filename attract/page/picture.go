package page

import (
	"fmt"
	"regexp"
	"strconv"
)

// Picture is a picture that pages may show, drawn anew when it came.
type Picture struct {
	ID            int64
	Hash          string // SHA-256 of the file, in hexadecimal
	Name          string
	Media         string // image/jpeg or image/png
	Width, Height int    // pixels
	Bytes         int64
	At            int64 // microseconds
}

// File is what the picture's address ends with: what it shows, and how large, so that a page knows without asking.
func (p *Picture) File() string {
	return fmt.Sprintf("%s-%dx%d.%s", p.Hash, p.Width, p.Height, map[string]string{"image/png": "png"}[p.Media]+map[string]string{"image/jpeg": "jpg"}[p.Media])
}

var fileForm = regexp.MustCompile(`^([0-9a-f]{64})-(\d{1,5})x(\d{1,5})\.(png|jpg)$`)

// ParseFile reads what File wrote: hash, size and kind.
func ParseFile(file string) (p Picture, ok bool) {
	m := fileForm.FindStringSubmatch(file)
	if m == nil {
		return p, false
	}
	p.Hash, p.Media = m[1], map[string]string{"png": "image/png", "jpg": "image/jpeg"}[m[4]]
	p.Width, _ = strconv.Atoi(m[2])
	p.Height, _ = strconv.Atoi(m[3])
	return p, p.Width > 0 && p.Height > 0
}

// Widest is how many pixels a picture of a page is across at most; Widths are those it is drawn in besides, for smaller
// screens.
const Widest = 1600

// Widths are what a picture is drawn in besides its own.
var Widths = []int{480, 960}
