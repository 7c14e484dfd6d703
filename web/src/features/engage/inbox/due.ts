import type { Conversation } from '../../../shared/client'

/** How an answer stands: late, due within half an hour, or in good time; none is due where nobody waits. */
export function dueState(c: Pick<Conversation, 'due_at'>, now = Date.now()): 'late' | 'soon' | 'fine' | undefined {
  if (!c.due_at) return undefined
  const left = Date.parse(c.due_at) - now
  return left < 0 ? 'late' : left < 30 * 60_000 ? 'soon' : 'fine'
}
