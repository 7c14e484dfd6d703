package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/goccy/go-yaml"

	"banhda/api"
)

func catalogueCommand() *command {
	return &command{name: "catalogue", args: "show|set FILE", least: 1, most: 2,
		vi: "ý nghĩa của các sự kiện, và các mốc thời gian của bánh đà", en: "what events mean, and the wheel's times",
		moreVi: "show in ra dạng YAML; set FILE thay bằng YAML hoặc JSON trong tệp, rồi mọi người được tính lại.\nVí dụ: banhda catalogue show > catalogue.yaml; sửa tệp; banhda catalogue set catalogue.yaml",
		moreEn: "show prints YAML; set FILE replaces it by the YAML or JSON in a file, and everybody is folded anew.\nExample: banhda catalogue show > catalogue.yaml; edit the file; banhda catalogue set catalogue.yaml",
		setup: func(*flags) action {
			return func(ctx context.Context, c *call) error {
				switch {
				case c.args[0] == "show" && len(c.args) == 1:
					return c.showCatalogue(ctx)
				case c.args[0] == "set" && len(c.args) == 2:
					return c.setCatalogue(ctx, c.args[1])
				}
				return &usageError{catalogueCommand(), c.say("viết show, hoặc set và một tệp", "write show, or set and a file")}
			}
		}}
}

func (c *call) showCatalogue(ctx context.Context) error {
	raw, err := c.ask(ctx, "GET", "/v1/catalogue", nil, nil)
	if err != nil || c.json {
		return c.jsonOr(raw, err)
	}
	var a api.CatalogueAnswer
	if err := json.Unmarshal(raw, &a); err != nil {
		return fmt.Errorf("reading the server's answer: %w", err)
	}
	text, err := json.Marshal(a.CatalogueText)
	if err != nil {
		return err
	}
	text, err = yaml.JSONToYAML(text)
	if err != nil {
		return err
	}
	c.print("# %s %d\n%s", c.say("bản", "version"), a.Version, text)
	return nil
}

func (c *call) setCatalogue(ctx context.Context, file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	body, err := yaml.YAMLToJSON(text)
	if err != nil {
		return fmt.Errorf("%s is neither YAML nor JSON:\n%w", file, err)
	}
	if body, err = withoutVersion(body); err != nil {
		return fmt.Errorf("%s holds no catalogue: %w", file, err)
	}
	raw, err := c.ask(ctx, "PUT", "/v1/catalogue", nil, json.RawMessage(body))
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, a *api.CatalogueAnswer) {
		c.print(c.say("bản %d đang có hiệu lực: %d quy tắc", "version %d is in force: %d rules"), a.Version, len(a.Rules))
	})
}

// withoutVersion leaves out the number that show --json prints: what is set gets a new one.
func withoutVersion(body []byte) ([]byte, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil {
		return nil, err
	}
	delete(members, "version")
	return json.Marshal(members)
}

// jsonOr prints an answer as JSON, or passes the error on.
func (c *call) jsonOr(raw json.RawMessage, err error) error {
	if err != nil {
		return err
	}
	return c.printJSON(raw)
}
