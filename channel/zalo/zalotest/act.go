package zalotest

import (
	"net/http"
	"strconv"
)

// What users do. Each gives the event it will be told by.

// Follow makes somebody a follower. Its event has follower.id and oa_id, not sender and recipient (published).
func (p *Platform) Follow(user string) Event { return p.relate(user, "follow", true) }

// Unfollow ends it, and with it the window (guess).
func (p *Platform) Unfollow(user string) Event { return p.relate(user, "unfollow", false) }

func (p *Platform) relate(user, name string, follows bool) Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.interact(user)
	u.follows = follows
	if !follows {
		u.last = 0
	}
	return p.tell(name, "", map[string]any{"follower": id{u.ID}, "oa_id": p.o.OAID, "user_id_by_app": "8" + u.ID, "source": "oa_profile"})
}

// Text is somebody who writes, or who taps a button that writes for them.
func (p *Platform) Text(user, text string) Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fromUser(p.interact(user), "text", map[string]any{"text": text})
}

// Image is somebody who sends a picture, with words or without.
func (p *Platform) Image(user, name string, content []byte, text string) Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	link := p.keep(name, content)
	message := attach("image", map[string]any{"url": link, "thumbnail": link})
	if text != "" {
		message["text"] = text
	}
	return p.fromUser(p.interact(user), "image", message)
}

// File is somebody who sends one. Its size is a string (published).
func (p *Platform) File(user, name string, content []byte) Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fromUser(p.interact(user), "file", attach("file", map[string]any{
		"url": p.keep(name, content), "name": name, "size": strconv.Itoa(len(content)), "type": http.DetectContentType(content),
	}))
}

// Media is somebody who sends audio, a video or a gif, which have but an address (known).
func (p *Platform) Media(user, kind, name string, content []byte) Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fromUser(p.interact(user), kind, attach(kind, map[string]any{"url": p.keep(name, content)}))
}

// Sticker is somebody who sends one.
func (p *Platform) Sticker(user, sticker string) Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	link := p.keep(sticker+".png", []byte("\x89PNG\r\n\x1a\n"))
	return p.fromUser(p.interact(user), "sticker", attach("sticker", map[string]any{"id": sticker, "url": link}))
}

// Location is somebody who says where they are, in degrees as strings (known).
func (p *Platform) Location(user, latitude, longitude string) Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fromUser(p.interact(user), "location", attach("location", map[string]any{
		"coordinates": map[string]string{"latitude": latitude, "longitude": longitude},
	}))
}

// Share is somebody who gives their name and phone, as a message of the type request_user_info asks (reported).
func (p *Platform) Share(user string) Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.interact(user)
	u.shared = true
	return p.tell("user_submit_info", "", map[string]any{
		"sender": id{u.ID}, "recipient": id{p.o.OAID}, "user_id_by_app": "8" + u.ID,
		"info": map[string]string{"name": u.Name, "phone": u.Phone, "address": "", "ward": "", "district": "", "city": ""},
	})
}

// Read is somebody who reads a message the account sent.
func (p *Platform) Read(msgID string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.sent {
		if s.ID == msgID && s.Delivered != 0 && s.Seen == 0 {
			s.Seen = p.now()
			p.report("user_seen_message", s)
		}
	}
}

// Online brings somebody what waited for them.
func (p *Platform) Online(user string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	u := p.users[user]
	u.Offline = false
	for _, s := range p.sent {
		if s.Delivered == 0 && p.receiver(s) == u {
			p.deliver(s)
		}
	}
}

// StaffText is an employee who answers somebody in Zalo's own tools, past the app.
func (p *Platform) StaffText(user, text string) Sent {
	p.mu.Lock()
	defer p.mu.Unlock()
	return *p.take(Sent{UserID: user, Text: text, Staff: true})
}

func attach(kind string, payload map[string]any) map[string]any {
	return map[string]any{"attachments": []map[string]any{{"type": kind, "payload": payload}}}
}

// keep gives the address of what somebody sent.
func (p *Platform) keep(name string, content []byte) string {
	path := "/media/" + p.newID("media")
	p.media[path] = upload{name: name, content: content}
	return p.o.URL + path
}
