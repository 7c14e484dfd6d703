package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"

	"banhda/delight/review"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// reviewRoutes are the page where somebody writes a review, and the pictures of those that everybody may read. Nobody signs in:
// the address is signed.
func (s *Server) reviewRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /review/{token}", s.letter(token.Review, s.reviewPage))
	mux.HandleFunc("POST /review/{token}", s.letter(token.Review, s.reviewSent))
	mux.HandleFunc("GET /shop/photo/{hash}", s.reviewPhotoShown)
}

// reviewPhoto says of an address that it shows the picture of a review, and nothing else can be done by it.
const reviewPhoto = "photo"

// reviewSheet is what the page shows.
type reviewSheet struct {
	Language, Title, Who, Path, Problem string
	About, Permission                   string
	Rating                              int
	Stars                               []int
	Text, Name, Photo, Reason, Reply    string
	Naming                              review.Naming
	Namings                             []review.Naming
	Shown                               string // as what they are named in public
	Public, Done                        bool
	State                               review.State
}

func (s *Server) reviewPage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	if about.Text == reviewPhoto {
		return s.ownReviewPhoto(w, r, about.Message)
	}
	p, err := s.readReviewSheet(r, about.Message)
	if err != nil {
		return s.reviewGone(w, r, err)
	}
	p.Done = r.URL.Query().Has("done")
	return writeReviewSheet(w, http.StatusOK, p)
}

func writeReviewSheet(w http.ResponseWriter, status int, p *reviewSheet) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = reviewPages.ExecuteTemplate(w, "review", p) // nobody listens any more, or it is written
	return nil
}

func (s *Server) reviewGone(w http.ResponseWriter, r *http.Request, err error) error {
	if absent(err) != nil {
		return err
	}
	s.letterSays(w, r, http.StatusNotFound, phrase.Sentencef("there is no review at this address any more"))
	return nil
}

func (s *Server) readReviewSheet(r *http.Request, id int64) (p *reviewSheet, err error) {
	ctx := r.Context()
	err = s.Records.View(ctx, func(v *store.View) error {
		is, err := v.Review(ctx, id)
		if err != nil {
			return err
		}
		who, err := personRecord(ctx, v, is.Person)
		if err != nil {
			return err
		}
		p = s.reviewSheetOf(r, &is, &who)
		w, err := readWorkspace(ctx, v)
		if p.Who, p.About = w.Name, w.Name; err != nil || is.Product == 0 {
			return err
		}
		p.About, err = s.productName(ctx, v, is.Product)
		return err
	})
	return p, err
}

// productName is what a product is called, also where it is in the bin.
func (s *Server) productName(ctx context.Context, v *store.View, id int64) (string, error) {
	r, err := v.Record(ctx, systemActor.Reach(record.Product.Plural(), "read"), record.Product, id)
	return r.Name(), absent(err)
}

func (s *Server) reviewSheetOf(r *http.Request, is *review.Review, who *record.Record) *reviewSheet {
	language := pageLanguage(r, orText(who.Values.Text("language"), is.Language))
	p := &reviewSheet{Language: language, Title: reviewWords["title"][language], Path: r.URL.Path, Permission: reviewPhrase[language], Rating: is.Rating, Stars: []int{1, 2, 3, 4, 5},
		Text: is.Text, Name: who.Name(), Naming: review.Short, Namings: review.Namings, Shown: namedAs(is, language), Reason: is.Reason, Reply: is.Reply, Public: is.Naming != "", State: is.State}
	if p.Public {
		p.Naming = is.Naming
	}
	if is.Naming == review.Full || p.Name == "" {
		p.Name = orText(is.Name, p.Name)
	}
	if is.Photo != "" {
		p.Photo = "/review/" + s.tokens.Sign(token.Token{Kind: token.Review, Message: is.ID, Text: reviewPhoto})
	}
	return p
}

// reviewSent takes what somebody wrote, or that it may not be shown any more.
func (s *Server) reviewSent(w http.ResponseWriter, r *http.Request, about token.Token) error {
	if about.Text == reviewPhoto {
		return s.reviewGone(w, r, store.ErrNotFound)
	}
	r.Body = http.MaxBytesReader(w, r.Body, longestMy)
	if err := r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return s.reviewAgain(w, r, about, nil, phrase.Sentencef("this picture is too large; send one of at most %d MB", longestMy>>20))
	}
	var err error
	said := writtenReview{language: pageLanguage(r, "")}
	if r.PostFormValue("do") == "hide" {
		err = s.hideReview(r, about.Message)
	} else if said, err = s.readReview(r); err == nil {
		err = s.writeReview(r, about.Message, said)
	}
	var told *phrase.Sentence
	switch {
	case errors.As(err, &told):
		return s.reviewAgain(w, r, about, &said, told)
	case err != nil:
		return s.reviewGone(w, r, err)
	}
	http.Redirect(w, r, r.URL.Path+"?done&lang="+pageLanguage(r, ""), http.StatusSeeOther)
	return nil
}

// readReview reads what a form holds. A picture is drawn anew, without what the camera wrote into it.
func (s *Server) readReview(r *http.Request) (w writtenReview, err error) {
	w.language = pageLanguage(r, "")
	w.Rating, _ = strconv.Atoi(r.PostFormValue("rating"))
	w.Text, w.Name, w.Naming, w.Public, w.dropPhoto = r.PostFormValue("text"), r.PostFormValue("name"), review.Naming(r.PostFormValue("naming")), r.PostFormValue("public") != "", r.PostFormValue("nophoto") != ""
	if err := w.Check(); err != nil {
		return w, err
	}
	file, _, err := r.FormFile("photo")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return w, nil
	}
	if err != nil {
		return w, err
	}
	defer file.Close()
	body, err := io.ReadAll(file)
	if err != nil || len(body) == 0 {
		return w, err
	}
	p, drawn, err := redraw(r.Context(), body)
	if err != nil {
		return w, err
	}
	w.photo, w.bytes = p.Hash, int64(len(drawn))
	return w, writeWhole(s.filePath(p.Hash), drawn)
}

// reviewAgain says what is wrong with what was written.
func (s *Server) reviewAgain(w http.ResponseWriter, r *http.Request, about token.Token, said *writtenReview, told *phrase.Sentence) error {
	p, err := s.readReviewSheet(r, about.Message)
	if err != nil {
		return s.reviewGone(w, r, err)
	}
	if said != nil {
		p.Rating, p.Text, p.Public, p.Naming, p.Name = said.Rating, said.Text, said.Public, said.Naming, said.Name
	}
	p.Problem = told.In(p.Language)
	return writeReviewSheet(w, http.StatusUnprocessableEntity, p)
}

// ownReviewPhoto shows the picture of a review to who has its address.
func (s *Server) ownReviewPhoto(w http.ResponseWriter, r *http.Request, id int64) error {
	var is review.Review
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		is, err = v.Review(r.Context(), id)
		return err
	})
	if err == nil && is.Photo == "" {
		err = store.ErrNotFound
	}
	if err != nil {
		return s.reviewGone(w, r, err)
	}
	s.sendPhoto(w, r, is.Photo)
	return nil
}

// reviewPhotoShown shows the picture of a review that everybody may read.
func (s *Server) reviewPhotoShown(w http.ResponseWriter, r *http.Request) {
	if !s.bounded(w, r) {
		return
	}
	var shown bool
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		shown, err = v.ShownPhoto(r.Context(), r.PathValue("hash"))
		return err
	})
	if err != nil || !shown {
		http.NotFound(w, r)
		return
	}
	s.sendPhoto(w, r, r.PathValue("hash"))
}

// sendPhoto sends a picture that was drawn here. Nobody keeps it: it may be taken back.
func (s *Server) sendPhoto(w http.ResponseWriter, r *http.Request, hash string) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeFile(w, r, s.filePath(hash))
}
