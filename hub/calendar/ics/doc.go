// Package ics reads and writes iCalendar (RFC 5545): invitations and their answers as they go by mail (RFC 5546), and the
// calendars people keep elsewhere, with what recurs in them. It is pure.
package ics
