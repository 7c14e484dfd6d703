// Package notice is what people are told of while they work: a task is due, somebody named them, a customer was given to
// them. Nobody is told the same thing twice, on any channel.
package notice

import "banhda/hub/record"

// Kind is a sort of notice.
type Kind string

// The kinds, and what a notice's key is by which nobody is told twice.
const (
	Morning     Kind = "morning"      // the tasks of a day; key: the day
	TaskDue     Kind = "task_due"     // a reminder of a task; key: the task and the instant
	TaskGiven   Kind = "task_given"   // somebody gave one a task; key: the task and its version
	Mention     Kind = "mention"      // somebody named one in a note; key: the note
	Assigned    Kind = "assigned"     // a customer was given to one; key: the assignment
	Reclaimed   Kind = "reclaimed"    // a customer was taken back; key: the assignment
	WorkDone    Kind = "work_done"    // long work one began is done; key: its act
	WorkFailed  Kind = "work_failed"  // something in the house failed; key: the job
	RequestDue  Kind = "request_due"  // a person's request for their data must be answered soon; key: the request
	Unpublished Kind = "unpublished"  // something could not be published at its time; key: it, and the time
	Stale       Kind = "stale"        // articles that nobody looked at for long; key: the month
	WebhookGone Kind = "webhook_gone" // a webhook was disabled after long failure; key: the webhook and when
	Workflow    Kind = "workflow"     // a workflow tells something of a customer; key: the run and its step
	Form        Kind = "form"         // somebody filled in a form; key: the event
	Onboarding  Kind = "onboarding"   // a customer is mine to onboard, or their onboarding stalls; key: what and which
	Quote       Kind = "quote"        // something happened to a quote; key: the quote, what and when
	Appointment Kind = "appointment"  // something happened to an appointment, or is near; key: the appointment and what
	Lead        Kind = "lead"         // a prospect asks for something, or had no answer in time; key: which, and the lead
	Clock       Kind = "clock"        // a clock of a ticket runs out soon, or did; key: the ticket, the clock, when it began and how much was left
	Heard       Kind = "heard"        // somebody writes and waits for an answer; key: the conversation and since when
)

// Kinds are all there are, in the order settings show them.
var Kinds = []Kind{Morning, TaskDue, TaskGiven, Mention, Assigned, Reclaimed, RequestDue, Lead, Heard, Clock, Appointment, Quote, Form, Onboarding, Workflow, WorkDone, WorkFailed, Unpublished, Stale, WebhookGone}

// Notice is one thing one user is told. Instants are microseconds.
type Notice struct {
	ID     int64
	User   int64
	Kind   Kind
	Key    string
	About  record.Ref        // the record to open; zero: none
	Data   map[string]string // title, who and the like: what its sentence is made of; task: the task's id
	At     int64
	ReadAt int64 // 0: not yet
}
