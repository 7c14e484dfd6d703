package api

import "banhda/auth"

// register is the whole of the API on one screen: what there is, and the permission each operation needs.
func (s *Server) register() {
	get := func(path, id, permission, doc string) operation {
		return operation{"GET", path, id, permission, doc, false}
	}
	post := func(path, id, permission, doc string) operation {
		return operation{"POST", path, id, permission, doc, false}
	}
	put := func(path, id, permission, doc string) operation {
		return operation{"PUT", path, id, permission, doc, false}
	}
	patch := func(path, id, permission, doc string) operation {
		return operation{"PATCH", path, id, permission, doc, false}
	}
	remove := func(path, id, permission, doc string) operation {
		return operation{"DELETE", path, id, permission, doc, false}
	}
	raw := func(o operation) operation { o.raw = true; return o }

	answer(s, get("/v1/wheel", "wheel", "wheel:read", "The flywheel of a period: stock, flow, speed, revenue, growth, gain."), shared(s, s.wheel))
	answer(s, get("/v1/gain", "gain", "wheel:read", "Further purchases and referred buyers per customer."), shared(s, s.gain))
	answer(s, get("/v1/value", "value", "wheel:read", "Expected purchases and revenue: BG/NBD, Gamma–Gamma, momentum, coasting."), shared(s, s.value))
	answer(s, get("/v1/funnel", "funnel", "wheel:read", "Who went through steps, one after the other."), shared(s, s.funnel))
	answer(s, get("/v1/retention", "retention", "wheel:read", "Who came back, by the period of their first time."), shared(s, s.retention))
	answer(s, get("/v1/trend", "trend", "wheel:read", "How the wheel turned in the periods up to one."), shared(s, s.trend))
	answer(s, get("/v1/names", "names", "wheel:read", "The names that events have, how many, and their properties."), shared(s, s.eventNames))
	answer(s, get("/v1/list", "list", "people:read", "The rows behind a figure: as many as it counts."), shared(s, s.list))
	s.follow(get("/v1/live", "live", "wheel:read", "Server-sent events: when every readout knows something new."))

	answer(s, get("/v1/people", "people", "people:read", "A list of people, by page."), s.people)
	answer(s, get("/v1/people/{id}", "person", "people:read", "One person: profiles, stages, events."), s.person)
	answer(s, post("/v1/people/{id}/merge", "merge", "people:merge", "Make one person of two."), s.merge)
	answer(s, post("/v1/people/{id}/unmerge", "unmerge", "people:merge", "Undo a person's merge, exactly."), s.unmerge)

	answer(s, get("/v1/duplicates/{type}", "duplicate-list", "{type}:read", "Pairs of records that are probably one, the likeliest first, and why."), s.duplicates)
	answer(s, get("/v1/duplicates/{type}/like", "duplicate-like", "{type}:read", "The records that are likely what is about to be entered."), s.like)
	answer(s, post("/v1/duplicates/{type}/apart", "duplicate-apart", "{type}:update", "Remember that two records are not one, or forget that."), s.tellApart)
	answer(s, post("/v1/merges/{type}", "record-merge", "{type}:update", "Make one record of two, field by field."), s.mergeRecords)
	answer(s, post("/v1/merges/{type}/undo", "record-unmerge", "{type}:update", "Undo a merge of two records, exactly."), s.unmergeRecords)

	answer(s, get("/v1/addresses", "address-find", "workspace:read", "Provinces and wards of Vietnam that fit what was written, former names led to present ones."), s.places)

	answer(s, get("/v1/catalogue", "catalogue-show", "catalogue:read", "What events mean, and the wheel's times."), s.catalogue)
	answer(s, put("/v1/catalogue", "catalogue-set", "catalogue:write", "Replace what events mean; everybody is folded anew."), s.setCatalogue)
	answer(s, get("/v1/workspace", "workspace-show", "workspace:read", "Time zone and currency."), s.showWorkspace)
	answer(s, put("/v1/workspace", "workspace-set", "workspace:write", "Set time zone or currency."), s.setWorkspace)

	answer(s, get("/v1/events", "event-list", "events:read", "What sources sent, the newest first, and what became of it."), s.entries)
	answer(s, raw(post("/v1/events", "events", "events:write", "Append events; answers once they are on disk.")), s.appendEvents)
	answer(s, get("/v1/imports", "import-list", "imports:read", "The imports there were, the last first."), s.listImports)
	answer(s, post("/v1/imports", "import", "imports:write", "Read a company's past from files, or preview it."), s.startImport)
	answer(s, post("/v1/imports/suggest", "import-suggest", "imports:write", "Propose what the columns of uploads mean, or write what was chosen as a mapping."), s.suggest)
	hand(s, get("/v1/imports/{id}/mapping", "import-mapping", "imports:read", "The mapping an import was made with."), "application/yaml", s.importMapping)
	hand(s, get("/v1/imports/{id}/refused", "import-refused", "imports:write", "The rows an import refused, with the reasons."), "text/csv", s.importRefused)
	s.receive(post("/v1/uploads", "upload", "imports:write", "Send a file to be imported, and see what is in it."))
	answer(s, get("/v1/uploads/{id}", "upload-show", "imports:write", "What is in a file that was sent."), s.showUpload)
	answer(s, remove("/v1/uploads/{id}", "upload-remove", "imports:write", "Remove a file that was sent."), s.removeUpload)
	answer(s, post("/v1/imports/{id}/resume", "import-resume", "imports:write", "Go on with an import that was interrupted, from the files sent for it."), s.resumeImport)
	answer(s, post("/v1/record-imports/suggest", "record-import-suggest", "imports:write", "Propose what the columns of an upload are to records."), s.suggestIntake)
	answer(s, post("/v1/record-imports/check", "record-import-check", "imports:write", "Read a whole table as an import of records would, and say what would become of every row."), s.checkIntake)
	answer(s, post("/v1/record-imports", "record-import", "imports:write", "Begin an import of records; the list of imports says how far it is."), s.startIntake)
	answer(s, post("/v1/record-imports/{id}/stop", "record-import-stop", "imports:write", "Stop an import of records; what it took in stays, and can be undone."), s.stopIntake)
	answer(s, post("/v1/imports/{id}/undo", "import-undo", "imports:write", "Take an import back as one."), s.undoImport)
	answer(s, post("/v1/sample", "sample-load", "sample:write", "Load the sample company into an empty house."), s.loadSample)
	answer(s, remove("/v1/sample", "sample-remove", "sample:write", "Take the sample company back."), s.removeSample)

	answer(s, get("/v1/session", "session", auth.Open, "Who is signed in, and what they may do."), s.showSession)
	answer(s, post("/v1/session", "sign-in", auth.Open, "Sign in with address and password."), s.signIn)
	answer(s, remove("/v1/session", "sign-out", auth.Open, "Sign out."), s.signOut)
	answer(s, post("/v1/first-run", "first-run", auth.Open, "Become the owner of a workspace that has none."), s.firstRun)
	answer(s, patch("/v1/me", "me-set", auth.Myself, "Change one's own name, language or password."), s.changeMe)
	answer(s, get("/v1/me/sessions", "session-list", auth.Myself, "Everywhere one is signed in."), s.mySessions)
	answer(s, remove("/v1/me/sessions", "sessions-end", auth.Myself, "Sign out everywhere but here."), s.endMyOtherSessions)
	answer(s, remove("/v1/me/sessions/{id}", "session-end", auth.Myself, "Sign out in one place."), s.endMySession)
	answer(s, get("/v1/me/second-step", "second-step", auth.Myself, "How one's second step at sign-in stands."), s.showSecondStep)
	answer(s, post("/v1/me/second-step", "second-step-begin", auth.Myself, "Make up a secret for an app that shows codes."), s.beginSecondStep)
	answer(s, put("/v1/me/second-step", "second-step-set", auth.Myself, "Turn the second step on by the first code; gives recovery codes."), s.setSecondStep)
	answer(s, post("/v1/me/second-step/remove", "second-step-remove", auth.Myself, "Turn one's second step off."), s.removeSecondStep)
	answer(s, post("/v1/me/recovery-codes", "recovery-codes", auth.Myself, "Replace one's recovery codes."), s.newRecoveryCodes)
	lead(s, get("/v1/oidc/begin", "oidc-begin", auth.Open, "Go to the provider of identity to sign in."), s.beginOIDC)
	lead(s, get(callback, "oidc-callback", auth.Open, "Where the provider of identity sends people back to."), s.endOIDC)
	answer(s, get("/v1/sign-in", "sign-in-show", "users:write", "How people sign in."), s.showSignIn)
	answer(s, put("/v1/sign-in", "sign-in-set", "users:write", "Set up a provider of identity, or who needs a second step."), s.setSignIn)
	answer(s, get("/v1/invitations", "invitation-list", "users:write", "The invitations nobody has taken up."), s.listInvitations)
	answer(s, post("/v1/invitations", "invite", "users:write", "Invite somebody by a link."), s.invite)
	answer(s, remove("/v1/invitations/{id}", "invitation-remove", "users:write", "Take an invitation back."), s.removeInvitation)
	answer(s, post("/v1/invited", "invited", auth.Open, "What an invitation says to who holds its link."), s.showInvited)
	answer(s, put("/v1/invited", "invitation-accept", auth.Open, "Become a user by an invitation."), s.accept)

	answer(s, get("/v1/users", "user-list", "users:read", "Everybody who may sign in."), s.listUsers)
	answer(s, post("/v1/users", "user-add", "users:write", "Let somebody sign in."), s.addUser)
	answer(s, patch("/v1/users/{id}", "user-set", "users:write", "Change somebody's name or role."), s.changeUser)
	answer(s, remove("/v1/users/{id}", "user-remove", "users:write", "Let somebody sign in no more."), s.removeUser)
	answer(s, post("/v1/users/{id}/reset", "user-reset", "users:write", "Make up a new password, and sign out everywhere."), s.resetUser)
	answer(s, post("/v1/users/{id}/second-step/remove", "user-second-step-remove", "users:write", "Turn somebody's second step off: their phone is gone."), s.removeUsersStep)
	answer(s, get("/v1/teams", "team-list", "users:read", "The teams, and who is in them."), s.listTeams)
	answer(s, post("/v1/teams", "team-add", "teams:write", "Make a team."), s.addTeam)
	answer(s, patch("/v1/teams/{id}", "team-set", "teams:write", "Change a team's name, lead or members."), s.changeTeam)
	answer(s, remove("/v1/teams/{id}", "team-remove", "teams:write", "Remove a team."), s.removeTeam)
	answer(s, get("/v1/roles", "role-list", "users:read", "The roles, and what each may do."), s.listRoles)
	answer(s, post("/v1/roles", "role-add", "users:write", "Make a role of one's own."), s.addRole)
	answer(s, put("/v1/roles/{id}", "role-set", "users:write", "Change a role of one's own."), s.changeRole)
	answer(s, remove("/v1/roles/{id}", "role-remove", "users:write", "Remove a role of one's own."), s.removeRole)
	answer(s, get("/v1/keys", "key-list", "keys:read", "The keys that programs bring."), s.listKeys)
	answer(s, post("/v1/keys", "key-add", "keys:write", "Make a key; an API key is shown this once."), s.addKey)
	answer(s, remove("/v1/keys/{id}", "key-remove", "keys:write", "Remove a key; from then on it opens nothing."), s.removeKey)

	answer(s, post("/v1/records/{type}", "record-add", "{type}:create", "Make a record; a person is told to the log."), s.addRecord)
	answer(s, get("/v1/records/{type}/{id}", "record-show", "{type}:read", "One record with its values."), s.showOneRecord)
	answer(s, patch("/v1/records/{type}/{id}", "record-set", "{type}:update", "Set values of a record."), s.changeRecord)
	answer(s, remove("/v1/records/{type}/{id}", "record-remove", "{type}:delete", "Put a record into the bin, for 30 days."), s.removeRecord)
	answer(s, post("/v1/records/{type}/{id}/restore", "record-restore", "{type}:delete", "Take a record out of the bin."), s.restoreRecord)
	answer(s, get("/v1/records/{type}/{id}/history", "record-history", "{type}:read", "Who changed what of a record, when, why and from where."), s.history)
	answer(s, post("/v1/acts/{id}/undo", "act-undo", auth.Myself, "Take back all that was changed at once, field by field; what somebody changed since is left and told."), s.undo)
	answer(s, get("/v1/fields", "field-list", "workspace:read", "What is kept of records."), s.listFields)
	answer(s, post("/v1/fields", "field-add", "fields:write", "Make a field of the company's own."), s.addField)
	answer(s, patch("/v1/fields/{id}", "field-set", "fields:write", "Change a field's names, choices or place, or put it away."), s.changeField)
	answer(s, get("/v1/fields/{id}/usage", "field-usage", "workspace:read", "How many records have a value of a field."), s.fieldUsage)
	answer(s, get("/v1/tags", "tag-list", "workspace:read", "The tags that records have."), s.listTags)

	answer(s, get("/v1/records/{type}/{id}/timeline", "timeline", "{type}:read", "What happened around a record, newest first, whoever did it."), s.timeline)
	answer(s, get("/v1/records/{type}/{id}/notes", "note-list", "{type}:read", "What people wrote about a record."), s.notes)
	answer(s, post("/v1/records/{type}/{id}/notes", "note-add", "{type}:update", "Write about a record; whom the note mentions is told."), s.addNote)
	answer(s, patch("/v1/records/{type}/{id}/notes/{note}", "note-set", "{type}:update", "Change a note's text, or pin it."), s.setNote)
	answer(s, remove("/v1/records/{type}/{id}/notes/{note}", "note-remove", "{type}:update", "Take a note away."), s.removeNote)
	answer(s, post("/v1/records/{type}/{id}/notes/{note}/restore", "note-restore", "{type}:update", "Give a removed note back."), s.restoreNote)
	answer(s, get("/v1/records/{type}/{id}/notes/{note}/history", "note-history", "{type}:read", "What a note said before."), s.noteEdits)
	answer(s, get("/v1/records/{type}/{id}/files", "attachment-list", "{type}:read", "The files kept with a record."), s.attachments)
	takesFile(s, post("/v1/records/{type}/{id}/files", "attachment-add", "{type}:update", "Keep a file with a record."), s.attach)
	answer(s, remove("/v1/records/{type}/{id}/files/{file}", "attachment-remove", "{type}:update", "Take a file away; it can be restored for 30 days."), s.removeAttachment)
	answer(s, post("/v1/records/{type}/{id}/files/{file}/restore", "attachment-restore", "{type}:update", "Give a removed file back."), s.restoreAttachment)
	s.serve(get("/v1/records/{type}/{id}/files/{file}/content", "attachment-content", "{type}:read", "The file as it came."), s.sendFile)
	s.serve(get("/v1/records/{type}/{id}/files/{file}/preview", "attachment-preview", "{type}:read", "A picture, small and drawn anew."), s.sendPreview)
	answer(s, post("/v1/records/people/{id}/contacts", "contact-add", "people:update", "Write down a call, meeting, message or visit: an event like any other."), s.logContact)
	answer(s, get("/v1/records/people/{id}/consents", "consent-list", "people:read", "What somebody agreed to: what holds now, and the whole ledger."), s.consents)
	answer(s, post("/v1/records/people/{id}/consents", "consent-add", "people:update", "Write down that somebody gave or withdrew consent."), s.writeConsent)
	answer(s, get("/v1/purposes", "purpose-list", "workspace:read", "What data is used for, and what people are asked."), s.purposes)
	answer(s, put("/v1/purposes", "purpose-set", "workspace:write", "Set purposes and add wordings."), s.setPurposes)
	answer(s, get("/v1/requests", "request-list", "requests:read", "What people asked about their data."), s.requests)
	answer(s, post("/v1/requests", "request-add", "requests:write", "Write down what somebody asked about their data."), s.addRequest)
	answer(s, patch("/v1/requests/{id}", "request-set", "requests:write", "Acknowledge, hand on, extend or close a request."), s.setRequest)
	answer(s, get("/v1/terms", "term-list", "workspace:read", "How long requests about data may take."), s.terms)
	answer(s, put("/v1/terms", "term-set", "workspace:write", "Set how long requests about data may take."), s.setTerms)

	answer(s, get("/v1/acts", "act-list", "audit:read", "The audit trail: who did what to what, when, why and from where."), s.acts)
	answer(s, get("/v1/acts/check", "act-check", "audit:read", "Compare the whole audit trail with its chain."), s.checkActs)
	hand(s, get("/v1/acts/export", "act-export", "audit:read", "The audit trail as a file."), "text/csv", s.exportActs)

	answer(s, get("/v1/webhooks", "webhook-list", "webhooks:read", "Where messages go to when something happens."), s.listHooks)
	answer(s, post("/v1/webhooks", "webhook-add", "webhooks:write", "Send messages to an address; its signing secret is shown this once."), s.addHook)
	answer(s, patch("/v1/webhooks/{id}", "webhook-set", "webhooks:write", "Change a webhook, pause it, turn it on, or give it a new secret."), s.changeHook)
	answer(s, remove("/v1/webhooks/{id}", "webhook-remove", "webhooks:write", "Remove a webhook."), s.removeHook)
	answer(s, post("/v1/webhooks/{id}/test", "webhook-test", "webhooks:write", "Send a message that says nothing happened."), s.testHook)
	answer(s, get("/v1/webhooks/{id}/deliveries", "webhook-deliveries", "webhooks:read", "What was and is to be sent, the newest first."), s.deliveries)
	answer(s, post("/v1/webhooks/{id}/deliveries/{delivery}/resend", "webhook-resend", "webhooks:write", "Send a message again."), s.resend)

	answer(s, get("/v1/status", "status", "status:read", "Cursors, counts and versions."), s.status)
	answer(s, get("/v1/doctor", "doctor", "status:read", "Look the house over."), s.doctor)
	answer(s, post("/v1/rebuild", "rebuild", "house:write", "Empty projections and replay the log into them."), s.rebuild)
}
