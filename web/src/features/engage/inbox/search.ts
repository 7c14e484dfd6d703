/** What of the inbox the URL holds. */
export interface InboxSearch {
  /** mine (left out), nobody's, all, or those whose answer is due */
  of?: 'unassigned' | 'all' | 'due'
  state?: 'snoozed' | 'closed'
  channel?: 'email' | 'sms' | 'chat' | 'zalo'
  team?: string
  /** Of due: only whose conversations these are. */
  assignee?: string
  /** The conversation that is open. */
  open?: string
}

export function readSearch(raw: Record<string, unknown>): InboxSearch {
  const text = (v: unknown) => (typeof v === 'string' && v !== '' ? v : undefined)
  const one = <T extends string>(v: unknown, ...all: T[]) => all.find((x) => x === v)
  return { of: one(raw.of, 'unassigned', 'all', 'due'), state: one(raw.state, 'snoozed', 'closed'), channel: one(raw.channel, 'email', 'sms', 'chat', 'zalo'), team: text(raw.team), assignee: text(raw.assignee), open: text(raw.open) }
}
