package main

import (
	"fmt"
	"net/smtp"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"banhda/api"
	"banhda/channel/email/servertest"
)

// letters are the mails that lie in a folder.
func letters(t *testing.T, folder string) (all []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(body))
	}
	return all
}

// comes waits until something holds.
func comes(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never came: %s", what)
		}
	}
}

// field is what a mail's head says under a name.
func field(mail, name string) string {
	_, rest, _ := strings.Cut("\n"+mail, "\n"+name+": ")
	value, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(value)
}

// TestAnInboxOverRealServers: a mail comes by Postfix to Dovecot and becomes a conversation; its answer goes by Postfix to who
// wrote it, in its thread, at most once though the program is killed; what they write to that comes back to the same
// conversation, and what their program writes by itself changes nothing.
func TestAnInboxOverRealServers(t *testing.T) {
	if testing.Short() {
		t.Skip("starts mail servers")
	}
	t.Parallel()
	imap, lmtp := servertest.Dovecot(t, "cskh")
	relay, lan := servertest.Postfix(t, lmtp)
	s := newShop(t)
	served := s.serve(t)
	firstOwner(t, served.address)
	owner := signInTo(t, served.address)
	owner.ask("PUT", "/v1/mail", fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"cskh@crm.example.com","name":"Cửa hàng Đà"}`, relay), nil)
	owner.ask("POST", "/v1/inbox/mailboxes", fmt.Sprintf(`{"key":"","name":"Cửa hàng Đà","address":"cskh@crm.example.com","host":"127.0.0.1","port":%d,"security":"none","user":"cskh","password":"secret","plus":true}`, imap), nil)
	owner.ask("PUT", "/v1/inbox/rules", `{"targets":{"high":{"first":15,"next":60},"normal":{"first":60,"next":240},"low":{"first":480,"next":960}},"undo":0,"reopen":7}`, nil)
	owner.ask("POST", "/v1/inbox/check", "", nil) // what comes from now on is read

	write := func(mail string) {
		t.Helper()
		if err := smtp.SendMail(fmt.Sprintf("127.0.0.1:%d", relay), nil, "lan@here.example.com", []string{"cskh@crm.example.com"}, []byte(mail)); err != nil {
			t.Fatal(err)
		}
	}
	var shown api.ConversationShown
	read := func() api.ConversationShown {
		var list api.ConversationsAnswer
		owner.ask("POST", "/v1/inbox/check", "", nil)
		if owner.ask("GET", "/v1/conversations", "", &list); len(list.Conversations) > 0 {
			owner.ask("GET", "/v1/conversations/"+list.Conversations[0].ID, "", &shown)
		}
		return shown
	}
	write("From: Lan <lan@here.example.com>\r\nTo: cskh@crm.example.com\r\nSubject: Gia\r\nMessage-ID: <first@here.example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nCòn hàng không?\r\n")
	comes(t, "the conversation", func() bool { return len(read().Entries) == 1 })

	owner.ask("POST", "/v1/conversations/"+shown.Conversation.ID+"/answer", `{"channel":"email","text":"Dạ còn ạ","key":"1"}`, nil)
	served.Process.Signal(syscall.SIGKILL)
	served.Wait()
	served = s.serve(t)
	owner = signInTo(t, served.address)
	comes(t, "what became of the answer", func() bool {
		state := read().Entries[0].State
		return state == "sent" && len(letters(t, lan)) == 1 || state == "doubtful"
	})
	if n := len(letters(t, lan)); n > 1 {
		t.Fatalf("the answer went %d times", n)
	}
	if shown.Entries[0].State == "doubtful" { // the crash hid it: somebody writes again
		owner.ask("POST", "/v1/conversations/"+shown.Conversation.ID+"/answer", `{"channel":"email","text":"Dạ còn ạ","key":"2"}`, nil)
		comes(t, "the answer", func() bool { return len(letters(t, lan)) >= 1 && read().Entries[0].State == "sent" })
	}
	answer := letters(t, lan)[0]
	if field(answer, "In-Reply-To") != "<first@here.example.com>" || !strings.Contains(field(answer, "Reply-To"), "cskh+cnv-") {
		t.Errorf("the answer is of no thread: %s", answer)
	}

	said := len(shown.Entries)
	write("From: Lan <lan@here.example.com>\r\nTo: cskh@crm.example.com\r\nSubject: Re: Gia\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <away@here.example.com>\r\nIn-Reply-To: " + field(answer, "Message-ID") + "\r\n\r\nToi di vang\r\n")
	comes(t, "what their program wrote", func() bool { return len(read().Entries) == said+1 })
	if e := shown.Entries[0]; !e.Machine || shown.Conversation.WaitingSince != nil {
		t.Errorf("their program woke somebody: %+v", shown)
	}
	write("From: Lan <lan@here.example.com>\r\nTo: cskh@crm.example.com\r\nSubject: Re: Gia\r\nMessage-ID: <second@here.example.com>\r\nIn-Reply-To: " + field(answer, "Message-ID") + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nLấy 2 cái\r\n\r\nOn Sat, Nov 21, 2026 at 10:02 AM Da <cskh@crm.example.com> wrote:\r\n\r\n> Da con a\r\n")
	comes(t, "what they wrote back", func() bool { return len(read().Entries) == said+2 })
	if e := shown.Entries[0]; e.Text != "Lấy 2 cái" || e.Quoted == "" || shown.Conversation.WaitingSince == nil {
		t.Errorf("they wrote back: %+v", e)
	}
	if n := len(letters(t, lan)); n > 2 {
		t.Errorf("%d letters went", n)
	}
}

// TestTheInboxScreen answers in a real browser, at a desk and on a phone.
func TestTheInboxScreen(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	served := newShop(t).serve(t)
	firstOwner(t, served.address)
	screenScript(t, "inbox", served.address)
}
