package conversation

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean brings what came in into one form, and cuts what is longer than is kept.
func (in *Incoming) Clean() {
	in.Subject, in.Text, in.Quoted = clean(oneLine(in.Subject), MostSubject), clean(in.Text, MostText), clean(in.Quoted, MostText)
	if len(in.HTML) > MostHTML {
		in.HTML = "" // half of it would not be whole; there is the text
	}
	in.HTML = norm.NFC.String(in.HTML)
	if len(in.Files) > MostFiles {
		in.Files = in.Files[:MostFiles]
	}
	if in.Data == nil {
		in.Data = map[string]string{}
	}
}

// Entry is what came in, as it is kept in a conversation.
func (in *Incoming) Entry(conversation int64) Entry {
	return Entry{Conversation: conversation, Kind: In, Channel: in.Channel, Author: ThePerson, Address: in.Address, Subject: in.Subject, Text: in.Text, HTML: in.HTML, Quoted: in.Quoted,
		Key: in.Key, Data: in.Data, At: in.At, Machine: in.Machine}
}

// Clean brings an answer into one form.
func (a *Answer) Clean() {
	a.Subject, a.Text, a.HTML = clean(oneLine(a.Subject), MostSubject), strings.TrimSpace(norm.NFC.String(a.Text)), norm.NFC.String(a.HTML)
}

// Entry is an answer as it is kept.
func (a *Answer) Entry(author string, at int64) Entry {
	return Entry{Conversation: a.Conversation, Kind: Out, Channel: a.Channel, Author: author, Subject: a.Subject, Text: a.Text, HTML: a.HTML, Files: a.Files, Key: a.Key, Data: a.Data, At: at}
}

// clean is a text in normal form, without what no text has, of at most so many bytes.
func clean(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r == 0 || r == utf8.RuneError {
			return -1
		}
		return r
	}, norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")))
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return strings.TrimSpace(s)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
