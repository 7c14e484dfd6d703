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
	return &command{name: "user", args: "VERB [EMAIL]", least: 1, most: 2,
		vi: "ai được đăng nhập; đường vào khi quên mật khẩu", en: "who may sign in; the way back in without a password",
		moreVi: "Các động từ: add, reset, unlock, owner, remove, list, passwords on|off. add và reset in mật khẩu mới ra đúng một lần. reset đăng xuất người đó ở mọi nơi; unlock cũng vậy và tắt bước đăng nhập thứ hai của họ, khi mất điện thoại. owner trao quyền chủ tài khoản. passwords on mở lại lối vào bằng mật khẩu khi nhà cung cấp danh tính hỏng.",
		moreEn: "The verbs: add, reset, unlock, owner, remove, list, passwords on|off. add and reset print a new password, this once. reset signs the person out everywhere; so does unlock, which turns their second step off: their phone is gone. owner makes somebody an owner. passwords on lets passwords in again where the provider of identity fails.",
		setup: func(f *flags) action {
			o := newUser{Role: "editor"}
			f.text(&o.Name, "name", "NAME", "với add: tên (mặc định: phần trước @)", "with add: the name (default: what stands before the @)")
			f.text(&o.Role, "role", "ROLE", "với add: owner, lead, marketer, seller, agent, editor, viewer, hoặc id vai trò của riêng bạn (mặc định: editor)", "with add: owner, lead, marketer, seller, agent, editor, viewer, or the id of one of your own (default: editor)")
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
		return &usageError{userCommand(), c.say("viết list, hoặc add, reset, unlock, owner, remove kèm địa chỉ EMAIL, hoặc passwords on", "write list, or add, reset, unlock, owner, remove and an EMAIL, or passwords on")}
	}
	switch verb {
	case "list":
		return c.listUsers(ctx)
	case "add":
		o.Email = c.args[1]
		return c.changeUser(ctx, "POST", "/v1/users", o)
	case "reset", "unlock", "owner", "remove":
		return c.findAndChangeUser(ctx, verb, c.args[1])
	case "passwords":
		return c.passwords(ctx, c.args[1])
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
		switch verb {
		case "remove":
			return c.changeUser(ctx, "DELETE", path, nil)
		case "owner":
			return c.changeUser(ctx, "PATCH", path, map[string]string{"role": "owner"})
		case "unlock":
			return c.changeUser(ctx, "POST", path+"/second-step/remove", nil)
		}
		return c.changeUser(ctx, "POST", path+"/reset", nil)
	}
	return fmt.Errorf(c.say("không ai đăng nhập bằng %s; xem banhda user list", "nobody signs in as %s; see banhda user list"), email)
}

// passwords says whether passwords let in. It is the way back where a provider of identity fails.
func (c *call) passwords(ctx context.Context, which string) error {
	if which != "on" && which != "off" {
		return &usageError{userCommand(), c.say("viết passwords on hoặc passwords off", "write passwords on or passwords off")}
	}
	raw, err := c.ask(ctx, "PUT", "/v1/sign-in", nil, map[string]bool{"password": which == "on"})
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, a *api.SignInAnswer) {
		if a.Password {
			c.print(c.say("Mật khẩu mở cửa", "Passwords let in"))
		} else {
			c.print(c.say("Mật khẩu không mở cửa", "Passwords do not let in"))
		}
	})
}

func (c *call) changeUser(ctx context.Context, method, path string, body any) error {
	raw, err := c.ask(ctx, method, path, nil, body)
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, a *api.UserAnswer) {
		if a.Password != "" {
			t := newTable("", "")
			t.row(c.say("Địa chỉ", "Address"), a.User.Email)
			t.row(c.say("Vai trò", "Role"), a.User.Role)
			t.row(c.say("Mật khẩu", "Password"), a.Password)
			t.write(c.stdout)
			return
		}
		done := map[string]string{
			"DELETE": c.say("%s không còn đăng nhập được nữa", "%s can sign in no more"),
			"PATCH":  c.say("%s nay là chủ tài khoản", "%s is an owner now"),
			"POST":   c.say("%s đăng nhập chỉ bằng mật khẩu", "%s signs in with the password alone"),
		}
		c.print(done[method], a.User.Email)
	})
}
