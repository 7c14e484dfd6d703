package main

import (
	"context"
	"runtime/debug"
)

// version is set by the release build; another build says which revision it was made from.
var version = ""

func programVersion() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "dev-" + s.Value[:min(12, len(s.Value))]
		}
	}
	return "dev"
}

func versionCommand() *command {
	return &command{name: "version",
		vi: "phiên bản của chương trình", en: "the program's version",
		setup: func(*flags) action {
			return func(_ context.Context, c *call) error {
				if c.json {
					return c.printValue(map[string]string{"version": programVersion()})
				}
				c.print("banhda %s", programVersion())
				return nil
			}
		}}
}
