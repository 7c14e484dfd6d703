import { expect, it } from 'vitest'
import type { WorkflowTrial } from '../../../shared/client'
import { cameBy } from './Try'

const lines = (...of: [string, string, object?][]) => of.map(([node, kind, data]) => ({ node, kind, data })) as unknown as WorkflowTrial['lines']

it('an end is reached by the way that was taken, and by no other that leads to it', () => {
  const gone = lines(['ask', 'await', { way: 'began' }], ['ask', 'await', { way: 'timeout' }], ['which', 'branch', { path: -1 }], ['half', 'split', {}], ['end', 'exit', {}])
  expect(cameBy(gone, 4)).toEqual({ from: 'half', slot: 0 })
  expect(cameBy(gone.slice(0, 2).concat(gone.slice(4)), 2)).toEqual({ from: 'ask', slot: 'else' })
  expect(cameBy(gone.slice(2, 3).concat(gone.slice(4)), 1)).toEqual({ from: 'which', slot: 'else' })
  expect(cameBy(lines(['ask', 'await', { way: 'heard' }], ['end', 'exit']), 1)).toEqual({ from: 'ask', slot: 'next' })
  expect(cameBy(gone, 0)).toBeUndefined()
})
