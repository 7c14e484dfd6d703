package zalotest

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// User is somebody with Zalo.
type User struct {
	ID      string // with this account alone: others know them by another (published); made where it is empty
	Name    string
	Phone   string // "84…"; the account learns it only where the user shares it (published)
	Admin   bool   // of the app or the account: templates in development reach them alone (published)
	Bought  bool   // promotions are for those who did (published)
	Refuses bool   // templates of this account
	Offline bool   // what is sent arrives when they are online again
}

type person struct {
	User
	follows bool
	shared  bool
	last    int64 // interaction; 0: none yet
	replies int   // since then, free ones
}

// Add adds somebody the account has not met: their id means something only once they follow or write. Gives the id.
func (p *Platform) Add(u User) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.add(u).ID
}

func (p *Platform) add(u User) *person {
	if u.ID == "" {
		u.ID = strconv.FormatUint(4572947693969770000+uint64(len(p.users))*37+1, 10)
	}
	p.users[u.ID] = &person{User: u}
	return p.users[u.ID]
}

// AddFollower adds somebody who follows the account, and tells of it. Gives the id.
func (p *Platform) AddFollower(u User) string {
	id := p.Add(u)
	p.Follow(id)
	return id
}

// Change changes somebody.
func (p *Platform) Change(id string, by func(*User)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	by(&p.users[id].User)
}

// interact begins the window anew. Whether following does so as writing does is a guess.
func (p *Platform) interact(id string) *person {
	u := p.users[id]
	u.last, u.replies = p.now(), 0
	return u
}

// met says whether the account knows somebody's id yet.
func (u *person) met() bool { return u != nil && (u.follows || u.last != 0) }

// profile tells of somebody, asked with ?data={"user_id":…} (published).
func (p *Platform) profile(r *http.Request) (any, int) {
	var asked struct {
		UserID string `json:"user_id"`
	}
	if json.Unmarshal([]byte(r.URL.Query().Get("data")), &asked) != nil {
		return nil, -201
	}
	u := p.users[asked.UserID]
	if !u.met() {
		return nil, -213
	}
	o := map[string]any{
		"user_id": u.ID, "display_name": u.Name, "user_alias": u.Name, "avatar": "",
		"user_is_follower": u.follows, "is_sensitive": false, "tags_and_notes_info": map[string]any{},
	}
	if u.shared {
		o["shared_info"] = map[string]any{"name": u.Name, "phone": u.Phone}
	}
	return o, 0
}

// account tells of the account itself.
func (p *Platform) account(*http.Request) (any, int) {
	return map[string]any{"oa_id": p.o.OAID, "name": "Công ty An Bình", "is_verified": true, "num_follower": p.followers()}, 0
}

func (p *Platform) followers() (n int) {
	for _, u := range p.users {
		if u.follows {
			n++
		}
	}
	return n
}

func (p *Platform) byPhone(phone string) *person {
	for _, u := range p.users {
		if u.Phone == phone {
			return u
		}
	}
	return nil
}
