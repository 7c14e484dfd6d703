package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/attract/page"
	"banhda/hub/block"
	"banhda/store"
)

// Picture is a picture pages may show.
type Picture struct {
	Hash   string `json:"hash"`
	Name   string `json:"name"`
	URL    string `json:"url" doc:"where pages find it"`
	Width  int    `json:"width" doc:"pixels"`
	Height int    `json:"height"`
	Bytes  int64  `json:"bytes"`
	At     string `json:"at"`
}

// PicturesAnswer is some of the pictures, the last kept first.
type PicturesAnswer struct {
	Pictures []Picture `json:"pictures"`
	Cursor   *string   `json:"cursor"`
}

func showPicture(p *page.Picture) Picture {
	return Picture{p.Hash, p.Name, houseBase + "/i/" + p.File(), p.Width, p.Height, p.Bytes, showInstant(p.At)}
}

func (s *Server) listPictures(ctx context.Context, in *pagesQuery, _ Tell) (*PicturesAnswer, error) {
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	a := &PicturesAnswer{Pictures: []Picture{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Pictures(ctx, before, in.Limit+1)
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeSerial(list[in.Limit-1].ID))
		}
		for i := range list {
			a.Pictures = append(a.Pictures, showPicture(&list[i]))
		}
		return err
	})
	return a, err
}

// largestPicture is the most bytes of a picture that is sent.
const largestPicture = 20_000_000

type pictureOrder struct {
	Name string `query:"name" required:"true" minLength:"1" maxLength:"255" doc:"The file's name."`
	body io.Reader
}

// Resolve keeps the body to be read as it comes.
func (o *pictureOrder) Resolve(c huma.Context) []error {
	_ = c.SetReadDeadline(time.Now().Add(5 * time.Minute))
	o.body = c.BodyReader()
	return nil
}

var errPicture = invalid("this is no picture pages can show; send a JPEG, PNG or GIF of at most %d MB", largestPicture/1_000_000)

// addPicture keeps a picture, drawn anew: turned right, at most as large as screens are, and without what the camera wrote
// into it, such as where it was taken. Nothing is told before all of it is there: once an answer begins, no more is read.
func (s *Server) addPicture(ctx context.Context, in *pictureOrder, _ Tell) (*Picture, error) {
	file, err := io.ReadAll(io.LimitReader(in.body, largestPicture+1))
	if err != nil {
		return nil, fileProblem(err)
	}
	if len(file) > largestPicture {
		return nil, errPicture
	}
	p, drawn, err := redraw(ctx, file)
	if err != nil {
		return nil, err
	}
	p.Name = uploadName(in.Name)
	if err := writeWhole(s.filePath(p.Hash), drawn); err != nil {
		return nil, fileProblem(err)
	}
	_, err = s.change(ctx, mutation{verb: "picture-add", target: p.Hash, entry: map[string]any{"name": p.Name}, also: func(ctx context.Context, t *store.Tx) error {
		p.At = t.Now()
		return t.AddPicture(ctx, p)
	}}, nil)
	shown := showPicture(&p)
	return &shown, err
}

// redraw draws a picture anew.
func redraw(ctx context.Context, file []byte) (p page.Picture, drawn []byte, err error) {
	size, kind, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || size.Width <= 0 || size.Height <= 0 || size.Width*size.Height > previewPixels {
		return p, nil, errPicture
	}
	pixels := int64(size.Width) * int64(size.Height)
	if err := unfolded.Acquire(ctx, pixels); err != nil {
		return p, nil, err
	}
	defer unfolded.Release(pixels)
	is, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return p, nil, errPicture
	}
	how := 1
	if kind == "jpeg" {
		how = page.Orientation(file)
	}
	smaller := narrowed(upright(is, how), page.Widest)
	p.Media = "image/jpeg"
	if !opaque(smaller) {
		p.Media = "image/png"
	}
	p.Width, p.Height = smaller.Bounds().Dx(), smaller.Bounds().Dy()
	drawn, err = encoded(smaller, p.Media)
	sum := sha256.Sum256(drawn)
	p.Hash, p.Bytes = hex.EncodeToString(sum[:]), int64(len(drawn))
	return p, drawn, err
}

func encoded(is image.Image, media string) ([]byte, error) {
	var out bytes.Buffer
	var err error
	if media == "image/png" {
		err = png.Encode(&out, is)
	} else {
		err = jpeg.Encode(&out, is, &jpeg.Options{Quality: 84})
	}
	return out.Bytes(), err
}

func opaque(is image.Image) bool {
	known, ok := is.(interface{ Opaque() bool })
	return ok && known.Opaque()
}

// upright is a picture as it is to be looked at.
func upright(is image.Image, how int) image.Image {
	if how == 1 {
		return is
	}
	b := is.Bounds()
	width, height := b.Dx(), b.Dy()
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	if how >= 5 {
		to = image.NewRGBA(image.Rect(0, 0, height, width))
	}
	for y := range to.Rect.Dy() {
		for x := range to.Rect.Dx() {
			fx, fy := page.Turned(how, x, y, width, height)
			to.Set(x, y, is.At(b.Min.X+fx, b.Min.Y+fy))
		}
	}
	return to
}

// narrowed is a picture at most so many pixels across: each is the mean of those it stands for, see-through where they are.
func narrowed(is image.Image, width int) image.Image {
	b := is.Bounds()
	if b.Dx() <= width {
		return is
	}
	height := max(1, b.Dy()*width/b.Dx())
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			to.SetRGBA(x, y, averaged(is, b, x, y, width, height))
		}
	}
	return to
}

func averaged(is image.Image, b image.Rectangle, x, y, width, height int) color.RGBA {
	var sum [4]uint32
	var n uint32
	for i := range samples {
		for j := range samples {
			px, py := b.Min.X+(x*samples+i)*b.Dx()/(width*samples), b.Min.Y+(y*samples+j)*b.Dy()/(height*samples)
			r, g, bl, a := is.At(px, py).RGBA() // with alpha multiplied in, as RGBA holds it
			sum[0], sum[1], sum[2], sum[3], n = sum[0]+r>>8, sum[1]+g>>8, sum[2]+bl>>8, sum[3]+a>>8, n+1
		}
	}
	return color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), uint8(sum[3] / n)}
}

type pictureNamed struct {
	Hash string `path:"hash"`
}

// PictureRemoved says which picture is gone.
type PictureRemoved struct {
	Hash string `json:"hash"`
}

// removePicture forgets a picture; pages that show it show a gap.
func (s *Server) removePicture(ctx context.Context, in *pictureNamed, _ Tell) (*PictureRemoved, error) {
	_, err := s.change(ctx, mutation{verb: "picture-remove", target: in.Hash, also: func(ctx context.Context, t *store.Tx) error {
		return notFound(t.RemovePicture(ctx, in.Hash), "there is no picture %s", in.Hash)
	}}, nil)
	if err != nil {
		return nil, err
	}
	for _, width := range page.Widths {
		if err := os.Remove(s.narrowPath(in.Hash, width)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	return &PictureRemoved{in.Hash}, nil
}

// narrowPath is where a picture lies as it was drawn for a smaller screen; it can be drawn again.
func (s *Server) narrowPath(hash string, width int) string {
	return filepath.Join(s.Dir, "pictures", fmt.Sprintf("%s-%d", hash, width))
}

// picture sends a picture of a page, in its own width or in one of those for smaller screens. Its address says what it holds,
// so it never changes.
func (s *Server) picture(w http.ResponseWriter, r *http.Request) {
	p, ok := page.ParseFile(r.PathValue("file"))
	if ok {
		err := s.Records.View(r.Context(), func(v *store.View) error {
			_, err := v.Picture(r.Context(), p.Hash)
			return err
		})
		if ok = err == nil; absent(err) != nil {
			s.siteFails(w, r, err)
			return
		}
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	width, _ := strconv.Atoi(r.URL.Query().Get("w"))
	path, err := s.pictureFile(r.Context(), &p, width)
	if err != nil {
		s.siteFails(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", p.Media)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	http.ServeFile(w, r, path)
}

// pictureFile is where a picture lies in a width, drawn now where it was not yet.
func (s *Server) pictureFile(ctx context.Context, p *page.Picture, width int) (string, error) {
	whole := s.filePath(p.Hash)
	if !slices.Contains(page.Widths, width) || width >= p.Width {
		return whole, nil
	}
	path := s.narrowPath(p.Hash, width)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	file, err := os.ReadFile(whole)
	if err != nil {
		return "", err
	}
	pixels := int64(p.Width) * int64(p.Height)
	if err := unfolded.Acquire(ctx, min(pixels, previewPixels)); err != nil {
		return "", err
	}
	defer unfolded.Release(min(pixels, previewPixels))
	is, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return "", err
	}
	drawn, err := encoded(narrowed(is, width), p.Media)
	if err != nil {
		return "", err
	}
	return path, writeWhole(path, drawn)
}

// writeWhole writes a file that is there whole or not at all.
func writeWhole(path string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), "coming-*")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	_, err = draft.Write(body)
	if err == nil {
		err = draft.Sync()
	}
	if err = errors.Join(err, draft.Close()); err != nil {
		return err
	}
	return os.Rename(draft.Name(), path)
}

// sitePicture is how pages show a picture: in several widths where it is one of the house's.
func sitePicture(source string) block.Picture {
	file, ours := strings.CutPrefix(source, houseBase+"/i/")
	p, ok := page.ParseFile(file)
	if !ours || !ok {
		return block.Picture{URL: source}
	}
	var sizes []string
	for _, width := range page.Widths {
		if width < p.Width {
			sizes = append(sizes, fmt.Sprintf("%s?w=%d %dw", source, width, width))
		}
	}
	if len(sizes) > 0 {
		sizes = append(sizes, fmt.Sprintf("%s %dw", source, p.Width))
	}
	return block.Picture{URL: source, Sizes: strings.Join(sizes, ", "), Width: p.Width, Height: p.Height}
}
