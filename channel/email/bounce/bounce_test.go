package bounce

import (
	"archive/tar"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"banhda/hub/delivery"
)

const collection = "../../../../shared/data/emails/"

// mails reads the collection of reports that others gathered over twenty years; it is not part of the product.
func mails(t *testing.T) map[string][]byte {
	t.Helper()
	f, err := os.Open(collection + "sisimai_set_of_emails.tar.gz")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the collection of reports is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if all[path.Clean(h.Name)], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

func rows(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return list[1:]
}

// TestVerdicts compares what is said of every recipient of the collection with what is expected of it: hard or not, a
// complaint, delivered, a reply. Every miss is explained in testdata/misses.csv, and none is there that is no miss.
func TestVerdicts(t *testing.T) {
	all := mails(t)
	explained := map[string]bool{}
	for _, row := range rows(t, "testdata/misses.csv") {
		explained[row[0]+"#"+row[1]] = row[2] != ""
	}
	same, total, missed := 0, 0, map[string]bool{}
	for _, row := range rows(t, collection+"sisimai_expected.csv") {
		raw, ok := all[row[0]]
		if !ok {
			continue // expected of a file that is not in the collection
		}
		total++
		got, want := verdict(t, raw, row[1]), expected(row)
		if got == want {
			same++
			continue
		}
		id := strings.TrimSuffix(path.Base(row[0]), ".eml") + "#" + row[1]
		if missed[id] = true; !explained[id] {
			t.Errorf("%s: %s, expected %s (%s, %s): neither right nor explained", id, got, want, row[4], row[2])
		}
	}
	for id := range explained {
		if !missed[id] {
			t.Errorf("%s is explained and is no miss", id)
		}
	}
	t.Logf("%d of %d recipients alike: %.2f %%", same, total, 100*float64(same)/float64(total))
	if total < 600 || same*100 < total*95 {
		t.Errorf("%d of %d recipients alike", same, total)
	}
}

// verdict is what is said of one recipient, as far as expectations tell it apart.
func verdict(t *testing.T, raw []byte, index string) string {
	list, err := Parse(raw)
	if err != nil {
		t.Error(err)
	}
	at, err := strconv.Atoi(index)
	if err != nil {
		t.Fatal(err)
	}
	if at > len(list) {
		return "none"
	}
	if v := list[at-1].Verdict; v != delivery.Blocked {
		return string(v)
	}
	return string(delivery.Soft) // hard or not is all that is expected
}

func expected(row []string) string {
	switch {
	case row[5] == "true":
		return string(delivery.Hard)
	case row[4] == "feedback" && row[6] != "auth-failure":
		return string(delivery.Complaint)
	case row[4] == "delivered":
		return string(delivery.Delivered)
	case row[4] == "vacation":
		return string(delivery.Reply)
	}
	return string(delivery.Soft)
}

// TestNoReports: of mail that reports nothing nobody is suppressed.
func TestNoReports(t *testing.T) {
	looked := 0
	for name, raw := range mails(t) {
		if !strings.HasPrefix(name, "maildir/not/") {
			continue
		}
		looked++
		list, _ := Parse(raw)
		for _, r := range list {
			if r.Verdict == delivery.Hard {
				t.Errorf("%s: %+v", name, r)
			}
		}
	}
	if looked == 0 {
		t.Error("nothing was looked at")
	}
}

const ours = "Return-Path: <>\r\nDelivered-To: bounce+abc@crm.example.com\r\nFrom: MAILER-DAEMON@mx.example.com\r\nSubject: Undelivered Mail\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\r\n\r\n" +
	"--B\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; Lan@Example.com\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user\r\n\r\n" +
	"--B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <m1@crm.example.com>\r\nSubject: x\r\n--B--\r\n"

func TestAReportOfOurs(t *testing.T) {
	list, err := Parse([]byte(ours))
	want := delivery.Report{Recipient: "lan@example.com", Verdict: delivery.Hard, Reason: noUser, Code: "5.1.1", SMTP: 550, Said: "smtp; 550 5.1.1 No such user", Return: "bounce+abc@crm.example.com", MessageID: "<m1@crm.example.com>"}
	if err != nil || len(list) != 1 || list[0] != want {
		t.Errorf("read %+v (%v)", list, err)
	}
}

func TestWhoIsAwayIsNotGone(t *testing.T) {
	for what, head := range map[string]string{
		"a program says so":     "From: Lan <lan@example.com>\r\nSubject: Re: Tin tháng này\r\nAuto-Submitted: auto-replied\r\n",
		"the subject says so":   "From: Lan <lan@example.com>\r\nSubject: Out of office: Tin\r\n",
		"in Vietnamese, coming": "From: Lan <lan@example.com>\r\nSubject: Tự động trả lời: Tin\r\n",
	} {
		list, err := Parse([]byte(head + "\r\nTôi đi vắng. Liên hệ an@example.com, address unknown.\r\n"))
		if err != nil || len(list) != 1 || list[0].Verdict != delivery.Reply {
			t.Errorf("%s: %+v (%v)", what, list, err)
		}
	}
}

func TestOfReply(t *testing.T) {
	for said, want := range map[string]delivery.Verdict{"5.1.1 no such user": delivery.Hard, "5.2.2 mailbox full": delivery.Soft, "5.7.1 blocked using a list": delivery.Blocked} {
		if got := OfReply("Lan@example.com", 550, code(said), said); got.Verdict != want || got.Recipient != "lan@example.com" {
			t.Errorf("%s: %+v", said, got)
		}
	}
	for said, want := range map[string]delivery.Verdict{"no such user here": delivery.Hard, "User unknown": delivery.Hard, "mailbox unavailable": delivery.Hard, "message too large": delivery.Soft} {
		if got := OfReply("lan@example.com", 550, "", said); got.Verdict != want {
			t.Errorf("without a code of its own, %s: %+v", said, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(ours))
	f.Add([]byte("From: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"))
	f.Add([]byte(`{"notificationType":"Bounce"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		list, err := Parse(raw)
		if err != nil && len(list) > 0 {
			t.Error("an error and reports")
		}
		for _, r := range list {
			if r.Verdict == "" {
				t.Errorf("no verdict: %+v", r)
			}
		}
	})
}
