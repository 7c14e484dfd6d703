package api

import (
	"context"
	"net/http"
	"unicode/utf8"

	way "banhda/channel/zalo"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/zalo"
	"banhda/store"
)

// ZaloWindow is what remains of the time in which somebody can be answered freely.
type ZaloWindow struct {
	Cost      zalo.Cost `json:"cost" enum:"free,paid,closed" doc:"what an answer costs now: nothing, money or quota, or it does not go"`
	FreeLeft  int       `json:"free_left" doc:"so many answers cost nothing until they write again"`
	FreeUntil *string   `json:"free_until" doc:"null: nothing is free any more"`
	Until     *string   `json:"until" doc:"when the window closes, or closed"`
	Takes     []string  `json:"takes" doc:"kinds of files of which one may go along with an answer"`
}

// zaloStanding is what remains of the window of somebody who wrote last in an entry.
func zaloStanding(ctx context.Context, v *store.View, heard *conversation.Entry) (st zalo.Standing, w zalo.Window, err error) {
	z, err := readZalo(ctx, v)
	if err != nil {
		return st, z.Window, err
	}
	answered := 0
	if heard.ID != 0 {
		answered, err = v.AnsweredSince(ctx, heard.Address, heard.At)
	}
	return z.Window.At(heard.At, answered, v.Now()), z.Window, err
}

func showZaloWindow(ctx context.Context, v *store.View, heard *conversation.Entry) (*ZaloWindow, error) {
	st, _, err := zaloStanding(ctx, v, heard)
	shown := &ZaloWindow{Cost: st.Cost, FreeLeft: st.FreeLeft, FreeUntil: instantOrNull(st.FreeUntil), Until: instantOrNull(st.Until)}
	for _, l := range zalo.Limits {
		shown.Takes = append(shown.Takes, l.Media...)
	}
	return shown, err
}

// mayAnswerZalo says what keeps an answer from going by Zalo.
func mayAnswerZalo(ctx context.Context, v *store.View, a *conversation.Entry, heard *conversation.Entry) error {
	st, w, err := zaloStanding(ctx, v, heard)
	switch n := utf8.RuneCountInString(a.Text); {
	case err != nil:
		return err
	case st.Cost == zalo.Closed:
		return refused(http.StatusConflict, 0, "Zalo takes free answers for %d hours after somebody wrote; send a Zalo template, or answer over another channel", w.MaxHours)
	case n > zalo.LongestText:
		return invalid("this has %d characters; Zalo takes at most %d", n, zalo.LongestText)
	}
	return nil
}

// zaloTakes says what keeps the files of an answer from going by Zalo: it takes one with each, and a document without words.
func zaloTakes(ctx context.Context, v *store.View, a *conversation.Entry) error {
	if a.Channel != conversation.Zalo || len(a.Files) == 0 {
		return nil
	}
	if len(a.Files) > 1 {
		return invalid("Zalo takes one file with an answer; send them one after the other")
	}
	f, err := v.Attachment(ctx, a.Files[0])
	if err != nil {
		return err
	}
	along, err := zalo.Along(f.Name, f.Media, f.Bytes)
	switch {
	case err != nil:
		return wrong(err)
	case along.Kind == zalo.File && a.Text != "":
		return invalid("Zalo takes a document without words; send the words as an answer of their own")
	}
	return nil
}

// zaloOut hands a message to Zalo over.
func (o *outgoing) zaloOut(ctx context.Context, p *parcel, fate message.Fate) message.Fate {
	c, z, err := o.s.zaloClient(ctx)
	if err != nil {
		fate.At, fate.Reason = o.s.Now().UnixMicro(), message.NoChannel
		return fate
	}
	if p.reply == nil {
		return o.byTemplate(ctx, c, z.Trial, p, fate)
	}
	if id := p.reply.Data[zaloTemplateSaid]; id != "" {
		return o.byZaloTemplate(ctx, c, z.Trial, p, fate, id, valuesSaid(&p.reply.Entry))
	}
	said := way.Answer{Text: string(p.Text)}
	if len(p.reply.Entry.Files) > 0 {
		if said.Kind, said.Along, err = o.s.uploadToZalo(ctx, c, p.reply.files); err != nil {
			fate.At = o.s.Now().UnixMicro()
			return afterZalo(p, fate, err)
		}
	}
	id, err := c.Say(ctx, p.address, said)
	if fate.At = o.s.Now().UnixMicro(); err == nil {
		fate.State, fate.Handles = message.Sent, []string{zaloHandle(id)}
		return fate
	}
	return afterZalo(p, fate, err)
}

// afterZalo is what follows from what Zalo said. What concerns all messages is tried again for a day: by then somebody has
// paid, or looked.
func afterZalo(p *parcel, fate message.Fate, err error) message.Fate {
	switch way.ClassOf(err) {
	case way.Doubtful:
		fate.State, fate.Reason = message.Doubtful, message.CrashHid
	case way.Permanent:
		fate.Reason = message.NotTaken
	case way.Unreachable:
		fate.Reason = message.Unreachable
	case way.Closed:
		fate.Reason = message.WindowClosed
	default:
		at, ok := message.Again(fate.At, p.Attempts+1)
		if fate.Reason = message.TriedOften; ok {
			fate.State, fate.At, fate.Reason, fate.Tried = message.Queued, at, "", true
		}
	}
	return fate
}
