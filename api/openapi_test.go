package api

import (
	"os"
	"testing"
)

// The description that clients are generated from is the one of the operations that are registered.
func TestTheDescriptionIsKept(t *testing.T) {
	kept, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	now, err := Describe()
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != string(now) {
		t.Error("api/openapi.yaml is not what the operations say: run `make client`")
	}
}
