package zalotest

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// Param is what a template wants to be told.
type Param struct {
	Name       string
	Type       string // STRING where it is empty; NUMBER, DATE
	Require    bool
	AcceptNull bool // may be given and empty
	Min, Max   int  // characters; no limit where it is 0
}

// fits compares what is told with what the template wants. What it does not want is passed over (guess).
func (t *Template) fits(data map[string]any) bool {
	for _, a := range t.Params {
		v, given := data[a.Name]
		if !given && !a.Require {
			continue
		}
		if !given || !a.fits(told(v)) {
			return false
		}
	}
	return true
}

func (a Param) fits(text string) bool {
	if text == "" {
		return a.AcceptNull || !a.Require
	}
	n := utf8.RuneCountInString(text)
	return n >= a.Min && (a.Max == 0 || n <= a.Max) && a.is(text)
}

// told is a value as text: strings and numbers are taken alike.
func told(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// is says whether text is of the type: dates are day/month/year, with or without the time before them (known).
func (a Param) is(text string) bool {
	switch a.Type {
	case "NUMBER":
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	case "DATE":
		_, day := time.Parse("02/01/2006", text)
		_, moment := time.Parse("15:04:05 02/01/2006", text)
		return day == nil || moment == nil
	}
	return true
}
