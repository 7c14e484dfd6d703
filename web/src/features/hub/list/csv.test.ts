import { expect, test } from 'vitest'
import { csvLine } from './csv'

test('quotes what would break a line, and doubles quotes', () => {
  expect(csvLine(['Nguyễn Văn Đức', 'a,b', 'say "hi"', 'two\nlines', ''])).toBe('Nguyễn Văn Đức,"a,b","say ""hi""","two\nlines",\r\n')
})

test('leaves no formula behind', () => {
  expect(csvLine(['=1+1', '+84901', '-2', '@sum', ' =1', '\t=1', 'a=b'])).toBe("'=1+1,'+84901,'-2,'@sum,' =1,'\t=1,a=b\r\n")
})

test('keeps numbers numbers, also negative ones, and unknown ones empty', () => {
  expect(csvLine([-5, 0, 1.5, null, undefined])).toBe('-5,0,1.5,,\r\n')
})
