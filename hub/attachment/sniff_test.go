package attachment

import (
	"errors"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct{ name, head, media string }{
		{"ảnh.PNG", "\x89PNG\r\n\x1a\n....", "image/png"},
		{"scan.pdf", "%PDF-1.7", "application/pdf"},
		{"báo giá.xlsx", "PK\x03\x04...", openxml + "spreadsheetml.sheet"},
		{"cũ.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-excel"},
		{"khách.csv", "\ufefftên,điện thoại\r\nLan,0912", "text/csv"},
		{"ghi chú.txt", "xin chào", text},
		{"Clipboard", "\x89PNG\r\n\x1a\n", "image/png"},
		{"gọi.m4a", "\x00\x00\x00\x20ftypM4A ", "audio/mp4"},
		{"gọi.amr", "#!AMR\n", "audio/amr"},
	} {
		if got, err := Check(c.name, []byte(c.head)); err != nil || got != c.media {
			t.Errorf("%s is %q: %v", c.name, got, err)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	for name, head := range map[string]string{
		"setup.exe": "MZ\x90\x00", "ảnh.png": "MZ\x90\x00", "run.sh": "#!/bin/sh\n", "ghi chú.txt": "#!/bin/sh\n", "page.html": "<html>", "drawing.svg": "<svg xmlns=",
		"scan.pdf": "\x89PNG\r\n\x1a\n", "ảnh.jpg": "<script>", "lib.so": "\x7fELF", "empty.txt": "", "macro.js": "alert(1)", "noname": "alert(1)", "a.csv": "\x00\x01\x02",
	} {
		media, err := Check(name, []byte(head))
		if err == nil {
			t.Errorf("%s was taken as %s", name, media)
		}
	}
	if _, err := Check("page.html", []byte("<html>")); !errors.Is(err, ErrKind) {
		t.Errorf("got %v", err)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("a.png", []byte("\x89PNG\r\n\x1a\n"))
	f.Add("a.html", []byte("<html>"))
	f.Fuzz(func(t *testing.T, name string, head []byte) {
		media, err := Check(name, head)
		if (media == "") == (err == nil) {
			t.Fatalf("%q %v", media, err)
		}
		if media == "text/html" || media == "image/svg+xml" {
			t.Fatalf("%q may carry scripts", name)
		}
	})
}
