import { expect, test } from 'vitest'
import type { Field } from '../../../shared/record/field'
import { moved } from './order'

const fields = ['a', 'b', 'c', 'd'].map((id, i) => ({ id, position: 10 + i })) as Field[]

test('a field is moved, and only those that change places are written', () => {
  const { order, writes } = moved(fields, 2, 1)
  expect(order.map((f) => f.id)).toEqual(['a', 'c', 'b', 'd'])
  expect(writes).toEqual([{ id: 'c', position: 11 }, { id: 'b', position: 12 }])
  expect(moved(fields, 0, 99).order.map((f) => f.id)).toEqual(['b', 'c', 'd', 'a'])
  expect(moved(fields, 1, 1).writes).toEqual([])
})

test('positions that repeat count up afterwards', () => {
  const same = fields.map((f) => ({ ...f, position: 0 }))
  expect(moved(same, 3, 0).order.map((f) => f.position)).toEqual([0, 1, 2, 3])
})
