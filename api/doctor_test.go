package api

import (
	"context"
	"testing"

	"banhda/auth"
	"banhda/phrase"
)

// What is wrong in a house is told in the language of who asks, whatever its parts are.
func TestFindingsAreToldInTheCallersLanguage(t *testing.T) {
	ctx := auth.With(context.Background(), auth.Actor{Language: "vi"})
	at := phrase.Sentencef("people at entry %d, warehouse at %d, of %d", 9, 9, 7)
	older := phrase.Errorf("%s: the log is older than they are; restore it, or run banhda rebuild", at)
	if f := found(ctx, "projections", at, older); f.Well || f.Says != "người tới mục 9, kho số liệu tới 9, trong 7: nhật ký cũ hơn chúng; hãy khôi phục nó, hoặc chạy banhda rebuild" {
		t.Errorf("found %+v", f)
	}
	if f := found(ctx, "projections", at, nil); !f.Well || f.Says != "người tới mục 9, kho số liệu tới 9, trong 7" {
		t.Errorf("found %+v", f)
	}
	if f := found(context.Background(), "projections", at, nil); f.Says != at.Error() {
		t.Errorf("in no language: %+v", f)
	}
}
