// Package servertest starts the mail servers that stand on many machines, for tests: what reads and sends mail is tried with them.
package servertest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// requireServers is set where the servers must be there.
const requireServers = "BANHDA_TEST_REQUIRE_SERVERS"

func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := os.Stat(program); err != nil {
		if os.Getenv(requireServers) != "" {
			t.Fatalf("%s is not here: run .ci/setup", program)
		}
		t.Skipf("%s is not here", program)
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	for range 1000 {
		port := 10_000 + rand.IntN(20_000) // none that systems give to whoever connects
		if l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// answering waits until somebody listens.
func answering(t *testing.T, port int, logs string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			c.Close()
			return
		}
	}
	said, _ := os.ReadFile(logs)
	t.Fatalf("nobody listens at %d: %s", port, said)
}

// house is a folder that other users may look into, as mail servers change theirs.
func house(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "mail-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Dovecot serves one mailbox over IMAP, with the password secret, and takes mail for it by LMTP.
func Dovecot(t *testing.T, mailbox string) (imap, lmtp int) {
	t.Helper()
	needs(t, "/usr/sbin/dovecot")
	dir := house(t)
	imap, lmtp = freePort(t), freePort(t)
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	name := me.Username
	if me.Uid == "0" { // mail is never kept as root
		name = "dovenull"
		if err := exec.Command("chown", "-R", name, dir).Run(); err != nil {
			t.Fatal(err)
		}
	}
	who, err := user.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "users"), fmt.Sprintf("%s:{PLAIN}secret:%s:%s::%s::\n", mailbox, who.Uid, who.Gid, dir+"/home"))
	write(t, filepath.Join(dir, "dovecot.conf"), fmt.Sprintf(`
base_dir = %[1]s/run
state_dir = %[1]s/state
log_path = %[1]s/log
protocols = imap lmtp
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
default_internal_user = %[2]s
default_login_user = %[2]s
default_internal_group = %[3]s
first_valid_uid = 1
mail_location = maildir:%[1]s/Maildir
recipient_delimiter = +
auth_username_format = %%n
passdb {
  driver = passwd-file
  args = %[1]s/users
}
userdb {
  driver = passwd-file
  args = %[1]s/users
}
service imap-login {
  chroot =
  inet_listener imap {
    port = %[4]d
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = %[5]d
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
protocol lmtp {
  auth_username_format = %%n
}
`, dir, name, groupOf(who), imap, lmtp))
	serve(t, exec.Command("/usr/sbin/dovecot", "-F", "-c", filepath.Join(dir, "dovecot.conf")))
	answering(t, imap, filepath.Join(dir, "log"))
	answering(t, lmtp, filepath.Join(dir, "log"))
	t.Cleanup(func() {
		if t.Failed() {
			said, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Logf("dovecot: %s", said)
		}
	})
	return imap, lmtp
}

func groupOf(u *user.User) string {
	g, err := user.LookupGroupId(u.Gid)
	if err != nil {
		return u.Gid
	}
	return g.Name
}

// serve runs a server until the test ends.
func serve(t *testing.T, c *exec.Cmd) {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		done := make(chan struct{})
		go func() { _ = c.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			_ = c.Process.Kill()
		}
	})
}

// Postfix relays mail: what is for crm.example.com to LMTP, of here.example.com nobody is known but lan, whose mail lies in a folder.
func Postfix(t *testing.T, lmtp int) (smtp int, lan string) {
	t.Helper()
	needs(t, "/usr/sbin/postfix")
	if os.Getuid() != 0 {
		if os.Getenv(requireServers) != "" {
			t.Fatal("postfix is started by root alone")
		}
		t.Skip("postfix is started by root alone")
	}
	dir := house(t)
	smtp = freePort(t)
	for _, d := range []string{"etc", "queue", "data", "mail"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := exec.Command("chown", "postfix", filepath.Join(dir, "data")).Run(); err != nil {
		t.Fatal(err)
	}
	if err := exec.Command("chown", "nobody", filepath.Join(dir, "mail")).Run(); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "etc/mailboxes"), "lan@here.example.com lan/\n")
	write(t, filepath.Join(dir, "etc/main.cf"), fmt.Sprintf(`
compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
myhostname = relay.example.com
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
recipient_delimiter = +
maillog_file = %[1]s/queue/log
maillog_file_prefixes = %[1]s
smtpd_peername_lookup = no
disable_dns_lookups = yes
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
virtual_mailbox_domains = here.example.com
virtual_mailbox_base = %[1]s/mail
virtual_mailbox_maps = texthash:%[1]s/etc/mailboxes
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
transport_maps = inline:{crm.example.com=lmtp:[127.0.0.1]:%[2]d}
relay_domains = crm.example.com
`, dir, lmtp))
	master, err := os.ReadFile("/usr/share/postfix/master.cf.dist")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(master), "\n")
	for i, l := range lines {
		switch f := strings.Fields(l); {
		case len(f) > 7 && f[0] == "smtp" && f[1] == "inet":
			lines[i] = fmt.Sprintf("127.0.0.1:%d inet n - n - - smtpd", smtp)
		case len(f) > 7 && !strings.HasPrefix(l, "#") && f[4] == "y":
			lines[i] = strings.Join(append(append(f[:4:4], "n"), f[5:]...), " ")
		}
	}
	write(t, filepath.Join(dir, "etc/master.cf"), strings.Join(lines, "\n")+"\npostlog unix-dgram n - n - 1 postlogd\n")
	config := filepath.Join(dir, "etc")
	if out, err := exec.Command("/usr/sbin/postfix", "-c", config, "start").CombinedOutput(); err != nil {
		t.Fatalf("starting postfix: %v\n%s", err, out)
	}
	t.Cleanup(func() {
		if t.Failed() {
			said, _ := os.ReadFile(filepath.Join(dir, "queue/log"))
			t.Logf("postfix: %s", said)
		}
		_ = exec.Command("/usr/sbin/postfix", "-c", config, "abort").Run()
	})
	answering(t, smtp, filepath.Join(dir, "queue/log"))
	return smtp, filepath.Join(dir, "mail/lan/new")
}
