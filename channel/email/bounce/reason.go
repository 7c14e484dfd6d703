package bounce

import (
	"regexp"
	"slices"
	"strings"

	"banhda/hub/delivery"
)

// The reasons, each in a word.
const (
	noUser    = "no-such-user"
	noHost    = "no-such-host"
	noMail    = "takes-no-mail"
	moved     = "moved"
	full      = "mailbox-full"
	expired   = "expired"
	filtered  = "filtered"
	disabled  = "disabled"
	large     = "too-large"
	trouble   = "server-trouble"
	network   = "network"
	syntax    = "syntax"
	blocked   = "blocked"
	spam      = "spam"
	virus     = "virus"
	policy    = "policy"
	auth      = "authentication"
	pointer   = "no-reverse-name"
	rate      = "rate"
	relay     = "relay-denied"
	rejected  = "sender-rejected"
	undefined = "unknown"
)

// hard are the reasons for which nobody will ever be reached at an address; barred those for which we are not let in.
var (
	hard   = []string{noUser, noHost, noMail, moved}
	barred = []string{blocked, spam, virus, policy, auth, pointer, rate, relay, rejected}
)

func verdictOf(reason string) delivery.Verdict {
	switch {
	case slices.Contains(hard, reason):
		return delivery.Hard
	case slices.Contains(barred, reason):
		return delivery.Blocked
	}
	return delivery.Soft
}

// said are reasons by what servers say, in the order they are looked for: what is said of reputation and rules comes first, as
// it often stands beside the code of an unknown user.
var said = []struct {
	reason string
	words  *regexp.Regexp
}{
	{virus, words(`virus|malware|infected|trojan`)},
	{full, words(`mailbox (is |was )?(too )?full|mailbox.{0,40}(over ?quota|exceed|size limit)|over ?quota|over the (disk )?quota|quota (exceeded|full|violation)|exceed(s|ed|ing)? .{0,60}quota|mailbox size limit|insufficient (system storage|disk|space)|storage (limit|quota)|not enough (storage|disk|space)|disk quota|account is (full|over)|user is over|maildir (over|delivery failed: .*quota)|exceeded (the |its |their )?(mailbox |maximum |allowed |disk )?(size|storage|quota|space|mailbox)|too many messages (on|in) (mailbox|drop)|mail ?box (is )?full|out of (storage|space)|has reached .*(quota|limit)|boite (du destinataire )?(archi)?pleine|capacity`)},
	{auth, words(`dmarc|\bspf\b|\bdkim\b|sender policy|unauthenticated|not authenticated|domain authentication|authentication (check|results|information|failed|fail)|did(n.t| not) pass|must pass|lack of authentication`)},
	{pointer, words(`reverse (dns|lookup|mapping|hostname)|\bptr\b|\brdns\b|no ptr|does not resolve|cannot (find|resolve) your (hostname|reverse|sender)|cannot (find|resolve) your|unresolvable (relay )?host|fix reverse`)},
	{rate, words(`too many (connections|concurrent|recipients this hour|messages|sessions|mail|invalid)|rate (limit|control)|throttl|too (fast|frequently|quickly)|connection(s)? (rate|limit)|sending (rate|limit)|messages per (hour|day)|received.* mails? (in|within) (a )?short`)},
	{blocked, words(`block(ed|ing|list|ed by)?\b.{0,60}(list|ip|sender|address|rbl|dnsbl|server|host|using|from|because|due)|blacklist|black list|block list|\brbl\b|dnsbl|spamhaus|spamcop|barracuda|sorbs|spamrats|reputation|poor reputation|banned|client host.{0,40}(reject|block|denied)|(is|are|been|currently|and is) listed (in|at|by|on)|senderbase|your (ip|host|network|server|mail server).{0,80}(block|reject|denied|refus|list|not allowed|prohibited)|connection (refused|dropped|rejected) (by|due to|because)|bad sender ip|(ip|host) (name|address) .{0,40}(reject|denied|refus)|access denied.{0,40}(ip|host)|refused to talk|domain .{0,40}has been blocked|dynamic (ip|address)|dial-?up|residential`)},
	{spam, words(`\bspam\b|\bspam(my|like|assassin|ming)|unsolicited|\buce\b|\bube\b|junk mail|bulk mail|phish|looks like spam|content (rejected|filter|restrict)`)},
	{relay, words(`no relay|relay(ing)?.{0,20}(denied|not permitted|not allowed|prohibited|access|refused|rejected)|unable to relay|not (allowed|permitted) to relay|open relay|not a gateway|that domain isn.t in my list|cannot relay|we do not relay`)},
	{rejected, words(`domain of sender|sender.{0,60}(reject|invalid|not exist|denied|not found|unknown|refus|verify|verification|blocked|not allowed)|(from|envelope).{0,30}(address|domain).{0,30}(reject|invalid|not exist|denied|unknown)|invalid (sender|domain, see)|verify.{0,20}sender|mail from .{0,40}reject|null sender|empty envelope|don.t accept .{0,30}<>|bounce(s)? (messages? )?(are )?not accepted|who are you`)},
	{trouble, words(`procmail|can.?t create|could ?n.t create|couldn.t open|permission denied.*(mail|spool)`)},
	{network, words(`did not accept our requests to connect|host not found, try again|try again.*name service|malformed or unexpected name server`)},
	{pointer, words(`mismatches client ip|invalid ip for sending`)},
	{syntax, words(`improper sequence|bad sequence`)},
	{rejected, words(`(after|in reply to) mail from`)},
	{moved, words(`has moved|user (has )?moved|recipient (address )?(has )?changed|no longer (works|employed|with)|address (has )?changed|new address|has been replaced|forwarded? to a new`)},
	{noMail, words(`null ?mx|nullmx|does ?n.t accept (any )?(mail|email)|does not accept (any )?(mail|email)|not accept(ing)? (mail|email) (for|from) (this|the) (domain|host)|domain.{0,40}not accept mail|no mail (is )?accepted|smtp protocol returned a permanent error|mail server for .{0,60} unreachable|host does not receive mail`)},
	{noMail, words(`no mx record found|no (smtp|mail) service|host does not accept mail|indicated no smtp`)},
	{noHost, words(`host (or domain name )?(unknown|not found)|unknown host|no such (host|domain)|domain (does ?n.t|does not) exist|domain name not found|name (service|server) error|unrouteable (mail )?domain|unrout(e)?able address|illegal host|bad destination (host|mailbox|system)|nxdomain|domain not found|hostname.{0,20}unknown|dns (error|failure|lookup|server returned)|unknown (mail )?domain|couldn.t find any host|recipient.s domain|domain is not (reachable|valid)|domain must (resolve|exist)|mail domain mentioned in email address is unknown|host .* not found|non-existent (hosts|domain)|no such domain`)},
	{trouble, words(`mailer error|recipient address rejected: (on hold|no relaying|system not)|mail system.{0,20}not accept`)},
	{disabled, words(`(account|mailbox|user|recipient|address).{0,50}(disabled|suspend|deactivated|inactive|locked|frozen|expired|blocked|restricted)|(disabled|suspended|inactive|deactivated|locked|frozen) (account|mailbox|user|recipient)|is currently suspended|has been suspended|temporarily (disabled|locked|inactive)|boite du destinataire suspendue|vdelivermail: account is locked|not active|inactive`)},
	{noUser, words(`invalid final delivery userid|no valid recipients|user unknown|unknown (user|recipient|address|local|mailbox|account)|no such (user|recipient|mailbox|address|person|account|local|email)|user (does ?n.t|does not|doesnt) exist|(recipient|address|mailbox|account|user|addressee|email).{0,60}(not found|not exist|n.t exist|unknown|invalid|is invalid|undeliverable|not valid|not available|unavailable|nonexist|non-exist|not recogni|not known|not listed|n.t have|no longer)|does(n.t| not) have an? .{0,40}(account|mailbox)|invalid (recipient|user|mailbox|address|account|local)|no (mailbox|account|user|recipient|valid recipient|one) (here|by|found|name|with|such)|not a (valid|known) (user|recipient|mailbox|address)|this address no longer accepts|nobody by|no mailbox|user not found|is not a known user|not our (user|customer)|there is no .{0,30}(user|account|mailbox)|mailbox unavailable|unknown to|not in (our|the) (directory|list)|could not be found|wasn.t found|delivery to the following recipients? failed|bad (recipient|address)|address unknown|destination (mailbox )?address (is )?(not|unknown)|isn.t a (user|valid)|not listed in (domino|public|the)|does not exist\b|destinataire invalide|unrecoverable error$|recipientnotfound|recipnotfound|not local|used up|user.{0,30}not (exist|found|known|local)`)},
	{policy, words(`recipient preferences|content ?error|for policy`)},
	{large, words(`message (is )?too (large|big|long)|message size|size (limit|exceed)|exceed(s|ed)? .{0,30}(message size|size limit|maximum)|too large|larger than`)},
	{expired, words(`timed? ?out|timeout|expired|retry time|too long in (the )?queue|delivery (has been )?(delayed|is delayed|attempts? will)|still (be )?(trying|retried)|could not be delivered for|not (been )?delivered (for|within|after|yet)|unable to deliver .{0,30}(for|within|in) \d|temporarily deferred|greylist|grey-list|(deliver|try).{0,30}again|message.{0,20}(too old|lifetime)|was undeliverable within|giving up|been in the queue|given up`)},
	{network, words(`connection (refused|reset|closed|lost|dropped|failed|failure)|no route|network|unreachable|could ?n.t (connect|establish)|cannot connect|unable to connect|hop count|too many hops|routing loop|mail loop|loops? back|host is down|no answer from host|lost connection|malformed (mx|or unexpected)|mail for .* loops|tls|handshake`)},
	{policy, words(`policy|prohibited|not (allowed|permitted|authori[sz]ed)|access denied|permission|security|rejected for|refused by|against|restricted|administrative|denied|unauthori|violat|transaction failed`)},
	{trouble, words(`system (error|resources|problem|failure)|internal (error|server)|local (error|configuration|problem)|service (not available|unavailable)|server (error|configuration|problem)|i/o error|can.t create|cannot (open|create|write)|temporary (failure|local|problem|error)|resources temporarily|unexpected|disk full|no space|filesystem|filter(ing)? (error|process)|command (died|failed)|exit|pipe`)},
	{syntax, words(`syntax|unrecogni[sz]ed|command (not|unrecog)|bad sequence|protocol error|rfc ?(2822|5321|5322|2821|822)|non-ascii|line too long|bare lf|malformed|mime|missing|duplicate|header`)},
	{noUser, words(`recipient address rejected|address rejected|recipient rejected`)},
}

func words(pattern string) *regexp.Regexp { return regexp.MustCompile(pattern) }

func reasonOf(text, status string) string {
	if status == "5.1.7" || status == "5.1.8" {
		return rejected // it is about the sender, whatever is said
	}
	low := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for i := range said {
		if said[i].words.MatchString(low) {
			return said[i].reason
		}
	}
	return byStatus(status)
}

// byStatus are reasons by the codes of RFC 3463 that mean one thing alone.
func byStatus(status string) string { return statuses[status] }

var statuses = map[string]string{
	"5.1.1": noUser, "5.1.10": noMail, "5.1.2": noHost, "5.1.6": moved, "5.2.1": disabled, "5.2.2": full, "4.2.2": full, "5.2.3": large, "5.3.4": large,
	"4.4.7": expired, "5.4.7": expired, "4.4.1": expired, "5.7.1": policy, "5.7.26": auth, "5.7.25": pointer, "5.7.23": auth, "5.7.20": auth, "5.4.4": noHost, "5.4.1": noUser, "4.4.2": network, "5.4.6": network, "5.4.14": network,
}

// byCode is the last word where nothing else is known.
func byCode(status string, smtp int, action string) string {
	switch {
	case action == "delayed" || strings.HasPrefix(status, "4.") || smtp >= 400 && smtp < 500:
		return expired
	case strings.HasPrefix(status, "5.7."):
		return policy
	}
	return undefined
}
