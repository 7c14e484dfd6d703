import { describe, expect, it } from 'vitest'
import { conditions, type Definition, ending, freeId, insert, lead, leadsTo, start, without } from './definition'

const d: Definition = {
  triggers: [], again: { when: 'never' }, start: 'hello', where: 'exists email',
  nodes: [
    { id: 'hello', kind: 'action', action: 'message', with: {}, next: 'opened' },
    { id: 'opened', kind: 'await', event: 'Email Opened', for: '3d', next: 'end', else: 'again' },
    { id: 'again', kind: 'action', action: 'message', with: {}, next: 'end' },
    { id: 'end', kind: 'exit' },
  ],
}

describe('a definition being written', () => {
  it('takes a step in between, upon one way or upon several', () => {
    const [one, id] = insert(d, [{ from: 'opened', slot: 'else' }], 'wait')
    expect([id, leadsTo(one, { from: 'opened', slot: 'else' }), leadsTo(one, { from: 'wait', slot: 'next' })]).toEqual(['wait', 'wait', 'again'])
    const [two] = insert(d, [{ from: 'opened', slot: 'next' }, { from: 'again', slot: 'next' }], 'action', 'task')
    expect(two.nodes.map((n) => n.next)).toEqual(['opened', 'task', 'task', undefined, 'end'])
  })

  it('loses a step: what led to it leads on, and what only it led to goes too', () => {
    expect(without(d, 'hello').start).toBe('opened')
    expect(without(d, 'opened').nodes.map((n) => n.id)).toEqual(['hello', 'end'])
  })

  it('stays as it was, whatever is made of it', () => {
    const before = JSON.stringify(d)
    insert(d, [start], 'split')
    without(d, 'opened')
    lead(d, start, 'end')
    expect(JSON.stringify(d)).toBe(before)
  })

  it('ends at the end there is, or at a new one', () => {
    expect(ending(d, 'exit')[1]).toBe('end')
    const [goaled, id] = ending(d, 'goal')
    expect(goaled.nodes.at(-1)).toEqual({ id, kind: 'goal' })
  })

  it('gives free ids and each condition once', () => {
    expect(freeId(d.nodes, 'end')).toBe('end_2')
    expect(conditions({ ...d, goal: { where: 'exists email' } })).toEqual(['exists email'])
  })
})
