// The few forms of Markdown the guides are written in.

export type Inline = { kind: 'plain' | 'bold' | 'italic' | 'code'; text: string } | { kind: 'link'; text: string; to: string }

export type Block =
  | { kind: 'heading'; level: number; words: Inline[] }
  | { kind: 'text'; words: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'table'; rows: Inline[][][] }

/** Reads a page. Left out are pictures, which show the screen one looks at, and the way to the other language. */
export function readGuide(text: string): Block[] {
  const blocks: Block[] = []
  const lines = text.split('\n')
  while (lines.length) {
    const line = lines[0]!
    if (!line.trim() || /^(!\[|\*\[.*\]\(.*\)\*$)/.test(line)) lines.shift()
    else if (line.startsWith('```')) blocks.push(readCode(lines))
    else if (line.startsWith('#')) blocks.push(readHeading(lines.shift()!))
    else if (line.startsWith('|')) blocks.push({ kind: 'table', rows: take(lines, (l) => l.startsWith('|')).filter((l) => !/^\|[-:| ]+$/.test(l)).map(readRow) })
    else if (item.test(line)) blocks.push(readList(lines))
    else blocks.push({ kind: 'text', words: readInline(take(lines, (l) => l.trim() !== '' && !/^(#|\||```)/.test(l) && !item.test(l)).join(' ')) })
  }
  return blocks
}

const item = /^\s*([-*]|\d+\.) /

function take(lines: string[], while_: (line: string) => boolean): string[] {
  const taken = [lines.shift()!]
  while (lines.length && while_(lines[0]!)) taken.push(lines.shift()!)
  return taken
}

function readCode(lines: string[]): Block {
  lines.shift()
  const end = lines.findIndex((l) => l.startsWith('```'))
  const code = lines.splice(0, end < 0 ? lines.length : end + 1)
  return { kind: 'code', text: code.slice(0, end < 0 ? undefined : -1).join('\n') }
}

function readHeading(line: string): Block {
  const [, marks, words] = /^(#+)\s*(.*)$/.exec(line)!
  return { kind: 'heading', level: marks!.length, words: readInline(words!) }
}

/** A line that begins no item goes on with the one before. */
function readList(lines: string[]): Block {
  const ordered = /^\s*\d/.test(lines[0]!)
  const items: string[] = []
  for (const line of take(lines, (l) => item.test(l) || /^\s+\S/.test(l))) {
    if (item.test(line)) items.push(line.replace(item, ''))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return { kind: 'list', ordered, items: items.map(readInline) }
}

const readRow = (line: string) => line.replace(/^\||\|\s*$/g, '').split(/(?<!\\)\|/).map((cell) => readInline(cell.replaceAll('\\|', '|').trim()))

const marked = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)|(?<![\p{L}\d*])[*_]([^*_\s](?:[^*_]*[^*_\s])?)[*_](?![\p{L}\d*])/gu

export function readInline(text: string): Inline[] {
  const all: Inline[] = []
  let from = 0
  for (const m of text.matchAll(marked)) {
    if (m.index > from) all.push({ kind: 'plain', text: text.slice(from, m.index) })
    from = m.index + m[0].length
    if (m[1]) all.push({ kind: 'bold', text: m[1] })
    else if (m[2]) all.push({ kind: 'code', text: m[2] })
    else if (m[3]) all.push({ kind: 'link', text: m[3], to: m[4]! })
    else all.push({ kind: 'italic', text: m[5]! })
  }
  if (from < text.length) all.push({ kind: 'plain', text: text.slice(from) })
  return all
}
