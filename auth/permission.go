package auth

import (
	"maps"
	"slices"
	"strings"
)

var (
	all     = []Role{Lead, Marketer, Seller, Agent, Editor, Viewer}
	leads   = []Role{Lead}
	readers = []Role{Lead, Marketer, Editor, Viewer}
	editors = []Role{Lead, Editor}
	feeders = []Role{Lead, Marketer, Editor}
	carers  = []Role{Lead, Agent} // whom customers tell what they want of their data
	nobody  []Role

	marketers = []Role{Lead, Marketer}
	sellers   = []Role{Lead, Seller, Agent, Viewer} // who see what was offered and paid
)

// plain are the permissions over the house as a whole, and the built-in roles that have them beside the owner. Those
// over records are no such: they are granted by kind and verb.
var plain = map[string][]Role{
	"wheel:read":         all,
	"pipelines:write":    leads,
	"catalogue:read":     all,
	"catalogue:write":    editors,
	"workspace:read":     all,
	"workspace:write":    nobody,
	"fields:write":       leads,
	"events:read":        readers,
	"events:write":       nobody,
	"imports:read":       readers,
	"imports:write":      feeders,
	"people:merge":       feeders,
	"people:erase":       nobody,
	"campaigns:read":     readers,
	"campaigns:write":    marketers,
	"campaigns:send":     marketers,
	"segments:read":      all,
	"segments:write":     feeders,
	"articles:read":      all,
	"articles:write":     {Lead, Marketer, Agent, Editor},
	"forms:read":         all,
	"forms:write":        feeders,
	"ctas:read":          all,
	"ctas:write":         feeders,
	"pages:read":         all,
	"pages:write":        feeders,
	"submissions:read":   {Lead, Marketer},
	"submissions:write":  {Lead, Marketer},
	"templates:read":     all,
	"templates:write":    feeders,
	"suppressions:read":  {Lead, Marketer, Agent},
	"suppressions:write": {Lead, Marketer, Agent},
	"rules:write":        leads,
	"workflows:read":     all,
	"appointments:read":  sellers,
	"appointments:write": {Lead, Seller, Agent},
	"quotes:read":        sellers,
	"quotes:write":       {Lead, Seller},
	"quotes:approve":     leads,
	"payments:read":      sellers,
	"payments:write":     leads,
	"workflows:write":    feeders,
	"promoters:read":     all,
	"promoters:write":    {Lead, Marketer, Agent},
	"surveys:read":       all,
	"surveys:write":      {Lead, Marketer, Agent},
	"reviews:read":       all,
	"reviews:write":      {Lead, Marketer, Agent},
	"surveys:send":       {Lead, Marketer, Agent},
	"onboarding:read":    all,
	"onboarding:write":   {Lead, Seller, Agent},
	"onboarding:plan":    carers,
	"loyalty:read":       all,
	"loyalty:write":      {Lead, Marketer},
	"loyalty:award":      {Lead, Seller, Marketer, Agent},
	"care:write":         leads,
	"referrals:read":     all,
	"referrals:write":    {Lead, Marketer, Agent},
	"referrals:decide":   leads,
	"sample:write":       nobody,
	"users:read":         all,
	"users:write":        nobody,
	"teams:write":        leads,
	"audit:read":         leads,
	"requests:read":      carers,
	"requests:write":     carers,
	"keys:read":          {Lead, Editor, Viewer},
	"keys:write":         nobody,
	"webhooks:read":      nobody,
	"webhooks:write":     nobody,
	"status:read":        all,
	"house:write":        nobody,
}

// whole are the plain permissions that show, or change, everybody and everything that is known of them: they are worth
// nothing to who may not read all records with all their fields.
var whole = []string{"events:read", "events:write", "imports:read", "imports:write", "people:merge", "people:erase", "audit:read", "requests:read", "requests:write", "rules:write", "webhooks:read", "webhooks:write", "house:write", "suppressions:read", "suppressions:write", "submissions:read", "submissions:write"}

// Permissions are all plain permissions there are, in order.
func Permissions() []string { return slices.Sorted(maps.Keys(plain)) }

// Whole are the plain permissions that count only for who may read all records with all their fields, in order.
func Whole() []string { return slices.Sorted(slices.Values(whole)) }

// Granted reports whether a permission is one over records, and over which kind and what it lets do.
func Granted(permission string) (kind string, v Verb, ok bool) {
	kind, verb, _ := strings.Cut(permission, ":")
	return kind, Verb(verb), slices.Contains(Kinds, kind) && slices.Contains(Verbs, Verb(verb))
}
