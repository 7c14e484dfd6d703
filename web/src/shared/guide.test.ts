import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readGuide, readInline } from './guide'

test('words are marked as they are written', () => {
  expect(readInline('Press **Save**, or `Ctrl S`; see [this](x.md).')).toEqual([
    { kind: 'plain', text: 'Press ' }, { kind: 'bold', text: 'Save' }, { kind: 'plain', text: ', or ' }, { kind: 'code', text: 'Ctrl S' },
    { kind: 'plain', text: '; see ' }, { kind: 'link', text: 'this', to: 'x.md' }, { kind: 'plain', text: '.' },
  ])
  expect(readInline('last_contact and 2 * 3 * 4')).toEqual([{ kind: 'plain', text: 'last_contact and 2 * 3 * 4' }])
})

test('lists, tables and code are read whole', () => {
  expect(readGuide('# A\n\n1. one\n   goes on\n2. two\n\n| a | b |\n|---|---|\n| c | d |\n\n```\nx\n```\nend').map((b) => b.kind)).toEqual(['heading', 'list', 'table', 'code', 'text'])
})

const guides = join(__dirname, '../../../docs/guide')

test('every page of the guide can be shown', () => {
  for (const name of readdirSync(guides)) {
    const blocks = readGuide(readFileSync(join(guides, name), 'utf8'))
    expect(blocks[0], name).toMatchObject({ kind: 'heading', level: 1 })
    const plain = JSON.stringify(blocks, (_, part: unknown) => ((part as { kind?: string } | null)?.kind === 'code' ? '' : part))
    expect(plain, name).not.toMatch(/\*\*|\]\(/)
  }
})
