package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"banhda/wheel"
)

// show prints a result: the JSON as the server gave it, or what text makes of it.
func show[T any](c *call, raw json.RawMessage, text func(c *call, v *T)) error {
	if c.json {
		return c.printJSON(raw)
	}
	v := new(T)
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("reading the server's answer: %w", err)
	}
	text(c, v)
	return nil
}

func (c *call) printJSON(raw json.RawMessage) error {
	b, err := json.MarshalIndent(raw, "", "  ")
	if err != nil {
		return fmt.Errorf("reading the server's answer: %w", err)
	}
	_, err = fmt.Fprintln(c.stdout, string(b))
	return err
}

// unknown is what stands where a figure is not known.
func (c *call) unknown() string { return c.say("chưa đủ dữ liệu", "not enough data") }

// whole writes an integer with its thousands apart.
func (c *call) whole(n int64) string { return c.grouped(strconv.FormatInt(n, 10)) }

func (c *call) grouped(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	var parts []string
	for len(digits) > 3 {
		parts = append([]string{digits[len(digits)-3:]}, parts...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, parts...), c.say(".", ","))
}

// decimal writes a number with so many digits behind the point, or the comma.
func (c *call) decimal(f float64, digits int) string {
	s := strconv.FormatFloat(f, 'f', digits, 64)
	head, tail, ok := strings.Cut(s, ".")
	if head = c.grouped(head); !ok {
		return head
	}
	return head + c.say(",", ".") + tail
}

func (c *call) maybe(f *float64, digits int) string {
	if f == nil {
		return c.unknown()
	}
	return c.decimal(*f, digits)
}

// percent writes a fraction.
func (c *call) percent(f float64, digits int) string {
	return c.decimal(100*f, digits) + c.say(" %", "%")
}

func (c *call) maybePercent(f *float64, digits int) string {
	if f == nil {
		return c.unknown()
	}
	return c.percent(*f, digits)
}

// money writes minor units in the way of the currency.
func (c *call) money(minor int64, currency string) string {
	digits := wheel.MinorDigits(currency)
	if digits == 0 {
		return c.whole(minor) + " " + currency
	}
	unit := int64(math.Pow10(digits))
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	return fmt.Sprintf("%s%s%s%0*d %s", sign, c.whole(minor/unit), c.say(",", "."), digits, minor%unit, currency)
}

// day and moment write an instant of an answer in the zone that was asked for.
func (c *call) day(instant, zone string) string {
	return c.local(instant, zone, c.say("02/01/2006", "2006-01-02"))
}

func (c *call) moment(instant, zone string) string {
	return c.local(instant, zone, c.say("02/01/2006 15:04:05", "2006-01-02 15:04:05"))
}

func (c *call) local(instant, zone, layout string) string {
	t, err := time.Parse(time.RFC3339Nano, instant)
	if err != nil {
		return instant
	}
	if place, err := time.LoadLocation(zone); err == nil {
		t = t.In(place)
	}
	return t.Format(layout)
}

// seconds writes a length of time in its largest sensible unit.
func (c *call) seconds(s *float64) string {
	if s == nil {
		return c.unknown()
	}
	for _, unit := range []struct {
		size   float64
		vi, en string
	}{{86400, "ngày", "d"}, {3600, "giờ", "h"}, {60, "phút", "min"}} {
		if *s >= unit.size {
			return c.decimal(*s/unit.size, 1) + " " + c.say(unit.vi, unit.en)
		}
	}
	return c.decimal(*s, 0) + c.say(" giây", " s")
}

var stageWords = map[string]string{
	"stranger": "Người lạ", "prospect": "Khách hàng tiềm năng", "customer": "Khách hàng",
	"promoter": "Người quảng bá", "dormant": "Ngủ quên",
}

// stage is a stage's name for people to read.
func (c *call) stage(name string) string { return c.say(stageWords[name], name) }

func (c *call) print(format string, args ...any) { fmt.Fprintf(c.stdout, format+"\n", args...) }

func (c *call) title(s string) { c.print("\n%s", s) }

// printValue prints what this program itself knows, as JSON.
func (c *call) printValue(v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return c.printJSON(raw)
}
