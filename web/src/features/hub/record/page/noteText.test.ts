import { expect, test } from 'vitest'
import { mentionAt, name, readLine, readNote } from './noteText'

test('a note is read as paragraphs, lists and steps', () => {
  const kinds = readNote('# Cuộc gọi\nChị hỏi giá.\nGọi lại sau.\n\n- một\n- hai\n1. ba\n> trích').map((b) => `${b.kind} ${b.lines.length}`)
  expect(kinds).toEqual(['heading 1', 'paragraph 2', 'list 2', 'steps 1', 'quote 1'])
})

test('a line holds names, links and emphasis; everything else is text', () => {
  expect(readLine('Nhờ @[Nguyễn Lan](usr_0123456789ABC) xem https://a.vn/b?c=1. **gấp** `mã` snake_case_name 2*3*4')).toEqual([
    { kind: 'text', text: 'Nhờ ' }, { kind: 'mention', text: 'Nguyễn Lan', who: 'usr_0123456789ABC' }, { kind: 'text', text: ' xem ' },
    { kind: 'link', text: 'https://a.vn/b?c=1', to: 'https://a.vn/b?c=1' }, { kind: 'text', text: '. ' }, { kind: 'strong', text: 'gấp' },
    { kind: 'text', text: ' ' }, { kind: 'code', text: 'mã' }, { kind: 'text', text: ' snake_case_name 2*3*4' },
  ])
})

test.each(['<img src=x onerror=alert(1)>', '[a](javascript:alert(1))', '[a](data:text/html,x)', '@[x](per_0123456789ABC)', '<b>đậm</b>'])('%s stays text', (line) => {
  expect(readLine(line)).toEqual([{ kind: 'text', text: line }])
})

test('an @ after a space begins a name, one in an address does not', () => {
  expect(mentionAt('Nhờ @Lan Ng', 11)).toEqual({ from: 4, typed: 'Lan Ng' })
  expect(mentionAt('lan@example.com', 8)).toBeUndefined()
  expect(name('Nhờ @la xem', 4, 7, { id: 'usr_1', name: 'Nguyễn [Lan]' })).toEqual(['Nhờ @[Nguyễn  Lan ](usr_1) xem', 27])
})
