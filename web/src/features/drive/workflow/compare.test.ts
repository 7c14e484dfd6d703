import { describe, expect, it } from 'vitest'
import { compare } from './compare'
import type { Definition } from './definition'

const d = (...nodes: Definition['nodes']): Definition => ({ triggers: [{ id: 'by_hand', kind: 'manual' }], again: { when: 'never' }, start: 'a', nodes })

describe('compare', () => {
  it('finds nothing where only the order of members differs', () =>
    expect(compare(d({ id: 'a', kind: 'wait', for: '1d', next: 'end' }), d({ next: 'end', for: '1d', kind: 'wait', id: 'a' }))).toEqual([]))

  it('tells what came, went and changed', () =>
    expect(compare({ ...d({ id: 'a', kind: 'wait', for: '1d' }, { id: 'b', kind: 'exit' }), where: 'exists email' }, d({ id: 'a', kind: 'wait', for: '2d' }, { id: 'c', kind: 'exit' })))
      .toEqual([{ what: 'rules', id: '', how: 'differs' }, { what: 'node', id: 'a', how: 'differs' }, { what: 'node', id: 'c', how: 'added' }, { what: 'node', id: 'b', how: 'removed' }]))
})
