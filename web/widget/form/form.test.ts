// @vitest-environment jsdom
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { answersOf, field } from './fields'
import { asked, hidden, type Question } from './questions'
import { firstBits, work } from './work'

const bitsOf = (text: string) => createHash('sha256').update(text).digest().readUInt32BE(0)

test('the hash is SHA-256, of one block and of two', () => {
  for (const text of ['', 'abc', 'a'.repeat(55), 'a'.repeat(56), 'a'.repeat(64), 'x'.repeat(118)]) expect(firstBits(text)).toBe(bitsOf(text))
})

test('work finds a number whose hash begins with the zeros that are asked for', async () => {
  const n = await work('ticket', 10)
  expect(Math.clz32(bitsOf(`ticket:${n}`))).toBeGreaterThanOrEqual(10)
})

test('a field is asked by what was answered before it', () => {
  const answers = { size: ['large'] }
  expect(asked(undefined, answers)).toBe(true)
  expect(asked([{ field: 'size', is: 'one-of', of: ['large'] }], answers)).toBe(true)
  expect(asked([{ field: 'size', is: 'none-of', of: ['large'] }], answers)).toBe(false)
  expect(asked([{ field: 'name', is: 'empty' }, { field: 'size', is: 'filled' }], answers)).toBe(true)
})

test('what is not asked is not sent, and a hidden field says what the address says', () => {
  const words = { choose: 'Choose' }
  const fields: Question[] = [
    { key: 'size', kind: 'text', label: 'Size' },
    { key: 'floors', kind: 'number', label: 'Floors', show: [{ field: 'size', is: 'filled' }] },
    { key: 'from', kind: 'hidden', label: '', parameter: 'from', value: 'site' },
  ]
  const boxes = fields.filter((q) => q.kind !== 'hidden').map((q) => field(q, words))
  boxes[1]!.box.querySelector('input')!.value = '3'
  expect(answersOf(boxes, fields)).toEqual({ from: ['site'] })
  boxes[0]!.box.querySelector('input')!.value = 'large'
  expect(answersOf(boxes, fields)).toEqual({ size: ['large'], floors: ['3'], from: ['site'] })
  expect(hidden(fields[2]!, '?from=tet')).toBe('tet')
})
