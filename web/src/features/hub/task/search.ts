/** What of the tasks the URL holds. */
export interface TaskSearch {
  /** today (left out), week or done */
  show?: 'week' | 'done'
  /** A team's tasks instead of mine, or all. */
  of?: string
  /** The task that is open. */
  task?: string
}

export function readSearch(raw: Record<string, unknown>): TaskSearch {
  const text = (v: unknown) => (typeof v === 'string' && v !== '' ? v : undefined)
  const show = text(raw.show)
  return { show: show === 'week' || show === 'done' ? show : undefined, of: text(raw.of), task: text(raw.task) }
}
