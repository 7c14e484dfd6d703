package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// config is what the environment and the common flags say. Flags win over the environment.
type config struct {
	data     string           // the data directory
	network                   // how serve is reached
	database string           // a PostgreSQL address; empty: SQLite in the data directory
	memory   string           // the most memory the warehouse may take for its tables, such as 2GB
	logs     string           // json or text
	lang     string           // vi or en
	private  bool             // messages to other systems may go into private networks
	fixed    string           // the instant that is now, for tests; empty: the clock's
	steered  func() time.Time // a clock that a test turns on; nil: none
	json     bool
	quiet    bool
}

// readEnvironment gives the configuration before any flag.
func readEnvironment(env func(string) string) config {
	or := func(name, otherwise string) string {
		if v := env(name); v != "" {
			return v
		}
		return otherwise
	}
	return config{
		data: or("BANHDA_DATA", "banhda-data"),
		network: network{listen: env("BANHDA_LISTEN"), plain: env("BANHDA_LISTEN_HTTP"), domains: env("BANHDA_TLS_DOMAIN"), directory: env("BANHDA_ACME_DIRECTORY"),
			cert: env("BANHDA_TLS_CERT"), key: env("BANHDA_TLS_KEY"), proxies: env("BANHDA_TRUSTED_PROXY")},
		database: env("BANHDA_DATABASE"),
		memory:   or("BANHDA_MEMORY", "1GB"),
		logs:     or("BANHDA_LOG", "json"),
		lang:     language(or("BANHDA_LANG", or("LC_ALL", or("LC_MESSAGES", env("LANG"))))),
		private:  env("BANHDA_PRIVATE_WEBHOOKS") == "yes",
		fixed:    env("BANHDA_NOW"),
	}
}

func language(setting string) string {
	if strings.HasPrefix(strings.ToLower(setting), "vi") {
		return "vi"
	}
	return "en"
}

// say chooses between the two languages the program speaks.
func (c *config) say(vi, en string) string {
	if c.lang == "vi" {
		return vi
	}
	return en
}

// clock is the product's one clock. BANHDA_NOW stops it, so that tests can be sure of the time.
func (c *config) clock() (func() time.Time, error) {
	switch {
	case c.steered != nil:
		return c.steered, nil
	case c.fixed == "":
		return time.Now, nil
	}
	t, err := time.Parse(time.RFC3339Nano, c.fixed)
	if err != nil {
		return nil, fmt.Errorf("BANHDA_NOW is not an instant in RFC 3339: %w", err)
	}
	return func() time.Time { return t }, nil
}

// absolute makes the data directory independent of where the program was started.
func (c *config) absolute() (string, error) {
	dir, err := filepath.Abs(c.data)
	if err != nil {
		return "", fmt.Errorf("finding the data directory: %w", err)
	}
	return dir, nil
}
