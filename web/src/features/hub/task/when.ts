import type { Task } from '../../../shared/client'
import type { Format } from '../../../shared/format'
import type { en } from './words'

/** When something is due, as short as it can be said. */
export const due = (task: Pick<Task, 'due_on' | 'due_at'>, f: Format): string => (task.due_on ? f.day(task.due_on) : task.due_at ? f.instant(task.due_at) : '')

/** How something repeats; empty: it does not. */
export function repeats(task: Pick<Task, 'repeat'>, w: typeof en): string {
  const r = task.repeat as Task['repeat'] | null
  if (!r) return ''
  return (r.each ?? 1) > 1 ? w.each(r.each!, w.units[r.every]!) : w.everyday[r.every]!
}

/** How a task of a kind can end. */
export const outcomes: Record<string, string[]> = { todo: [], call: ['reached', 'no_answer', 'busy', 'wrong_number'], meeting: ['held', 'missed'], email: ['sent'] }

export const late = (task: Pick<Task, 'due_at' | 'done_at' | 'snoozed_until'>, now: number): boolean =>
  !task.done_at && !!task.due_at && Date.parse(task.due_at) < now && !(task.snoozed_until && Date.parse(task.snoozed_until) > now)
