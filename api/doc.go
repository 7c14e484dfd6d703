// Package api is how the outside talks to Bánh Đà: typed operations over HTTP, one file per noun. All routes, with
// the permission each needs, fit one screen: operations.go.
//
// An operation answers as JSON; a failure is a problem as RFC 9457 defines it. Asked with
// Accept: application/x-ndjson, it answers in lines instead: any number of {"progress": …}, then one
// {"result": …} or {"problem": …}. That is how a client watches long work, and stops it by hanging up.
//
// What the operations need of the rest of the product is declared here as small interfaces; cmd/banhda wires them.
package api
