import type { Task } from '../../../shared/client'
import type { Format } from '../../../shared/format'
import { addDays, dayIn, localTime } from './day'
import type { en } from './words'

/** When something is due, as people say it: today, tomorrow at nine, or the date. */
export function due(task: Pick<Task, 'due_on' | 'due_at'>, f: Format, w: typeof en): string {
  if (task.due_on) return near(task.due_on, f, w)
  if (!task.due_at) return ''
  return at(task.due_at, f, w)
}

/** An instant, as people say it. */
export function at(instant: string, f: Format, w: typeof en): string {
  const local = localTime(instant, f.zone)
  return `${near(local.slice(0, 10), f, w)} ${local.slice(11)}`
}

function near(day: string, f: Format, w: typeof en): string {
  const today = dayIn(new Date(), f.zone)
  const i = [-1, 0, 1].findIndex((n) => addDays(today, n) === day)
  return i < 0 ? f.day(day) : w.near[i]!
}

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
