package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// nouns are the packages whose types the description calls by their noun too: a template, a form and a page each have
// blocks or fields of their own.
var nouns = map[string]string{"banhda/delight/share": "Share", "banhda/hub/block": "Content", "banhda/hub/template": "Template", "banhda/attract/form": "Form", "banhda/attract/page": "Page", "banhda/attract/cta": "CTA", "banhda/hub/article": "Article", "banhda/engage/chat": "Chat", "banhda/engage/bot": "Bot", "banhda/engage/appointment": "Appointment", "banhda/engage/lead": "Lead", "banhda/delight/survey": "Survey", "banhda/delight/referral": "Referral", "banhda/delight/loyalty": "Loyalty", "banhda/delight/onboarding": "Onboarding", "banhda/delight/ticket": "Ticket", "banhda/delight/sla": "SLA", "banhda/engage/shop": "Shop", "banhda/delight/portal": "Portal", "banhda/delight/review": "Review"}

// schemaName is what the description calls a type.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if noun := nouns[t.PkgPath()]; noun != "" && !strings.HasPrefix(name, noun) {
		return noun + name
	}
	return name
}
