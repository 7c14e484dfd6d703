package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"testing"
)

// Every operation is described to its clients: what it is called, what it does, which permission it needs.
func TestOperationsAreDescribed(t *testing.T) {
	s := newShop(t)
	s.serve(t)
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) { return dialSocket(ctx, s.dir) }
	resp, err := (&http.Client{Transport: &http.Transport{DialContext: dial}}).Get("http://banhda/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var doc struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string `json:"operationId"`
			Summary     string
			Permission  string `json:"x-permission"`
			Responses   map[string]any
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Paths) < 15 || doc.OpenAPI != "3.1.0" {
		t.Fatalf("OpenAPI %s with %d paths", doc.OpenAPI, len(doc.Paths))
	}
	seen := map[string]bool{}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			if o.OperationID == "" || seen[o.OperationID] || o.Summary == "" || o.Permission == "" || o.Responses["200"] == nil {
				t.Errorf("%s %s is described as %+v", method, path, o)
			}
			seen[o.OperationID] = true
		}
	}
}
