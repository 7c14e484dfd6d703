// A person's timeline: what they did and where it moved them, newest first, as one list.

import { fold } from '../../../shared/fold'

export interface Happening {
  id: string
  at: string
  name: string
  meaning: string | null
}

export interface Moved {
  at: string
  from: string
  to: string
}

/** A line of the timeline; its key tells it apart from all others and stays its own as more of them are loaded. */
export type Line<E extends Happening> = { key: string; at: string } & ({ kind: 'event'; event: E } | { kind: 'move'; move: Moved })

/**
 * lines weaves stage changes into the events. A change stands above the event of the same instant that caused it.
 * Until the last page is here (`whole`), changes older than the oldest event shown are left for later pages.
 */
export function lines<E extends Happening>(events: E[], moves: Moved[], whole: boolean): Line<E>[] {
  const oldest = events.at(-1)?.at
  const shown = [...moves].reverse().filter((m) => whole || (oldest !== undefined && notBefore(m.at, oldest)))
  const unique = counter()
  const woven: Line<E>[] = []
  for (const event of events) {
    while (shown[0] && notBefore(shown[0].at, event.at)) woven.push(asLine(shown.shift()!))
    woven.push({ kind: 'event', key: unique(event.id || `${event.at} ${event.name}`), at: event.at, event })
  }
  return [...woven, ...shown.map(asLine)]
}

const asLine = (move: Moved) => ({ kind: 'move', key: `${move.at} ${move.from} ${move.to}`, at: move.at, move }) as const

/** counter makes texts that come again different: derived events have no id, and can be alike. */
function counter() {
  const seen = new Map<string, number>()
  return (text: string) => {
    const n = seen.get(text) ?? 0
    seen.set(text, n + 1)
    return n ? `${text} ${n}` : text
  }
}

/** notBefore compares instants to the microsecond, which dates of this language cannot hold. */
function notBefore(a: string, b: string): boolean {
  return a.replace('Z', '') >= b.replace('Z', '')
}

/** choose keeps the lines of one kind and of names that hold what was typed, whatever its capitals and marks. */
export function choose<E extends Happening>(all: Line<E>[], typed: string, kind: string, named = (name: string) => name): Line<E>[] {
  const wanted = fold(typed)
  return all.filter((line) => {
    if (line.kind === 'move') return !wanted && (!kind || kind === 'move')
    if (kind && kind !== (line.event.meaning ?? 'none')) return false
    return fold(line.event.name).includes(wanted) || fold(named(line.event.name)).includes(wanted)
  })
}
