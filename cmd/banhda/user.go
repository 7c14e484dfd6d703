package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"banhda/api"
)

func userCommand() *command {
	return &command{name: "user", args: "add|reset|remove|list [EMAIL]", least: 1, most: 2,
		vi: "ai được đăng nhập; đường vào khi quên mật khẩu", en: "who may sign in; the way back in without a password",
		moreVi: "add và reset in mật khẩu mới ra đúng một lần. reset đăng xuất người đó ở mọi nơi.",
		moreEn: "add and reset print a new password, this once. reset signs the person out everywhere.",
		setup: func(f *flags) action {
			o := newUser{Role: "editor"}
			f.text(&o.Name, "name", "NAME", "với add: tên (mặc định: phần trước @)", "with add: the name (default: what stands before the @)")
			f.text(&o.Role, "role", "ROLE", "với add: owner, editor hoặc viewer (mặc định: editor)", "with add: owner, editor or viewer (default: editor)")
			return func(ctx context.Context, c *call) error { return c.user(ctx, o) }
		}}
}

type newUser struct {
	Email string `json:"email"`
	Name  string `json:"name,omitempty"`
	Role  string `json:"role"`
}

func (c *call) user(ctx context.Context, o newUser) error {
	verb := c.args[0]
	if (verb == "list") != (len(c.args) == 1) {
		return &usageError{userCommand(), c.say("viết list, hoặc add, reset, remove kèm địa chỉ EMAIL", "write list, or add, reset, remove and an EMAIL")}
	}
	switch verb {
	case "list":
		return c.listUsers(ctx)
	case "add":
		o.Email = c.args[1]
		return c.changeUser(ctx, "POST", "/v1/users", o)
	case "reset", "remove":
		return c.findAndChangeUser(ctx, verb, c.args[1])
	}
	return &usageError{userCommand(), fmt.Sprintf(c.say("user không biết làm %q", "user cannot %q"), verb)}
}

func (c *call) listUsers(ctx context.Context) error {
	raw, err := c.ask(ctx, "GET", "/v1/users", nil, nil)
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, a *api.UsersAnswer) {
		t := newTable(c.say("Địa chỉ", "Address"), c.say("Tên", "Name"), c.say("Vai trò", "Role"), "ID")
		for _, u := range a.Users {
			t.row(u.Email, u.Name, u.Role, u.ID)
		}
		t.write(c.stdout)
	})
}

// findAndChangeUser finds somebody by address: that is what is known of who cannot get in.
func (c *call) findAndChangeUser(ctx context.Context, verb, email string) error {
	raw, err := c.ask(ctx, "GET", "/v1/users", nil, nil)
	if err != nil {
		return err
	}
	var a api.UsersAnswer
	if err := json.Unmarshal(raw, &a); err != nil {
		return fmt.Errorf("reading the server's answer: %w", err)
	}
	for _, u := range a.Users {
		if !strings.EqualFold(u.Email, strings.TrimSpace(email)) {
			continue
		}
		path := "/v1/users/" + url.PathEscape(u.ID)
		if verb == "remove" {
			return c.changeUser(ctx, "DELETE", path, nil)
		}
		return c.changeUser(ctx, "POST", path+"/reset", nil)
	}
	return fmt.Errorf(c.say("không ai đăng nhập bằng %s; xem banhda user list", "nobody signs in as %s; see banhda user list"), email)
}

func (c *call) changeUser(ctx context.Context, method, path string, body any) error {
	raw, err := c.ask(ctx, method, path, nil, body)
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, a *api.UserAnswer) {
		if a.Password == "" {
			c.print(c.say("%s không còn đăng nhập được nữa", "%s can sign in no more"), a.User.Email)
			return
		}
		t := newTable("", "")
		t.row(c.say("Địa chỉ", "Address"), a.User.Email)
		t.row(c.say("Vai trò", "Role"), a.User.Role)
		t.row(c.say("Mật khẩu", "Password"), a.Password)
		t.write(c.stdout)
	})
}
