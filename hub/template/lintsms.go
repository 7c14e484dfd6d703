package template

import (
	"strings"

	"banhda/hub/consent"
	"banhda/hub/sms"
	"banhda/phrase"
)

// manyMessages is how many messages a text fills before somebody should think again, and mostMessages what phones put
// together.
const (
	manyMessages = 3
	mostMessages = 10
)

// phone looks at a message to phones.
func (l *linter) phone() {
	text := string(l.rendered.Text)
	if l.Class == consent.Advertising && !sms.SaysHow(text) && !strings.Contains(text, "/u/") {
		l.add(true, 0, phrase.Sentencef("advertising ends with how to refuse it, such as: Tu choi: TC gui 1551 (Decree 91/2020)"))
	}
	if l.Class == consent.Advertising && label.MatchString(text) {
		l.add(false, 0, phrase.Sentencef("leave [QC] to the house: it puts the label before every advertisement that needs it"))
	}
	made := sms.Make(text)
	switch n := made.Segments(); {
	case n > mostMessages:
		l.add(true, 0, phrase.Sentencef("the text fills %d messages; phones put at most %d together", n, mostMessages))
	case n > manyMessages:
		l.add(false, 0, phrase.Sentencef("the text fills %d messages, and each is paid", n))
	}
	if plain := sms.Make(sms.Plain(text)); plain.Segments() < made.Segments() {
		l.add(false, 0, phrase.Sentencef("without the marks of Vietnamese letters it fills %d messages instead of %d", plain.Segments(), made.Segments()))
	}
}
