import { addDays, type Question, today } from '../../../shared/question'

/** Value is asked as of the end of the screen's last day; of a day that is not over, as it is now. */
export function valueQuestion({ segment, as_of, known_at, timezone, to }: Question & { to: string }, zone: string) {
  const last = addDays(to, to.length === 10 ? -1 : 0)
  const now = today(zone, as_of)
  return { at: last < now ? last : now, segment, as_of, known_at, timezone }
}
