package banhda_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryActHasWords: whatever the trail calls an act, the screens say in words, in both languages.
func TestEveryActHasWords(t *testing.T) {
	var named []string
	for _, m := range regexp.MustCompile(`(?m)^  '?([a-z-]+)'?: \{ en`).FindAllStringSubmatch(read(t, "web/src/shared/verb.ts"), -1) {
		named = append(named, m[1])
	}
	found := verbs(t, "api/*.go")
	if len(found) < 100 {
		t.Fatalf("only %d verbs found: the reading is broken", len(found))
	}
	for _, verb := range found {
		if !slices.Contains(named, verb) {
			t.Errorf("web/src/shared/verb.ts has no words for %q", verb)
		}
	}
}

// verbs are the texts given as the verb of an act: in a field, a variable or a parameter of that name.
func verbs(t *testing.T, files string) (all []string) {
	paths, err := filepath.Glob(files)
	if err != nil {
		t.Fatal(err)
	}
	var parsed []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, file)
	}
	takes := map[string]int{}
	for _, file := range parsed {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				if place := slices.Index(parameters(f), "verb"); place >= 0 {
					takes[f.Name.Name] = place
				}
			}
		}
	}
	for _, file := range parsed {
		ast.Inspect(file, func(n ast.Node) bool {
			all = append(all, verbsOf(n, takes)...)
			return true
		})
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func parameters(f *ast.FuncDecl) (names []string) {
	for _, field := range f.Type.Params.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return names
}

// verbsOf are those of one node; takes says which parameter of a function is a verb.
func verbsOf(n ast.Node, takes map[string]int) []string {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && strings.EqualFold(key.Name, "verb") {
			return texts(n.Value)
		}
	case *ast.AssignStmt:
		if name, ok := n.Lhs[0].(*ast.Ident); ok && name.Name == "verb" {
			return texts(n.Rhs[0])
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.SelectorExpr:
			name = f.Sel.Name
		case *ast.Ident:
			name = f.Name
		}
		if place, ok := takes[name]; ok && place < len(n.Args) {
			return texts(n.Args[place])
		}
	}
	return nil
}

// texts are those an expression may give; of one that is put together, none.
func texts(e ast.Expr) (all []string) {
	whole := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			whole = false
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && text != "" {
				all = append(all, text)
			}
		}
		return true
	})
	if !whole {
		return nil
	}
	return all
}
