package main

import (
	"context"

	"banhda/api"
)

func openapiCommand() *command {
	return &command{name: "openapi",
		vi: "in mô tả API theo chuẩn OpenAPI 3.1", en: "print the API's description in OpenAPI 3.1",
		setup: func(*flags) action {
			return func(_ context.Context, c *call) error {
				yaml, err := api.Describe()
				if err != nil {
					return err
				}
				_, err = c.stdout.Write(yaml)
				return err
			}
		}}
}
