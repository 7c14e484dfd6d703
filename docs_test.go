package banhda_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	namedTest   = regexp.MustCompile("`([a-z][a-z/0-9]*|\\.)\\.((?:Test|Fuzz|Benchmark|Example)[A-Za-z0-9_]+)`")
	namedTarget = regexp.MustCompile("`make ([a-z-]+)")
	testFunc    = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark|Example)[A-Za-z0-9_]+)\(`)
	mdLink      = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)
)

// TestAcceptanceNamesRealTests checks that docs/acceptance.md points every line of an issue at something that can
// be run: a test that exists, or a make target that exists.
func TestAcceptanceNamesRealTests(t *testing.T) {
	text := read(t, "docs/acceptance.md")
	makefile := read(t, "Makefile")
	named := namedTest.FindAllStringSubmatch(text, -1)
	if len(named) < 20 {
		t.Fatalf("only %d tests named: the reading is broken", len(named))
	}
	have := testsByPackage(t)
	for _, m := range named {
		if !have[m[1]+"."+m[2]] {
			t.Errorf("docs/acceptance.md names %s.%s, which does not exist", m[1], m[2])
		}
	}
	for _, m := range namedTarget.FindAllStringSubmatch(text, -1) {
		if !strings.Contains(makefile, "\n"+m[1]+":") {
			t.Errorf("docs/acceptance.md names `make %s`, which does not exist", m[1])
		}
	}
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "|") && !strings.HasPrefix(line, "| Line") && !strings.HasPrefix(line, "|--") && !strings.Contains(line, "`") {
			t.Errorf("docs/acceptance.md:%d: nothing shows this line: %s", i+1, line)
		}
	}
}

// testsByPackage lists "folder.TestName" of every test in the module.
func testsByPackage(t *testing.T) map[string]bool {
	t.Helper()
	have := map[string]bool{}
	walk(t, "_test.go", func(path, text string) {
		for _, m := range testFunc.FindAllStringSubmatch(text, -1) {
			have[filepath.ToSlash(filepath.Dir(path))+"."+m[1]] = true
		}
	})
	return have
}

// TestDocsLinksLead checks that every relative link of a document leads to a file.
func TestDocsLinksLead(t *testing.T) {
	walk(t, ".md", func(path, text string) {
		for _, m := range mdLink.FindAllStringSubmatch(text, -1) {
			target := filepath.Join(filepath.Dir(path), m[1])
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s, which is not there", path, m[1])
			}
		}
	})
}

// TestDocsSpeakOfTheProductAlone keeps places and tools of whoever built it out of the product.
func TestDocsSpeakOfTheProductAlone(t *testing.T) {
	forbidden := regexp.MustCompile(`(?i)\b(proxy|registry|deb|mirror)\.[a-z]+\.(org|com)\b|(^|[\s"'(=])/(home|root|w[o]rk|tmp)/[a-z]`)
	for _, ending := range []string{".md", ".go", ".yaml", ".sql", "Makefile"} {
		walk(t, ending, func(path, text string) {
			if path == "docs_test.go" {
				return
			}
			if m := forbidden.FindString(text); m != "" {
				t.Errorf("%s speaks of %s", path, m)
			}
		})
	}
}

func walk(t *testing.T, ending string, each func(path, text string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(path, ending) {
			each(path, read(t, path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
