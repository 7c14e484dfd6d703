package attachment

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Head is how many bytes from the beginning of a file tell what it is.
const Head = 4096

const (
	text   = "text/plain"
	zipped = "application/zip"
	ole    = "application/x-ole-storage" // the office documents before 2007, and Outlook's messages
)

// signatures are the bytes files begin with, at an offset.
var signatures = []struct {
	at    int
	bytes string
	media string
}{
	{0, "\x89PNG\r\n\x1a\n", "image/png"},
	{0, "\xff\xd8\xff", "image/jpeg"},
	{0, "GIF87a", "image/gif"},
	{0, "GIF89a", "image/gif"},
	{8, "WEBP", "image/webp"},
	{4, "ftypheic", "image/heic"},
	{4, "ftypmif1", "image/heic"},
	{4, "ftypavif", "image/avif"},
	{4, "ftypM4A", "audio/mp4"},
	{4, "ftypqt", "video/quicktime"},
	{4, "ftyp", "video/mp4"},
	{0, "%PDF-", "application/pdf"},
	{0, "PK\x03\x04", zipped},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole},
	{0, "ID3", "audio/mpeg"},
	{0, "\xff\xfb", "audio/mpeg"},
	{0, "\xff\xf3", "audio/mpeg"},
	{0, "\xff\xf1", "audio/aac"},
	{0, "OggS", "audio/ogg"},
	{8, "WAVE", "audio/wav"},
	{0, "#!AMR", "audio/amr"},
	{0, "\x1aE\xdf\xa3", "video/webm"},
	{0, "{\\rtf", "application/rtf"},
}

// Sniff says what a file is by the bytes it begins with; empty for what is none of the kinds that are kept.
func Sniff(head []byte) string {
	for _, s := range signatures {
		if len(head) >= s.at+len(s.bytes) && string(head[s.at:s.at+len(s.bytes)]) == s.bytes {
			return s.media
		}
	}
	if readable(head) {
		return text
	}
	return ""
}

// readable reports whether it is text: UTF-8 or UTF-16 without control characters, and no program or page.
func readable(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true // UTF-16, as Excel saves text
	}
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	for i := 0; i < utf8.UTFMax && len(head) > 0 && !utf8.Valid(head); i++ {
		head = head[:len(head)-1] // a letter that the end cut
	}
	if len(head) == 0 || !utf8.Valid(head) || bytes.HasPrefix(head, []byte("#!")) {
		return false
	}
	return !bytes.ContainsFunc(head, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' })
}

// kind is what files of an ending hold, and what they are then.
type kind struct {
	holds []string
	media string // empty: what it holds
}

func (k kind) may(media string) bool {
	for _, h := range k.holds {
		if h == media {
			return true
		}
	}
	return false
}

func (k kind) as(media string) string {
	if k.media != "" {
		return k.media
	}
	return media
}

const openxml = "application/vnd.openxmlformats-officedocument."

// byEnding are the endings of names that say what a file holds. Programs, pages and drawings that can carry scripts are
// none of them.
var byEnding = map[string]kind{
	"png": {holds: []string{"image/png"}}, "jpg": {holds: []string{"image/jpeg"}}, "jpeg": {holds: []string{"image/jpeg"}},
	"gif": {holds: []string{"image/gif"}}, "webp": {holds: []string{"image/webp"}}, "heic": {holds: []string{"image/heic"}}, "heif": {holds: []string{"image/heic"}},
	"avif": {holds: []string{"image/avif"}}, "pdf": {holds: []string{"application/pdf"}}, "zip": {holds: []string{zipped}},
	"docx": {[]string{zipped}, openxml + "wordprocessingml.document"}, "xlsx": {[]string{zipped}, openxml + "spreadsheetml.sheet"},
	"pptx": {[]string{zipped}, openxml + "presentationml.presentation"},
	"odt":  {[]string{zipped}, "application/vnd.oasis.opendocument.text"}, "ods": {[]string{zipped}, "application/vnd.oasis.opendocument.spreadsheet"},
	"doc": {[]string{ole, "application/rtf"}, "application/msword"}, "xls": {[]string{ole}, "application/vnd.ms-excel"}, "ppt": {[]string{ole}, "application/vnd.ms-powerpoint"},
	"msg": {[]string{ole}, "application/vnd.ms-outlook"}, "eml": {[]string{text}, "message/rfc822"}, "rtf": {holds: []string{"application/rtf"}},
	"txt": {[]string{text}, text}, "md": {[]string{text}, text}, "csv": {[]string{text}, "text/csv"}, "tsv": {[]string{text}, "text/tab-separated-values"},
	"json": {[]string{text}, "application/json"}, "xml": {[]string{text}, "application/xml"}, "ics": {[]string{text}, "text/calendar"}, "vcf": {[]string{text}, "text/vcard"},
	"mp3": {[]string{"audio/mpeg"}, "audio/mpeg"}, "m4a": {[]string{"audio/mp4", "video/mp4"}, "audio/mp4"}, "aac": {holds: []string{"audio/aac"}},
	"ogg": {holds: []string{"audio/ogg"}}, "oga": {holds: []string{"audio/ogg"}}, "opus": {holds: []string{"audio/ogg"}}, "wav": {holds: []string{"audio/wav"}},
	"amr": {holds: []string{"audio/amr"}}, "mp4": {holds: []string{"video/mp4", "audio/mp4"}}, "mov": {holds: []string{"video/quicktime", "video/mp4"}}, "webm": {holds: []string{"video/webm"}},
}

// ending is what stands after the last point of a name, in small letters.
func ending(name string) string {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return strings.ToLower(name[i+1:])
	}
	return ""
}

// endings are what names of files end in that came without a name: what phones take and record.
var endings = map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "image/heic": ".heic",
	"audio/mp4": ".m4a", "audio/aac": ".aac", "audio/mpeg": ".mp3", "audio/ogg": ".ogg", "audio/amr": ".amr", "video/mp4": ".mp4", "application/pdf": ".pdf"}

// Ending is what the name of a file of this kind ends in, where it came without one; empty: nothing in particular.
func Ending(media string) string { return endings[media] }
