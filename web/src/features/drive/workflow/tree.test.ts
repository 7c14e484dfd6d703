import { describe, expect, it } from 'vitest'
import type { Definition, Node } from './definition'
import { grow, type Row } from './tree'

const of = (begin: string, ...nodes: Node[]): Definition => ({ triggers: [], again: { when: 'never' }, start: begin, nodes })
const act = (id: string, next: string): Node => ({ id, kind: 'action', action: 'task', next })
const wait = (id: string, event: string, next: string, otherwise: string): Node => ({ id, kind: 'await', event, for: '1d', next, else: otherwise })
const end: Node = { id: 'end', kind: 'exit' }

/** A row in short: its steps, forks in brackets, and how it ends. */
const short = (r: Row): string => {
  const steps = r.steps.map((s) => s.node.id + (s.forks ? `[${s.forks.map((f) => short(f.row)).join(' | ')}]` : ''))
  return [...steps, 'node' in r.end ? `${r.end.kind}:${r.end.node.id}` : r.end.kind].join(' ')
}

describe('grow', () => {
  it('puts steps below one another', () => expect(short(grow(of('a', act('a', 'b'), act('b', 'end'), end)))).toBe('a b end:end'))

  it('ends each way by itself where all end', () =>
    expect(short(grow(of('q', wait('q', 'x', 'end', 'a'), act('a', 'end'), end)))).toBe('q[end:end | a end:end] together'))

  it('goes on below where ways meet', () =>
    expect(short(grow(of('q', wait('q', 'x', 'c', 'a'), act('a', 'c'), act('c', 'end'), end)))).toBe('q[together | a together] c end:end'))

  it('lets ways within ways meet further out', () =>
    expect(short(grow(of('q', wait('q', 'x', 'p', 'c'), wait('p', 'y', 'a', 'c'), act('a', 'c'), act('c', 'end'), end)))).toBe('q[p[a together | together] together | together] c end:end'))

  it('names the step a way leads back to', () =>
    expect(short(grow(of('a', act('a', 'q'), wait('q', 'x', 'end', 'a'), end)))).toBe('a q[end:end | elsewhere:a] together'))

  it('shows a way that leads nowhere, and holds with ids that are not there', () =>
    expect(short(grow(of('a', act('a', 'gone'))))).toBe('a nowhere'))

  it('draws each step once, however ways cross', () => {
    const row = short(grow(of('s', { id: 's', kind: 'split', paths: [{ weight: 1, next: 'p' }, { weight: 1, next: 'q' }, { weight: 1, next: 'c' }] },
      wait('p', 'x', 'b', 'c'), wait('q', 'x', 'b', 'c'), act('b', 'end'), act('c', 'end'), end)))
    for (const id of ['p', 'q', 'b', 'c']) expect(row.match(new RegExp(`(?<![\\w:])${id}(?!\\w)`, 'g')), `${id} in ${row}`).toHaveLength(1)
  })
})
