package api

import (
	"slices"
	"strings"

	"banhda/auth"
	"banhda/hub/record"
)

func readPermissions(given []string) ([]string, error) {
	for _, p := range given {
		if !slices.Contains(auth.Permissions(), p) {
			return nil, invalid("%q is no permission; there are %s", p, strings.Join(auth.Permissions(), ", "))
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(given))), nil
}

// readGrants reads how far each verb goes with a kind of records. What one may not read one may not change, export or
// write to either: an extent is never wider than that of reading.
func readGrants(kind string, verbs map[string]string) (map[auth.Verb]auth.Extent, error) {
	if !slices.Contains(auth.Kinds, kind) {
		return nil, invalid("there are no records called %q; there are %s", kind, strings.Join(auth.Kinds, ", "))
	}
	grants := map[auth.Verb]auth.Extent{}
	for verb, extent := range verbs {
		if !slices.Contains(auth.Verbs, auth.Verb(verb)) || !slices.Contains(auth.Extents, auth.Extent(extent)) {
			return nil, invalid("%q: %q is no right; write one such as \"update\": \"team\"", verb, extent)
		}
		if auth.Extent(extent) != auth.None {
			grants[auth.Verb(verb)] = auth.Extent(extent)
		}
	}
	for verb, extent := range grants {
		if verb != auth.Create && slices.Index(auth.Extents, extent) > slices.Index(auth.Extents, grants[auth.Read]) {
			return nil, invalid("%s: %q goes further than reading does; let them read as much", kind, string(verb))
		}
	}
	return grants, nil
}

// never are fields that cannot be hidden: without them nobody knows which record is meant, or whose it is.
var never = []string{"name", "owner", "team"}

func readHidden(kind string, keys []string) ([]string, error) {
	if _, ok := record.ParseType(kind); !ok {
		return nil, invalid("nothing can be hidden of %q", kind)
	}
	for _, key := range keys {
		if slices.Contains(never, key) {
			return nil, invalid("%q cannot be hidden: it says which record is meant, or whose it is", key)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(keys))), nil
}
