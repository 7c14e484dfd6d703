package api

import (
	"image"
	"image/color"
)

// shrink draws a picture in at most previewSide pixels a side, on white where it is transparent: each pixel is the mean
// of a few of those it stands for.
func shrink(from image.Image) image.Image {
	b := from.Bounds()
	width, height := fit(b.Dx(), b.Dy())
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			to.Set(x, y, mean(from, b, x, y, width, height))
		}
	}
	return to
}

// fit gives the largest size of the same shape whose sides are at most previewSide.
func fit(width, height int) (int, int) {
	longest := max(width, height)
	if longest <= previewSide {
		return width, height
	}
	return max(1, width*previewSide/longest), max(1, height*previewSide/longest)
}

// samples are taken so many a side of each pixel.
const samples = 3

func mean(from image.Image, b image.Rectangle, x, y, width, height int) color.Color {
	var r, g, bl, n uint32
	for i := range samples {
		for j := range samples {
			px := b.Min.X + ((x*samples+i)*b.Dx()+b.Dx()/2)/(width*samples)
			py := b.Min.Y + ((y*samples+j)*b.Dy()+b.Dy()/2)/(height*samples)
			cr, cg, cb, ca := from.At(min(px, b.Max.X-1), min(py, b.Max.Y-1)).RGBA()
			white := 0xffff - ca
			r, g, bl, n = r+(cr+white)>>8, g+(cg+white)>>8, bl+(cb+white)>>8, n+1
		}
	}
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(bl / n), 255}
}
