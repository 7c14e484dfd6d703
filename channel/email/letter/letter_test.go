package letter_test

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"banhda/channel/email/letter"
)

// collection is where mails as the world writes them lie beside the checkout.
const collection = "../../../../shared/data/emails/"

// mails calls each with every mail of an archive.
func mails(t *testing.T, archive string, each func(name string, raw []byte)) {
	t.Helper()
	f, err := os.Open(filepath.Join(collection, archive))
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no mails beside the checkout (../shared/data/emails)")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for files := tar.NewReader(unpacked); ; {
		h, err := files.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(h.Name, ".eml") {
			raw, err := io.ReadAll(files)
			if err != nil {
				t.Fatal(err)
			}
			each(filepath.Base(h.Name), raw)
		}
	}
}

// Mails of many programs, broken in many ways, are read: nearly all say something, and nothing that is read is no text.
func TestMailsOfTheWorldAreRead(t *testing.T) {
	for _, archive := range []string{"mikel_mail_fixtures.tar.gz", "stalwart_mail_parser_eml.tar.gz"} {
		all, said := 0, 0
		mails(t, archive, func(name string, raw []byte) {
			all++
			l, err := letter.Read(raw)
			if err != nil {
				return
			}
			if l.Text != "" || l.HTML != "" || len(l.Files) > 0 {
				said++
			}
			for _, s := range []string{l.Text, l.HTML, l.Subject, l.From.Name} {
				if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
					t.Errorf("%s is no text: %q", name, s)
				}
			}
		})
		if all < 50 || said*100 < all*85 {
			t.Errorf("%s: of %d mails %d say something", archive, all, said)
		}
	}
}

func TestALetterIsTakenApart(t *testing.T) {
	l, err := letter.Read([]byte("Return-Path: <lan@example.com>\r\nFrom: =?utf-8?q?Nguy=E1=BB=85n_Th=E1=BB=8B_Lan?= <Lan@Example.com>\r\nTo: CSKH <cskh+cnv-ABC@x.vn>\r\nSubject: =?utf-8?B?R2nDoSBtw6F5?=\r\n lanh\r\nMessage-ID: <m1@example.com>\r\nIn-Reply-To: <out.1@x.vn>\r\nReferences: <a@x.vn>\r\n <out.1@x.vn>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0700\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nQ8OybiBow6BuZyBraMO0bmc/\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--c--\r\n--b\r\nContent-Type: image/png; name=\"=?utf-8?q?=E1=BA=A3nh.png?=\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if l.From.Name != "Nguyễn Thị Lan" || l.From.Address != "Lan@Example.com" || l.ID != "m1@example.com" || l.InReplyTo != "out.1@x.vn" || len(l.References) != 2 || l.Subject != "Giá máy lanh" || l.Date.IsZero() {
		t.Errorf("the head: %+v", l)
	}
	if l.Text != "Còn hàng không?" || strings.TrimSpace(l.HTML) != "<p>x</p>" || len(l.Files) != 1 || l.Files[0].Name != "ảnh.png" || len(l.Files[0].Content) != 8 {
		t.Errorf("the body: %q %q %+v", l.Text, l.HTML, l.Files)
	}
	if l.To[0] != "cskh+cnv-abc@x.vn" || l.Get("return-path") != "<lan@example.com>" {
		t.Errorf("to %v", l.To)
	}
}

// FuzzRead: whatever comes is read or refused, in bounded time.
func FuzzRead(f *testing.F) {
	f.Add([]byte("From: a@b\r\n\r\nx"))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if l, err := letter.Read(raw); err == nil && !utf8.ValidString(l.Text+l.HTML+l.Subject) {
			t.Error("what was read is no text")
		}
	})
}
