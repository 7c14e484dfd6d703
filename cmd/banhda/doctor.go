package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/api"
)

func doctorCommand() *command {
	return &command{name: "doctor",
		vi: "kiểm tra thư mục dữ liệu", en: "check the data directory",
		setup: func(*flags) action {
			return func(ctx context.Context, c *call) error {
				raw, err := c.ask(ctx, "GET", "/v1/doctor", nil, nil)
				if err != nil {
					return err
				}
				if err := show(c, raw, printFindings); err != nil {
					return err
				}
				return unwell(c, raw)
			}
		}}
}

func printFindings(c *call, a *api.DoctorAnswer) {
	t := &table{}
	for _, f := range a.Findings {
		mark := "✓"
		if !f.Well {
			mark = "✗"
		}
		t.row(mark, f.Check, f.Says)
	}
	t.write(c.stdout)
}

func unwell(c *call, raw json.RawMessage) error {
	var a api.DoctorAnswer
	if err := json.Unmarshal(raw, &a); err != nil {
		return fmt.Errorf("reading the server's answer: %w", err)
	}
	for _, f := range a.Findings {
		if !f.Well {
			return errors.New(c.say("có điều không ổn, xem ở trên", "something is wrong, see above"))
		}
	}
	return nil
}
