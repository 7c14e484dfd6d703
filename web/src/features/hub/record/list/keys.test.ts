import { expect, test } from 'vitest'
import { keyMove } from './keys'

const sheet = { rows: 10, columns: 4, page: 5 }
const press = (key: string, row: number, column: number, far = false) => keyMove({ key, ctrlKey: far, metaKey: false, altKey: false }, { row, column }, sheet)

test('keys lead as in a spreadsheet and stop at its edges', () => {
  expect(press('ArrowDown', 3, 1)).toEqual({ row: 4, column: 1 })
  expect(press('ArrowDown', 9, 1)).toEqual({ row: 9, column: 1 })
  expect(press('ArrowLeft', 3, 0)).toEqual({ row: 3, column: 0 })
  expect(press('End', 3, 1)).toEqual({ row: 3, column: 3 })
  expect(press('End', 3, 1, true)).toEqual({ row: 9, column: 3 })
  expect(press('PageDown', 7, 2)).toEqual({ row: 9, column: 2 })
  expect(press('x', 7, 2)).toBeUndefined()
})
