package phrase

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// tellers are the functions whose formats people are told, by the name they are called with and which argument the
// format is.
var tellers = map[string]int{
	"phrase.Errorf": 0, "phrase.Sentencef": 0, "invalid": 0, "missing": 0, "refused": 2, "notFound": 1, "p.expected": 0, "stepError": 2, "dropped": 1, "parseID": 2,
}

// inTimeline: there invalid names the field before the format.
func formatOf(pkg, name string) (int, bool) {
	if pkg == "timeline" && name == "invalid" {
		return 1, true
	}
	at, ok := tellers[name]
	return at, ok
}

// sentences are the formats in the source, with where each is.
func sentences(t *testing.T) map[string]string {
	found := map[string]string{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || slices.Contains([]string{"node_modules", "testdata", "phrase", "bench"}, d.Name())) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "history/render.go") {
			return nil // what is rendered is a mapping
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			collect(n, file.Name.Name, func(format string, at token.Pos) { found[format] = set.Position(at).String() })
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func collect(n ast.Node, pkg string, add func(string, token.Pos)) {
	if slices.Contains(plain, pkg) {
		collectTexts(n, pkg, add)
	}
	switch n := n.(type) {
	case *ast.CallExpr:
		if at, ok := formatOf(pkg, called(n.Fun)); ok && at < len(n.Args) {
			if text, ok := literal(n.Args[at]); ok {
				add(text, n.Pos())
			}
		}
	case *ast.ValueSpec: // errors by name: those of auth, the store and the flow are told as they are
		for i, v := range n.Values {
			c, ok := v.(*ast.CallExpr)
			if !ok || called(c.Fun) != "errors.New" || !n.Names[i].IsExported() || !slices.Contains([]string{"auth", "dialect", "flow"}, pkg) {
				continue
			}
			if text, ok := literal(c.Args[0]); ok {
				add(text, n.Pos())
			}
		}
	}
}

// plain are the packages that put their sentences together as texts. What they say stands in errors, in results that
// are texts, and in the parts of the types of errors.
var plain = []string{"history", "capture", "person"}

func collectTexts(n ast.Node, pkg string, add func(string, token.Pos)) {
	var said []ast.Expr
	switch n := n.(type) {
	case *ast.CallExpr:
		_, name, _ := strings.Cut("."+called(n.Fun), ".")
		if name = name[strings.LastIndex(name, ".")+1:]; pkg != "person" && slices.Contains([]string{"fail", "failNode", "Errorf", "New", "append", "Sprintf"}, name) {
			said = n.Args
		}
	case *ast.CompositeLit:
		if id, ok := n.Type.(*ast.Ident); ok && slices.Contains([]string{"MappingError", "fault", "rowError", "Warning"}, id.Name) {
			said = n.Elts
		}
	case *ast.ReturnStmt:
		said = n.Results
	case *ast.ValueSpec:
		if n.Names[0].Name == "problem" {
			said = n.Values
		}
	}
	for _, e := range said {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if text := composed(e); strings.Contains(strings.TrimSpace(verb.ReplaceAllString(text, "")), " ") {
			add(strings.TrimPrefix(text, "; "), e.Pos()) // as Text takes apart what was put together
		}
	}
}

// composed is the format of a text that is put together: what is not written out stands as %s.
func composed(e ast.Expr) string {
	if text, ok := literal(e); ok {
		return text
	}
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return composed(e.X) + composed(e.Y)
	case *ast.CallExpr:
		if called(e.Fun) == "fmt.Sprintf" {
			return composed(e.Args[0])
		}
	case *ast.ParenExpr:
		return composed(e.X)
	}
	return "%s"
}

// called is a function's name as it is called: name, or x.name.
func called(f ast.Expr) string {
	switch f := f.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// words tells sentences from formats that only put others together.
var words = regexp.MustCompile(`\pL{2,}`)

// TestEverySentenceHasItsVietnamese: whatever people are told, they can be told in their language.
func TestEverySentenceHasItsVietnamese(t *testing.T) {
	found := sentences(t)
	if len(found) < 60 {
		t.Fatalf("only %d sentences found: the reading is broken", len(found))
	}
	for format, at := range found {
		if words.MatchString(verb.ReplaceAllString(format, "")) && !Known(format) {
			t.Errorf("%s: no Vietnamese for %q", at, format)
		}
	}
}

// TestTranslationsHoldTheSameThings: what stands in a sentence stands in its Vietnamese, by the same verbs.
func TestTranslationsHoldTheSameThings(t *testing.T) {
	for en, vi := range vietnamese {
		want, got := verbs(en), verbs(vi)
		if !slices.Equal(want, got) {
			t.Errorf("%q holds %v, and %q holds %v", en, want, vi, got)
		}
	}
}

// verbs are those of a format in the order of the arguments.
func verbs(format string) []string {
	all := verb.FindAllStringSubmatch(format, -1)
	list := make([]string, len(all))
	for i, m := range all {
		at := i
		if m[1] != "" {
			n, _ := strconv.Atoi(m[1])
			at = n - 1
		}
		if at < len(list) {
			list[at] = strings.NewReplacer("w", "v").Replace(m[2])
		}
	}
	return list
}
