import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useZone } from './session'

/** What narrows every readout, in the URL as the API takes it. */
export interface Question {
  from?: string
  to?: string
  segment?: string
  as_of?: string
  known_at?: string
  timezone?: string
}

/** What every screen's URL may hold: the question, what to compare with, and the door that stands open. */
export interface ScreenSearch extends Question {
  compare?: Compare
  door?: string
}

/** With what a period is compared: the one before it (the default), the same a year before, or nothing. */
export type Compare = 'year' | 'none'

export const narrowing = ['from', 'to', 'segment', 'as_of', 'known_at', 'timezone'] as const

/** Reads what a URL may hold; what it may not is left out. */
export function readScreenSearch(raw: Record<string, unknown>): ScreenSearch {
  const search: ScreenSearch = {}
  for (const key of [...narrowing, 'door'] as const) {
    const value = raw[key]
    if (value !== undefined && value !== '') search[key] = String(value)
  }
  if (raw.compare === 'year' || raw.compare === 'none') search.compare = raw.compare
  return search
}

/** The period of a screen whose URL says none, given today's date. */
export type Fallback = (today: string) => { from: string; to: string }

/** The question of the screen, with its period filled in: the last whole month where the URL says nothing. */
export function useQuestion(fallback: Fallback = lastMonth): Question & { from: string; to: string } {
  const search = useSearch({ strict: false }) as ScreenSearch
  const zone = useZone()
  const { from, to, segment, as_of, known_at, timezone } = search
  return useMemo(() => {
    const period = from ? { from, to: to ?? nextDay(today(zone, as_of)) } : fallback(today(zone, as_of))
    return defined({ segment, as_of, known_at, timezone, ...period })
  }, [from, to, segment, as_of, known_at, timezone, zone, fallback])
}

/** The period a screen's figures are compared with; null where the URL says none. */
export function useComparison(fallback?: Fallback): { from: string; to: string } | null {
  const { compare } = useSearch({ strict: false }) as ScreenSearch
  const { from, to } = useQuestion(fallback)
  return useMemo(() => {
    if (compare === 'none') return null
    return compare === 'year' ? yearBefore({ from, to }) : periodBefore({ from, to })
  }, [compare, from, to])
}

const defined = <T extends object>(all: T): T =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T

// Days are YYYY-MM-DD; reckoning with them is calendar arithmetic and knows no zone.

/** Today's date in a zone; as of another instant where one is given. */
export function today(zone: string, asOf?: string): string {
  if (asOf && /^\d{4}-\d{2}-\d{2}$/.test(asOf)) return asOf
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(asOf ? new Date(asOf) : new Date())
}

const day = (date: string) => new Date(`${date.slice(0, 10)}T00:00:00Z`)
const show = (date: Date) => date.toISOString().slice(0, 10)

export function addDays(date: string, days: number): string {
  return show(new Date(day(date).getTime() + days * 86_400_000))
}

export const nextDay = (date: string) => addDays(date, 1)

/** The first of the month that lies so many months away. */
export function monthStart(date: string, months = 0): string {
  const d = day(date)
  return show(new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months, 1)))
}

/** The last whole month. */
export const lastMonth: Fallback = (date: string) => ({ from: monthStart(date, -1), to: monthStart(date) })

/** This month as far as it has come and the eleven before it. */
export const yearSoFar: Fallback = (date) => ({ from: monthStart(date, -11), to: nextDay(date) })

/** The period of equal length before; a run of whole months is preceded by as many months. */
export function periodBefore({ from, to }: { from: string; to: string }) {
  if (from === monthStart(from) && to === monthStart(to) && from < to) {
    const months = (day(to).getUTCFullYear() - day(from).getUTCFullYear()) * 12 + day(to).getUTCMonth() - day(from).getUTCMonth()
    return { from: monthStart(from, -months), to: from }
  }
  const length = Date.parse(to) - Date.parse(from)
  const before = new Date(Date.parse(from) - length)
  return { from: from.length === 10 ? show(before) : before.toISOString(), to: from }
}

/** The same days one year before. */
export function yearBefore({ from, to }: { from: string; to: string }) {
  const back = (at: string) => {
    const d = new Date(at)
    d.setUTCFullYear(d.getUTCFullYear() - 1)
    return at.length === 10 ? show(d) : d.toISOString()
  }
  return { from: back(from), to: back(to) }
}
