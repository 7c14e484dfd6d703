package page

import (
	"bytes"
	"encoding/binary"
)

// Orientation is how a JPEG file says its picture is to be turned (Exif 2.32, tag 0x0112): 1, as it is, to 8. Cameras write
// pictures as the chip lay; who draws one anew without turning it shows it lying.
func Orientation(file []byte) int {
	at := bytes.Index(file[:min(len(file), 64<<10)], []byte("Exif\x00\x00"))
	if at < 0 || !bytes.HasPrefix(file, []byte{0xff, 0xd8}) {
		return 1
	}
	tiff := file[at+6:]
	var order binary.ByteOrder = binary.LittleEndian
	if bytes.HasPrefix(tiff, []byte("MM")) {
		order = binary.BigEndian
	}
	if len(tiff) < 10 {
		return 1
	}
	ifd := int64(order.Uint32(tiff[4:]))
	if ifd+2 > int64(len(tiff)) {
		return 1
	}
	for i := range int64(order.Uint16(tiff[ifd:])) {
		entry := ifd + 2 + 12*i
		if entry+12 > int64(len(tiff)) {
			return 1
		}
		if order.Uint16(tiff[entry:]) == 0x0112 {
			if how := int(order.Uint16(tiff[entry+8:])); how >= 1 && how <= 8 {
				return how
			}
			return 1
		}
	}
	return 1
}

// Turned gives where the pixel (x, y) of a picture that is turned right comes from, in one of width and height as it lies.
func Turned(how, x, y, width, height int) (int, int) {
	switch how {
	case 2:
		return width - 1 - x, y
	case 3:
		return width - 1 - x, height - 1 - y
	case 4:
		return x, height - 1 - y
	case 5:
		return y, x
	case 6:
		return y, height - 1 - x
	case 7:
		return width - 1 - y, height - 1 - x
	case 8:
		return width - 1 - y, x
	}
	return x, y
}
