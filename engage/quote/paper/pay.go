package paper

import (
	"fmt"

	"rsc.io/qr"
)

// side is how wide a code is, in millimetres: large enough to be scanned from a screen and from paper.
const side = 42.0

// pay writes how the document is paid: the code, and beside it what it says.
func (s *sheet) pay() error {
	if s.Pay == nil {
		return nil
	}
	code, err := qr.Encode(s.Pay.Text, qr.M)
	if err != nil {
		return fmt.Errorf("drawing a code: %w", err)
	}
	if s.GetY() > bottom-side-14 {
		s.AddPage()
	}
	s.font("B", 10)
	s.put(width, s.say["pay"], "L")
	s.Ln(2)
	y := s.GetY()
	s.square(code, margin, y)
	s.font("", 9.5)
	beside := func(style, text string) {
		s.font(style, 9.5)
		s.SetX(margin + side + 6)
		s.put(width-side-6, text, "L")
	}
	beside("", s.say["scan"])
	s.Ln(1)
	due := "left"
	if s.Deposit > 0 {
		due = "due"
	}
	for _, row := range [][2]string{{"bank", s.Pay.Bank}, {"account", s.Pay.Account}, {"holder", s.Pay.Holder}, {due, s.money(s.Pay.Amount)}, {"says", s.Pay.Code}} {
		beside("", s.say[row[0]]+": "+row[1])
	}
	s.SetXY(margin, max(s.GetY(), y+side)+3)
	return nil
}

// square draws a code, run by run. The paper around it is light, as scanners want it.
func (s *sheet) square(code *qr.Code, left, top float64) {
	s.SetFillColor(0, 0, 0)
	dot := side / float64(code.Size)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for code.Black(x, y) { // outside all is light
				x++
			}
			if x > from {
				s.Rect(left+float64(from)*dot, top+float64(y)*dot, float64(x-from)*dot, dot, "F")
			}
		}
	}
}
