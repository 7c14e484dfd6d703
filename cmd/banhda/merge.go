package main

import (
	"context"
	"net/url"

	"banhda/api"
)

func mergeCommand() *command {
	return &command{name: "merge", args: "A B", least: 2, most: 2,
		vi: "gộp người A vào người B", en: "merge person A into person B",
		moreVi: "Hai người thành một; không sự kiện nào bị viết lại, và unmerge A trả lại y nguyên.",
		moreEn: "Two people become one; no event is rewritten, and unmerge A restores both exactly.",
		setup: func(*flags) action {
			return func(ctx context.Context, c *call) error {
				raw, err := c.ask(ctx, "POST", "/v1/people/"+url.PathEscape(c.args[0])+"/merge", nil, map[string]string{"into": c.args[1]})
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, a *api.LinkAnswer) {
					c.print(c.say("%s nay là một với %s", "%s is now one with %s"), a.Person, a.Into)
				})
			}
		}}
}

func unmergeCommand() *command {
	return &command{name: "unmerge", args: "A", least: 1, most: 1,
		vi: "hoàn tác việc gộp người A", en: "undo the merge of person A",
		setup: func(*flags) action {
			return func(ctx context.Context, c *call) error {
				raw, err := c.ask(ctx, "POST", "/v1/people/"+url.PathEscape(c.args[0])+"/unmerge", nil, nil)
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, a *api.LinkAnswer) {
					c.print(c.say("%s lại tách khỏi %s", "%s is apart from %s again"), a.Person, a.Into)
				})
			}
		}}
}
