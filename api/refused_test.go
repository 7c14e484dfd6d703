package api

import (
	"os"
	"path/filepath"
	"testing"

	"banhda/hub/history"
)

// Rows that were refused are opened in spreadsheets: nothing in them may be a formula there.
func TestRefusedRowsAreNoFormulas(t *testing.T) {
	r := refusals{path: filepath.Join(t.TempDir(), "imports", "x.csv")}
	err := r.add([]history.Refusal{
		{File: "a.csv", Line: 2, Column: "=email", Reason: "is no e-mail address", Row: "=HYPERLINK(A1),7"},
		{File: "a.csv", Line: 3, Reason: "says nothing", Row: "Lan,+84"},
	})
	if err != nil {
		t.Fatal(err)
	}
	path, err := r.close()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if want := "file,line,column,reason,row\na.csv,2,'=email,is no e-mail address,\"'=HYPERLINK(A1),7\"\na.csv,3,,says nothing,\"Lan,+84\"\n"; err != nil || string(text) != want {
		t.Errorf("%s\n%v", text, err)
	}
}
