package history

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var guides = []string{"../../docs/mapping.md", "../../docs/mapping.vi.md"}

var yamlBlock = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestGuideExamplesAreMappings checks that whatever the guides show can be copied.
func TestGuideExamplesAreMappings(t *testing.T) {
	for _, guide := range guides {
		text, err := os.ReadFile(guide)
		must(t, err)
		blocks := yamlBlock.FindAllStringSubmatch(string(text), -1)
		if len(blocks) < 6 {
			t.Errorf("%s has %d examples: the reading is broken", guide, len(blocks))
		}
		for _, b := range blocks {
			if _, err := ParseMapping(filepath.Base(guide), []byte(b[1])); err != nil {
				t.Errorf("%v in\n%s", err, b[1])
			}
		}
	}
}

// TestGuideIsComplete checks that the guides name every key a mapping may have.
func TestGuideIsComplete(t *testing.T) {
	known := slices.Concat([]string{"source", "files", "workspace", "timezone", "currency", "explode", "join", "where", "check", "group", "separator", "on", "as", "missing", "against", "by", "fields", "sorted", "format", "unit", "type"},
		tableKeys, fieldKeys, eventKeys, personKeys, summaries, []string{"keep", "skip", "refuse", "major", "minor", "text", "number", "boolean", "unix seconds", "unix milliseconds", "unix microseconds", "iso8601", "excel"})
	for _, guide := range guides {
		text, err := os.ReadFile(guide)
		must(t, err)
		for _, key := range known {
			if !regexp.MustCompile("`[^`\n]*\\b" + key + "\\b[^`\n]*`").Match(text) {
				t.Errorf("%s does not name %s", guide, key)
			}
		}
	}
}

// TestGuideFirstImport follows the guides' first example to the letter, its mistake too.
func TestGuideFirstImport(t *testing.T) {
	for _, guide := range guides {
		text, err := os.ReadFile(guide)
		must(t, err)
		mapping := yamlBlock.FindStringSubmatch(string(text))[1]
		data := regexp.MustCompile("(?s)```\n(.*?)```").FindStringSubmatch(string(text))[1]
		name := regexp.MustCompile(`path: (\S+)`).FindStringSubmatch(mapping)[1]
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600))
		events, refused, r := readAll(t, parse(t, mapping), dir, Options{})
		expect(t, "events", len(events), 1)
		expect(t, "refused", len(refused), 0)
		expect(t, "left out", r.Counts().Left, 1)
		shown := regexp.MustCompile(`(?m)^shop\.yaml.*$`).FindString(string(text))
		column := regexp.MustCompile(`at: \{column: (\S+),`).FindStringSubmatch(mapping)[1]
		wrong := strings.Replace(mapping, "{column: "+column, "{column: "+column[:len(column)-1], 1)
		m, err := ParseMapping("shop.yaml", []byte(wrong))
		must(t, err)
		_, err = Open(m, dir, Options{})
		wantError(t, err, shown)
	}
}
