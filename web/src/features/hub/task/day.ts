import type { Task } from '../../../shared/client'

/** The day of an instant in a zone, as 2026-11-22. */
export const dayIn = (at: Date, zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** Days after a day. */
export function addDays(day: string, n: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + n)
  return at.toISOString().slice(0, 10)
}

/** The Monday of a day's week. */
export const monday = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** The day on which a task comes up, in a zone; undefined: never. */
export function comesOn(task: Pick<Task, 'due_on' | 'due_at' | 'snoozed_until'>, zone: string): string | undefined {
  const due = task.due_on ?? (task.due_at ? dayIn(new Date(task.due_at), zone) : undefined)
  const put = task.snoozed_until ? dayIn(new Date(task.snoozed_until), zone) : undefined
  return put && (!due || put > due) ? put : due
}

/** Tasks by the days they come up on, of a week. */
export function byDay(tasks: Task[], from: string, zone: string): { day: string; tasks: Task[] }[] {
  return Array.from({ length: 7 }, (_, i) => addDays(from, i)).map((day) => ({ day, tasks: tasks.filter((t) => comesOn(t, zone) === day) }))
}

/** A time for an input of date and time, in a zone: 2026-11-22T09:30. */
export function localTime(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(at))
  const of = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

/** The instant a day and a time of day are in a zone, with its offset written out. */
export function instantIn(day: string, time: string, zone: string): string {
  const guess = new Date(`${day}T${time}:00Z`)
  const shown = new Date(`${localTime(guess.toISOString(), zone)}:00Z`)
  const first = new Date(guess.getTime() - (shown.getTime() - guess.getTime()))
  const again = new Date(`${localTime(first.toISOString(), zone)}:00Z`)
  return new Date(first.getTime() - (again.getTime() - guess.getTime())).toISOString()
}
