package conversation

import (
	"regexp"
	"strings"
)

var (
	// wrote introduces what is quoted, in the words of mail programs.
	wrote = regexp.MustCompile(`(?i)^(on\b.{5,300}\bwrote|vào\b.{5,300}\bđã viết|ngày\b.{5,300}\bđã viết|le\b.{5,300}\ba écrit|am\b.{5,300}\bschrieb.{0,100}|el\b.{5,300}\bescribió)\s*:$`)
	// begins are how an introduction begins that goes on on the next lines.
	begins = regexp.MustCompile(`(?i)^(on|vào|ngày|le|am|el)\b.*\d`)
	// original stands above what is quoted whole.
	original = regexp.MustCompile(`(?i)^[-_\s]*(original message|forwarded message|begin forwarded message|thư gốc|tin nhắn gốc|thư đã chuyển tiếp|thư được chuyển tiếp)[-_\s:]*$`)
	// named are the fields of a head that Outlook writes above what it quotes.
	fromField = regexp.MustCompile(`(?i)^\s*\*?(from|từ|người gửi)\s*:\*?\s*\S`)
	sentField = regexp.MustCompile(`(?i)^\s*\*?(sent|date|đã gửi|ngày|ngày gửi|to|tới|đến|subject|chủ đề|tiêu đề)\s*:\*?`)
	// introduces ends any line that is followed by marked ones.
	introduces = regexp.MustCompile(`:\s*$`)
	// phone is what phones write beneath.
	phone = regexp.MustCompile(`(?i)^(sent from my |gửi từ |get outlook for |tải outlook )`)
)

// Fold parts what somebody says from what they quote, and from what stands beneath every mail of theirs. Who answers line
// by line within what they quote is left whole.
func Fold(text string) (said, quoted string) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	at := quoteBegins(lines)
	if at < 0 {
		at = len(lines)
	}
	if i := signatureBegins(lines[:at]); i >= 0 {
		at = i
	}
	said = strings.TrimSpace(strings.Join(lines[:at], "\n"))
	if said == "" {
		return strings.TrimSpace(text), ""
	}
	return said, strings.TrimSpace(strings.Join(lines[at:], "\n"))
}

// quoteBegins is the line with which what is quoted begins, up to the end; -1: nothing is.
func quoteBegins(lines []string) int {
	for i, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case original.MatchString(line), outlook(lines[i:]):
			return i
		case marked(line) && allMarked(lines[i:]), introduces.MatchString(line) && followed(lines[i+1:]) && allMarked(lines[i+1:]):
			return i
		}
		if n := introduction(lines[i:]); n > 0 && !answersWithin(lines[i+n:]) {
			return i
		}
	}
	return -1
}

func marked(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), ">") }

// followed reports whether the next line with anything on it is marked.
func followed(lines []string) bool {
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			return marked(line)
		}
	}
	return false
}

// allMarked reports whether all that is left is marked as quoted.
func allMarked(lines []string) bool {
	for _, line := range lines {
		if strings.TrimSpace(line) != "" && !marked(line) {
			return false
		}
	}
	return len(lines) > 0
}

// introduction is over how many lines an introduction goes; 0: there is none.
func introduction(lines []string) int {
	whole := ""
	for n := 1; n <= 4 && n <= len(lines); n++ {
		whole = strings.TrimSpace(whole + " " + strings.TrimSpace(lines[n-1]))
		if wrote.MatchString(whole) {
			return n
		}
		if !begins.MatchString(whole) {
			return 0
		}
	}
	return 0
}

// answersWithin reports whether something is said between lines that are marked.
func answersWithin(lines []string) bool { return followed(lines) && !allMarked(lines) }

// outlook reports whether a head of a quoted mail begins here: who, and two more of its fields beneath.
func outlook(lines []string) bool {
	if !fromField.MatchString(lines[0]) {
		return false
	}
	fields := 0
	for _, line := range lines[1:min(len(lines), 8)] {
		if sentField.MatchString(line) {
			fields++
		}
	}
	return fields >= 2
}

// mostSigned is how many lines a signature has at most.
const mostSigned = 15

// signatureBegins is the line with which a signature begins; -1: there is none.
func signatureBegins(lines []string) int {
	for i := len(lines) - 1; i >= max(0, len(lines)-mostSigned); i-- {
		if line := strings.TrimRight(lines[i], " \t"); line == "--" || phone.MatchString(line) && len(line) < 80 {
			return i
		}
	}
	return -1
}
