package page

import (
	"encoding/binary"
	"strings"
	"testing"
)

// exif is the beginning of a JPEG file that says how its picture is turned.
func exif(how uint16, order binary.AppendByteOrder, mark string) []byte {
	file := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, 0}, "Exif\x00\x00"+mark...)
	file = order.AppendUint32(order.AppendUint16(file, 42), 8)
	file = order.AppendUint16(order.AppendUint16(order.AppendUint16(file, 1), 0x0112), 3)
	return order.AppendUint32(order.AppendUint16(order.AppendUint16(order.AppendUint32(file, 1), how), 0), 0)
}

func TestOrientation(t *testing.T) {
	for how := uint16(1); how <= 8; how++ {
		if a, b := Orientation(exif(how, binary.LittleEndian, "II")), Orientation(exif(how, binary.BigEndian, "MM")); a != int(how) || b != int(how) {
			t.Errorf("%d is %d and %d", how, a, b)
		}
	}
	if Orientation(exif(9, binary.LittleEndian, "II")) != 1 || Orientation(nil) != 1 {
		t.Error("what is no way to turn turns")
	}
}

// TestTurned: of a picture two across and three down, its first pixel as it is looked at comes from the corner it has to.
func TestTurned(t *testing.T) {
	for how, want := range map[int][2]int{1: {0, 0}, 2: {1, 0}, 3: {1, 2}, 4: {0, 2}, 5: {0, 0}, 6: {0, 2}, 7: {1, 2}, 8: {1, 0}} {
		if x, y := Turned(how, 0, 0, 2, 3); [2]int{x, y} != want {
			t.Errorf("%d: %d, %d", how, x, y)
		}
	}
}

func TestFile(t *testing.T) {
	p := Picture{Hash: strings.Repeat("a1", 32), Media: "image/jpeg", Width: 1200, Height: 800}
	if got, ok := ParseFile(p.File()); !ok || got != p {
		t.Errorf("%s is %+v", p.File(), got)
	}
	for _, bad := range []string{"../x-1x1.jpg", strings.Repeat("a", 64) + "-0x5.png", strings.Repeat("a", 64) + "-5x5.svg"} {
		if _, ok := ParseFile(bad); ok {
			t.Errorf("%s is a picture", bad)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add(exif(6, binary.LittleEndian, "II"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if how := Orientation(file); how < 1 || how > 8 {
			t.Error(how)
		}
	})
}
