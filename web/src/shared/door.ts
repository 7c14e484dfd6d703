import { useSearch } from '@tanstack/react-router'
import { type Question, type ScreenSearch, useQuestion } from './question'

/** A figure by its path in its readout's JSON, and what it was asked beside the screen's own question. */
export interface Behind {
  figure: string
  asked: Record<string, string>
}

/** The URL's text for a door: `wheel.mass`, or `wheel.mass?from=2026-09-01&to=2026-10-01`. */
export function writeDoor(figure: string, asked?: Question | Record<string, string | undefined>): string {
  const given = Object.entries(asked ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const path = figure.replace(/[%?]/g, encodeURIComponent) // a breakdown's value may hold any sign
  return given.length ? `${path}?${new URLSearchParams(given)}` : path
}

export function readDoor(door: string): Behind {
  const at = door.indexOf('?')
  const figure = (at < 0 ? door : door.slice(0, at)).replaceAll('%3F', '?').replaceAll('%25', '%')
  return { figure, asked: Object.fromEntries(new URLSearchParams(at < 0 ? '' : door.slice(at + 1))) }
}

/** The door that stands open and the whole question behind it, for `GET /v1/list`; undefined while none does. */
export function useOpenDoor(): { figure: string; question: Record<string, string> } | undefined {
  const { door } = useSearch({ strict: false }) as ScreenSearch
  const question = useQuestion()
  if (!door) return undefined
  const { figure, asked } = readDoor(door)
  return { figure, question: { ...question, ...asked } as Record<string, string> }
}
