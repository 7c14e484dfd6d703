// Package duplicate finds records that are probably the same one: a person entered twice, a company written in two
// ways.
//
// Comparing everybody with everybody would take for ever, so each record has a handful of keys that survive the usual
// mistakes (a phone's last digits, the words of a name in any order), and only records that share a key are compared.
// A key that too many share says nothing and is passed over, so work stays in proportion to the number of records.
//
// Likeness is the chance that evidence speaks of one and the same: pieces of evidence are taken as independent, what
// contradicts weighs against them, and each piece is named, so that whoever decides sees why.
package duplicate
