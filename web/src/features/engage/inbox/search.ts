/** What of the inbox the URL holds. */
export interface InboxSearch {
  /** mine (left out), nobody's, all, or those whose answer is due */
  of?: 'unassigned' | 'all' | 'due'
  state?: 'snoozed' | 'closed'
  channel?: 'email' | 'sms' | 'chat' | 'zalo'
  team?: string
  /** Of due: only whose conversations these are. */
  assignee?: string
  /** Those that began a flow of the bot in a period, whatever their state; of these, where they are in it. */
  flow?: string
  step?: string
  fate?: (typeof fates)[number]
  from?: string
  to?: string
  /** The conversation that is open. */
  open?: string
}

export const fates = ['waiting', 'ended', 'person', 'meeting', 'flow', 'left', 'lapsed', 'unknown'] as const

export function readSearch(raw: Record<string, unknown>): InboxSearch {
  const text = (v: unknown) => (typeof v === 'string' && v !== '' ? v : undefined)
  const one = <T extends string>(v: unknown, ...all: T[]) => all.find((x) => x === v)
  const talks = text(raw.flow) ? { flow: text(raw.flow), step: text(raw.step), fate: one(raw.fate, ...fates), from: text(raw.from), to: text(raw.to) } : {}
  return { ...talks, of: one(raw.of, 'unassigned', 'all', 'due'), state: one(raw.state, 'snoozed', 'closed'), channel: one(raw.channel, 'email', 'sms', 'chat', 'zalo'), team: text(raw.team), assignee: text(raw.assignee), open: text(raw.open) }
}
