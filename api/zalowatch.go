package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"banhda/auth"
	way "banhda/channel/zalo"
	"banhda/drive/job"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// zaloKeepJob keeps the account connected, also where nothing is sent: a refresh token that nobody uses dies.
const zaloKeepJob job.Kind = "zalo-keep"

// zaloWorks are what is done behind for Zalo.
func (s *Server) zaloWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		zaloJob:     {Do: s.system(s.takeTold), AtOnce: 1}, // in their order: who writes twice in a row is read so; fetching a file is bounded
		zaloKeepJob: {Do: s.system(s.keepConnected), Every: job.Each(12 * time.Hour), Within: 2 * time.Minute},
	}
}

// keepConnected exchanges the refresh token once its access token has ended. What is wrong is told to the owners, by doctor
// and in the settings.
func (s *Server) keepConnected(ctx context.Context, _ job.Job) error {
	c, _, err := s.zaloClient(ctx)
	if err == nil {
		_, err = c.Grants.Token(ctx)
	}
	if errors.Is(err, errNoZalo) || errors.Is(err, way.ErrUnconnected) || errors.Is(err, way.ErrRefused) {
		err = nil
	}
	return errors.Join(err, s.Records.Tx(ctx, func(t *store.Tx) error { return s.warnOfZalo(ctx, t) }))
}

// warnOfZalo tells the owners that the account has to be connected again, or will have to be soon: once for each connection.
func (s *Server) warnOfZalo(ctx context.Context, t *store.Tx) error {
	a, err := s.showsZalo(ctx, &t.View)
	if err != nil {
		return err
	}
	tokens, err := s.readZaloTokens(ctx, &t.View)
	if err != nil {
		return err
	}
	says := a.ending()
	if says == nil {
		return nil
	}
	users, err := t.Users(ctx)
	for _, u := range users {
		if err == nil && u.Role == string(auth.Owner) {
			key := fmt.Sprintf("zalo-%d-%t", tokens.Since, a.Lost != "")
			err = t.Notify(ctx, u.ID, notice.WorkFailed, key, record.Ref{}, map[string]string{"what": "zalo", "title": says.In(orText(u.Language, "vi"))})
		}
	}
	return err
}

// ending says that the account is connected no more, or will not be soon; nil: neither.
func (a *ZaloAnswer) ending() *phrase.Sentence {
	switch {
	case a.Lost != "":
		return phrase.Errorf("Zalo lets the house in no more: an owner connects the account again in Settings, Zalo (%s)", a.Lost)
	case a.Expires <= 14:
		return phrase.Errorf("the connection to Zalo ends in %d days and could not be renewed: look whether this server reaches Zalo, or connect the account again in Settings, Zalo", a.Expires)
	}
	return nil
}

// checkZalo looks whether Zalo is still connected, and still tells what happens.
func (s *Server) checkZalo(ctx context.Context) (says *phrase.Sentence, err error) {
	var a *ZaloAnswer
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = s.showsZalo(ctx, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	if says := a.ending(); says != nil {
		return nil, says
	}
	switch {
	case a.Silent:
		return nil, phrase.Errorf("Zalo has told nothing of the messages sent last: it stops telling where answers were slow; turn the webhook on again where the application is registered")
	case !a.Connected:
		return phrase.Sentencef("Zalo is not connected"), nil
	}
	return phrase.Sentencef("Zalo is connected"), nil
}
