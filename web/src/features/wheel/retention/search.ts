import { useSearch } from '@tanstack/react-router'
import type { EventName } from '../../../shared/EventPicker'
import { addDays, type Fallback, nextDay, yearSoFar } from '../../../shared/question'
import { writeStep } from '../../../shared/steps'

export const calendars = ['day', 'week', 'month'] as const
export type Calendar = (typeof calendars)[number]

/** A retention question as the URL holds it and the API takes it. */
export interface RetentionSearch {
  first?: string
  return?: string
  every?: Calendar
  periods?: string
  unbounded?: 'true'
}

export function readSearch(raw: Record<string, unknown>): RetentionSearch {
  const search: RetentionSearch = {}
  for (const key of ['first', 'return', 'periods'] as const) if (typeof raw[key] === 'string' && raw[key]) search[key] = raw[key]
  search.every = calendars.find((c) => c === raw.every)
  if (raw.unbounded === 'true') search.unbounded = 'true'
  return search
}

/** As many periods as are read at a glance. */
const usualPeriods: Record<Calendar, number> = { day: 14, week: 12, month: 12 }

/** Cohorts enough to see a change between them, where the URL says no period. */
const usualCohorts: Record<Calendar, Fallback> = {
  day: (today) => ({ from: addDays(today, -13), to: nextDay(today) }),
  week: (today) => ({ from: addDays(today, -83), to: nextDay(today) }),
  month: yearSoFar,
}

/** The question on the screen. Where the URL says none: do those who bought buy again? */
export function useRetentionSearch(names: EventName[]) {
  const search = useSearch({ strict: false }) as RetentionSearch
  const every = search.every ?? 'month'
  const periods = Number(search.periods)
  const first = search.first ?? usualFirst(names)
  return {
    first,
    return: search.return ?? first,
    every,
    periods: Number.isInteger(periods) && periods >= 1 && periods <= 400 ? periods : usualPeriods[every],
    unbounded: search.unbounded === 'true',
    fallback: usualCohorts[every],
  }
}

/** The purchase there is most of, else whatever there is most of. */
function usualFirst(names: EventName[]): string | undefined {
  const most = [...names].sort((a, b) => b.count - a.count)
  const event = most.find((n) => n.meaning === 'purchase') ?? most[0]
  return event && writeStep({ event: event.name, where: '' })
}
