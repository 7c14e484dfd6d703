import { expect, test } from 'vitest'
import { placeOf } from './segment'

test('the character the server stumbled over, in either language', () => {
  const place = { before: 'stage ', at: '?', after: ' customer' }
  expect(placeOf('stage ? customer', 'segment: at character 7: found "?", expected =')).toEqual(place)
  expect(placeOf('stage ? customer', 'nhóm người: ở ký tự thứ 7: gặp "?", cần =')).toEqual(place)
})

test('an expression that ends too early', () => {
  expect(placeOf('stage =', 'segment: at character 8: found the end, expected text in UTF-8')).toEqual({ before: 'stage =', at: '', after: '' })
})

test('characters count once, however they are kept', () => {
  expect(placeOf('city = "🌸Huế" !', 'nhóm người: ở ký tự thứ 15: gặp "!", cần and')).toEqual({ before: 'city = "🌸Huế" ', at: '!', after: '' })
})

test('another complaint marks nothing', () => {
  expect(placeOf('stage = customer', 'there is no time zone "X" at character 3: ')).toBeUndefined()
})
