/** A piece of a line. */
export type Span =
  | { kind: 'text' | 'strong' | 'emphasis' | 'code'; text: string }
  | { kind: 'link'; text: string; to: string }
  | { kind: 'mention'; text: string; who: string }

/** A paragraph, a heading, a quotation, or a list. */
export interface Block {
  kind: 'paragraph' | 'heading' | 'quote' | 'list' | 'steps'
  lines: Span[][]
}

const starts: [RegExp, Block['kind']][] = [
  [/^#{1,4}\s+/, 'heading'],
  [/^>\s?/, 'quote'],
  [/^[-*•]\s+/, 'list'],
  [/^\d{1,3}[.)]\s+/, 'steps'],
]

/** Reads a note: a little of Markdown, and nothing of HTML, which stays text. */
export function readNote(text: string): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  for (const line of text.split('\n')) {
    if (!line.trim()) {
      open = undefined
      continue
    }
    const [start, kind] = starts.find(([begin]) => begin.test(line)) ?? [undefined, 'paragraph' as const]
    const spans = readLine(start ? line.replace(start, '') : line)
    if (open?.kind === kind && kind !== 'heading') open.lines.push(spans)
    else blocks.push((open = { kind, lines: [spans] }))
  }
  return blocks
}

// A link leads to the web only: what stands between brackets was written by anybody.
const pieces = /@\[([^[\]\n]{1,100})\]\(((?:usr|tea)_[0-9A-Za-z]{13})\)|\[([^[\]\n]{1,200})\]\((https?:\/\/[^\s()<>]{1,2000})\)|(https?:\/\/[^\s<>"']{1,2000}[^\s<>"'.,;:!?)\]])|\*\*([^*\n]+)\*\*|`([^`\n]+)`|(?<![\p{L}\p{N}*_])[*_]([^*_\n]+)[*_](?![\p{L}\p{N}*_])/gu

/** Reads one line into its pieces. */
export function readLine(line: string): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const found of line.matchAll(pieces)) {
    if (found.index > from) spans.push({ kind: 'text', text: line.slice(from, found.index) })
    spans.push(spanOf(found))
    from = found.index + found[0].length
  }
  if (from < line.length) spans.push({ kind: 'text', text: line.slice(from) })
  return spans
}

function spanOf([, name, who, label, to, bare, strong, code, emphasis]: RegExpMatchArray): Span {
  if (name !== undefined) return { kind: 'mention', text: name, who: who! }
  if (label !== undefined) return { kind: 'link', text: label, to: to! }
  if (bare !== undefined) return { kind: 'link', text: bare, to: bare }
  if (strong !== undefined) return { kind: 'strong', text: strong }
  if (code !== undefined) return { kind: 'code', text: code }
  return { kind: 'emphasis', text: emphasis! }
}

/** What is being written at the cursor after an @: where it begins, and the name so far; undefined: nothing. */
export function mentionAt(text: string, cursor: number): { from: number; typed: string } | undefined {
  const before = text.slice(0, cursor)
  const from = before.lastIndexOf('@')
  if (from < 0 || (from > 0 && !/[\s(,;:]/.test(before[from - 1]!))) return undefined
  const typed = before.slice(from + 1)
  return /^[^\n@[\]()]{0,40}$/.test(typed) ? { from, typed } : undefined
}

/** Names somebody where the @ stands; gives the text and where the cursor is then. */
export function name(text: string, from: number, cursor: number, who: { id: string; name: string }): [text: string, cursor: number] {
  const mention = `@[${who.name.replace(/[[\]\n]/g, ' ').slice(0, 100)}](${who.id}) `
  return [text.slice(0, from) + mention + text.slice(cursor).replace(/^ /, ''), from + mention.length]
}
