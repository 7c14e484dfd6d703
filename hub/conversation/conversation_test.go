package conversation_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/hub/calendar"
	"banhda/hub/conversation"
)

// clock is that of a house that works from eight to twelve and from one to five.
func clock(t testing.TB) conversation.Clock {
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	c, err := calendar.Default().Calendar(zone)
	if err != nil {
		t.Fatal(err)
	}
	return conversation.Clock{Calendar: c, Targets: conversation.UsualTargets}
}

func at(t testing.TB, s string) int64 {
	zone, _ := time.LoadLocation("Asia/Ho_Chi_Minh")
	when, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return when.UnixMicro()
}

func in(at int64) *conversation.Entry {
	return &conversation.Entry{Kind: conversation.In, Channel: conversation.Email, Author: conversation.ThePerson, Text: "Còn hàng không?", At: at}
}

func out(by string, at int64) *conversation.Entry {
	return &conversation.Entry{Kind: conversation.Out, Channel: conversation.Email, Author: by, Text: "Còn ạ", At: at}
}

// Answers are due within working hours: what comes in the evening is due the next morning, and what waits longer is not due later.
func TestAnswersAreDueWithinWorkingHours(t *testing.T) {
	k := clock(t)
	c := conversation.Conversation{State: conversation.Open}
	c.Heard(in(at(t, "2026-11-18 20:00")), k)
	first := k.Calendar.Opens(c.WaitingSince) + (60 * time.Minute).Microseconds()
	if c.Due() != first || c.FirstDueAt != first {
		t.Errorf("due %v, want %v", time.UnixMicro(c.Due()), time.UnixMicro(first))
	}
	c.Heard(in(at(t, "2026-11-18 21:00")), k)
	if c.Due() != first {
		t.Error("a second word put the first answer off")
	}
	if c.Answered(out(conversation.TheBot, at(t, "2026-11-18 21:01")), k); c.WaitingSince == 0 {
		t.Error("a bot's answer counted as one")
	}
	if !c.Answered(out("usr_1", at(t, "2026-11-19 08:30")), k) || c.Due() != 0 {
		t.Error("the first answer was none")
	}
	c.Heard(in(at(t, "2026-11-19 09:00")), k)
	if c.NextDueAt == 0 || c.Due() != c.NextDueAt {
		t.Errorf("the next answer: %+v", c)
	}
}

// What a program wrote opens nothing, wakes nothing and waits for nothing.
func TestProgramsWaitForNothing(t *testing.T) {
	k := clock(t)
	c := conversation.Conversation{State: conversation.Snoozed}
	e := in(5)
	e.Machine = true
	if c.Heard(e, k); c.State != conversation.Snoozed || c.WaitingSince != 0 {
		t.Errorf("%+v", c)
	}
	if c.Heard(in(6), k); c.State != conversation.Open || c.WaitingSince != 6 {
		t.Errorf("put off until they write: %+v", c)
	}
	if err := c.Snooze(3, 6); err == nil {
		t.Error("put off into the past")
	}
}

// A conversation's clocks hold whatever happens: it waits exactly where somebody wrote after what a human answered last, and
// nothing is due where nobody waits.
func TestClocksHold(t *testing.T) {
	k := clock(t)
	rapid.Check(t, func(r *rapid.T) {
		c, now, waits := conversation.Conversation{State: conversation.Open}, int64(1), int64(0)
		for range rapid.IntRange(1, 30).Draw(r, "steps") {
			now += rapid.Int64Range(1, 100).Draw(r, "later")
			switch rapid.IntRange(0, 5).Draw(r, "step") {
			case 0, 1:
				if c.Heard(in(now), k); waits == 0 {
					waits = now
				}
			case 2:
				c.Answered(out("usr_1", now), k)
				waits = 0
			case 3:
				c.Answered(out(conversation.TheHouse, now), k)
			case 4:
				c.Close(now)
				waits = 0
			case 5:
				if c.State != conversation.Closed {
					_ = c.Snooze(0, now)
				}
			}
			if c.WaitingSince != waits || waits == 0 && c.Due() != 0 || waits != 0 && c.State != conversation.Closed && c.Due() == 0 {
				r.Fatalf("after %d: %+v, waiting since %d", now, c, waits)
			}
		}
	})
}

func TestMergeKeepsTheEarlierWait(t *testing.T) {
	k := clock(t)
	older, younger := conversation.Conversation{State: conversation.Snoozed, Subject: "Báo giá"}, conversation.Conversation{State: conversation.Open, Assignee: 3}
	younger.Heard(in(7), k)
	older.Merge(&younger)
	if older.State != conversation.Open || older.WaitingSince != 7 || older.Assignee != 3 || older.Subject != "Báo giá" || older.FirstDueAt == 0 {
		t.Errorf("%+v", older)
	}
}

func TestMachinesAreKnown(t *testing.T) {
	for name, c := range map[string]struct {
		head map[string]string
		from string
		want bool
	}{
		"somebody":         {nil, "lan@example.com", false},
		"not automatic":    {map[string]string{"auto-submitted": "no"}, "lan@example.com", false},
		"away":             {map[string]string{"auto-submitted": "auto-replied"}, "lan@example.com", true},
		"a list":           {map[string]string{"list-id": "<x.example.com>"}, "lan@example.com", true},
		"bulk":             {map[string]string{"precedence": "bulk"}, "lan@example.com", true},
		"an old autoreply": {map[string]string{"x-autoreply": "yes"}, "lan@example.com", true},
		"a report":         {map[string]string{"content-type": "multipart/report; boundary=x"}, "lan@example.com", true},
		"no return path":   {map[string]string{"return-path": "<>"}, "lan@example.com", true},
		"no-reply":         {nil, "No-Reply@example.com", true},
		"ourselves":        {nil, "CSKH@example.com", true},
		"nobody":           {nil, "", true},
	} {
		if why := conversation.Machine(func(f string) string { return c.head[f] }, c.from, []string{"cskh@example.com"}); (why != "") != c.want {
			t.Errorf("%s: %q", name, why)
		}
	}
}

func TestQuotesAreFolded(t *testing.T) {
	const says = "Chị lấy 2 cái nhé.\nGiao chiều nay được không?"
	for name, quoted := range map[string]string{
		"Gmail":               "\n\nOn Sat, Nov 21, 2026 at 10:02 AM Đà Store <cskh@example.com> wrote:\n\n> Dạ còn hàng ạ\n>\n> --\n> Mai\n",
		"Gmail, two lines":    "\n\nOn Sat, Nov 21, 2026 at 10:02 AM Cửa hàng Đà Thành phố Hồ Chí Minh\n<cskh@example.com> wrote:\n\n> Dạ còn hàng ạ\n",
		"Gmail, Vietnamese":   "\n\nVào Th 7, 21 thg 11, 2026 vào lúc 10:02 Cửa hàng Đà <cskh@example.com> đã viết:\n\n> Dạ còn hàng ạ\n",
		"Apple":               "\n\n> On 21 Nov 2026, at 10:02, Đà Store <cskh@example.com> wrote:\n> \n> Dạ còn hàng ạ\n",
		"Apple, Vietnamese":   "\n\nGửi từ iPhone của tôi\n\nVào ngày 21 thg 11, 2026, lúc 10:02, Đà Store <cskh@example.com> đã viết:\n\n> Dạ còn hàng ạ\n",
		"Outlook":             "\n\n________________________________\nFrom: Đà Store <cskh@example.com>\nSent: Saturday, November 21, 2026 10:02 AM\nTo: Lan <lan@example.com>\nSubject: Re: Giá\n\nDạ còn hàng ạ\n",
		"Outlook, Vietnamese": "\n\nTừ: Đà Store <cskh@example.com>\nĐã gửi: 21 Tháng Mười Một 2026 10:02\nTới: Lan <lan@example.com>\nChủ đề: Re: Giá\n\nDạ còn hàng ạ\n",
		"old Outlook":         "\n\n-----Original Message-----\nFrom: Đà Store\n\nDạ còn hàng ạ\n",
		"forwarded":           "\n\n---------- Forwarded message ---------\nDạ còn hàng ạ\n",
		"ours":                "\n\n2026-11-21 10:02 <cskh@example.com>:\n> Dạ còn hàng ạ\n",
		"a signature":         "\n\n-- \nNguyễn Thị Lan\n0901 234 567\n",
		"nothing":             "\n\n",
	} {
		said, rest := conversation.Fold(says + quoted)
		if name == "Outlook" {
			said = strings.TrimSpace(strings.TrimRight(said, "_"))
		}
		if said != says || name != "nothing" && rest == "" {
			t.Errorf("%s: said %q, quoted %q", name, said, rest)
		}
	}
	within := "On Sat, Nov 21, 2026 at 10:02 AM Đà <cskh@example.com> wrote:\n> Còn 2 màu\nLấy màu xanh\n> Giao mai nhé\nĐược ạ"
	if said, rest := conversation.Fold(within); said != within || rest != "" {
		t.Errorf("answers within what is quoted: %q, %q", said, rest)
	}
	if said, _ := conversation.Fold("> chỉ trích\n"); said != "> chỉ trích" {
		t.Errorf("nothing but a quote: %q", said)
	}
	if said, _ := conversation.Fold("Em xem giúp:\nhàng còn không?"); said != "Em xem giúp:\nhàng còn không?" {
		t.Errorf("a colon is no quote: %q", said)
	}
}

// FuzzFold: nothing of a text is lost, and nothing is made up.
func FuzzFold(f *testing.F) {
	f.Add("a\n> b")
	f.Add("On 1 wrote:\n>")
	f.Fuzz(func(t *testing.T, text string) {
		said, quoted := conversation.Fold(text)
		if !strings.Contains(strings.ReplaceAll(text, "\r\n", "\n"), said) && strings.TrimSpace(text) != said || strings.TrimSpace(text) != "" && said == "" {
			t.Errorf("%q became %q and %q", text, said, quoted)
		}
	})
}

func TestHTMLIsSafe(t *testing.T) {
	got := conversation.Sanitise(`<p onclick="x()">Chào <a href="javascript:x()">a</a><script>x()</script><img src="https://x.example/p.gif" onerror=x><iframe src=x></iframe><form action=x><input></form><style>p{}</style></p>`)
	for _, bad := range []string{"onclick", "javascript", "script", "onerror", "iframe", "form", "input", "style>"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q in %s", bad, got)
		}
	}
	if text := conversation.TextOf("<style>p{color:red}</style><p>Chào&nbsp;<b>anh</b></p><div>Còn <br>hàng</div>"); text != "Chào anh\nCòn\nhàng" {
		t.Errorf("%q", text)
	}
}

func TestAPictureWithinAMailIsNamedByItsFile(t *testing.T) {
	safe := conversation.Sanitise(`<p>Đây: <img src="cid:logo@mail.example" alt="Logo"> <img src='cid:other'></p>`)
	got := conversation.Inline(safe, "logo@mail.example", "att_1")
	if !strings.Contains(got, `src="cid:att_1"`) || strings.Contains(got, "logo@") || !strings.Contains(got, `src="cid:other"`) || conversation.Inline(safe, "", "att_1") != safe {
		t.Errorf("%s became %s", safe, got)
	}
}

func TestCannedTextsAreFilled(t *testing.T) {
	c := conversation.Canned{Name: "  chào  ", Text: "Chào {{ person.name }}, {{user.name}} đây"}
	if err := c.Check(); err != nil || c.Name != "chào" {
		t.Error(c.Name, err)
	}
	if got := conversation.Fill(c.Text, map[string]string{"person.name": "chị Lan", "user.name": "Mai"}); got != "Chào chị Lan, Mai đây" {
		t.Error(got)
	}
	if err := (&conversation.Canned{Name: "x", Text: "{{ person.secret }}"}).Check(); err == nil {
		t.Error("a place nobody knows was taken")
	}
}
