// The conditions of a filter as a tree that can be built with controls, and as the text the API takes. What cannot be
// shown by controls stays text.

export type Op = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'contains' | 'starts' | '~' | 'has'

export type Node =
  | { kind: 'and' | 'or'; parts: Node[] }
  | { kind: 'not'; of: Node }
  | { kind: 'compare'; field: string; op: Op; values: string[] }
  | { kind: 'exists'; field: string }
  | { kind: 'did'; event: string; within?: string; where?: string; op: Op; times: number }
  | { kind: 'when'; first: boolean; event: string; op: Op; value: string }
  | { kind: 'segment'; id: string }
  | { kind: 'sum'; event: string; within?: string; where?: string; property: string; op: Op; value: string }
  | { kind: 'bucket'; seed: string; from: number; to: number }
  | { kind: 'deal'; of: Group }

export type Group = Extract<Node, { kind: 'and' | 'or' }>

const ops: Op[] = ['=', '!=', '<', '<=', '>', '>=', 'in', 'contains', 'starts', '~', 'has']

/** Reads a condition; undefined where it holds what controls cannot show, or cannot be read. */
export function readCondition(text: string): Node | undefined {
  if (!text.trim()) return { kind: 'and', parts: [] }
  try {
    return new Reader(text).whole()
  } catch {
    return undefined
  }
}

/** The same for a list of conditions at the top, all or any of which hold. */
export function readGroup(text: string): Group | undefined {
  const node = readCondition(text)
  return node && grouped(node)
}

const grouped = (node: Node): Group => (node.kind === 'and' || node.kind === 'or' ? node : { kind: 'and', parts: [node] })

interface Token { text: string; quoted: boolean; at: number }

class Reader {
  private tokens: Token[] = []
  private i = 0

  constructor(private text: string) {
    const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|(!=|<=|>=|[()=<>,[\]!])|([^\s()=<>,[\]!"]+))/gy
    let at = 0
    while (/\S/.test(text.slice(at))) {
      pattern.lastIndex = at
      const m = pattern.exec(text)
      if (!m) throw new Error('unreadable')
      this.tokens.push({ text: m[1] !== undefined ? m[1].replace(/\\(["\\])/g, '$1') : (m[2] ?? m[3]!), quoted: m[1] !== undefined, at })
      at = pattern.lastIndex
    }
  }

  whole(): Node {
    const node = this.joined('or')
    if (this.i < this.tokens.length) throw new Error('unreadable')
    return node
  }

  private is(text: string, ahead = 0): boolean {
    const t = this.tokens[this.i + ahead]
    return t !== undefined && !t.quoted && t.text.toLowerCase() === text
  }

  private take(text?: string): string {
    const t = this.tokens[this.i++]
    if (!t || (text !== undefined && (t.quoted || t.text.toLowerCase() !== text))) throw new Error('unreadable')
    return t.text
  }

  private joined(kind: 'and' | 'or'): Node {
    const next = () => (kind === 'or' ? this.joined('and') : this.not())
    const parts = [next()]
    while (this.is(kind)) {
      this.take()
      parts.push(next())
    }
    return parts.length > 1 ? { kind, parts } : parts[0]!
  }

  private not(): Node {
    if (!this.is('not')) return this.primary()
    this.take()
    return { kind: 'not', of: this.not() }
  }

  private primary(): Node {
    if (this.is('(')) {
      this.take()
      const node = this.joined('or')
      this.take(')')
      return node
    }
    if (this.is('exists')) {
      this.take()
      return { kind: 'exists', field: this.take() }
    }
    if (this.is('in') && this.is('segment', 1)) {
      this.i += 2
      return { kind: 'segment', id: this.take() }
    }
    if (this.is('did') && this.is('(', 1)) return this.did()
    if (this.is('never') && this.is('did', 1)) {
      this.take()
      return { kind: 'not', of: this.did(false) }
    }
    if (this.is('sum') && this.is('(', 1)) return this.sum()
    if (this.is('bucket') && this.is('(', 1)) return this.bucket()
    if (this.is('deal') && this.is('(', 1)) {
      this.take()
      return { kind: 'deal', of: grouped(this.primary()) }
    }
    if ((this.is('last') || this.is('first')) && this.is('did', 1)) {
      const first = this.take().toLowerCase() === 'first'
      const { event, within, where } = this.event()
      if (within || where) throw new Error('unreadable')
      return { kind: 'when', first, event, op: this.op(), value: this.take() }
    }
    return this.compare()
  }

  private sum(): Node {
    this.i += 2
    const event = this.event()
    this.take(',')
    const property = this.take()
    this.take(')')
    return { kind: 'sum', ...event, property, op: this.op(), value: this.take() }
  }

  private bucket(): Node {
    this.i += 2
    const seed = this.take()
    const hundredths = () => {
      this.take(',')
      const n = Number(this.take())
      if (Number.isNaN(n)) throw new Error('unreadable')
      return n
    }
    const from = hundredths()
    const to = hundredths()
    this.take(')')
    return { kind: 'bucket', seed, from, to }
  }

  private did(counted = true): Node {
    const event = this.event()
    if (!counted || !ops.includes(this.tokens[this.i]?.text as Op)) return { kind: 'did', ...event, op: '>=', times: 1 }
    const op = this.op()
    const times = Number(this.take())
    if (!Number.isInteger(times)) throw new Error('unreadable')
    return { kind: 'did', ...event, op, times }
  }

  private event(): { event: string; within?: string; where?: string } {
    this.take('did')
    this.take('(')
    const asked: { event: string; within?: string; where?: string } = { event: this.take() }
    while (this.is(',')) {
      this.take()
      if (this.is('since') || this.is('before')) throw new Error('unreadable')
      if (this.is('within')) {
        this.take()
        asked.within = this.take()
      } else asked.where = this.untilClosed()
    }
    this.take(')')
    return asked
  }

  /** The text up to the parenthesis that closes what is open. */
  private untilClosed(): string {
    const from = this.tokens[this.i]!.at
    for (let depth = 0; this.i < this.tokens.length; this.i++) {
      if (this.is('(')) depth++
      else if (this.is(')') && depth-- === 0) return this.text.slice(from, this.tokens[this.i]!.at).trim()
    }
    throw new Error('unreadable')
  }

  private op(): Op {
    const op = this.take().toLowerCase() as Op
    if (!ops.includes(op)) throw new Error('unreadable')
    return op
  }

  private compare(): Node {
    const field = this.take()
    const op = this.op()
    if (op !== 'in') return { kind: 'compare', field, op, values: [this.take()] }
    const values: string[] = []
    this.take('(')
    do values.push(this.take())
    while (this.is(',') && this.take())
    this.take(')')
    return { kind: 'compare', field, op, values }
  }
}

/** Writes a tree as the API takes it; conditions not filled in yet are left out. */
export function writeCondition(node: Node): string {
  return write(node) ?? ''
}

/** How many conditions are not filled in yet: what is written leaves them out. */
export function unfinished(node: Node): number {
  switch (node.kind) {
    case 'and': case 'or': return node.parts.reduce((n, part) => n + unfinished(part), 0)
    case 'deal': return unfinished(node.of)
    case 'not': return unfinished(node.of)
    default: return write(node) ? 0 : 1
  }
}

function write(node: Node): string | undefined {
  switch (node.kind) {
    case 'and': case 'or': {
      const parts = node.parts.map((p) => wrap(p, node.kind)).filter((p) => p !== undefined)
      return parts.length ? parts.join(` ${node.kind} `) : undefined
    }
    case 'not': {
      if (node.of.kind === 'did') return event('never did', node.of)
      const of = write(node.of)
      return of && `not ${node.of.kind === 'and' || node.of.kind === 'or' ? `(${of})` : of}`
    }
    case 'exists': return node.field ? `exists ${name(node.field)}` : undefined
    case 'segment': return node.id ? `in segment ${quote(node.id)}` : undefined
    case 'sum': {
      const did = event('did', node)
      return did && node.property && node.value ? `sum(${did}, ${name(node.property)}) ${node.op} ${constant(node.value)}` : undefined
    }
    case 'deal': {
      const of = write(node.of)
      return of && `deal(${of})`
    }
    case 'bucket': return node.seed && node.from < node.to ? `bucket(${quote(node.seed)}, ${node.from}, ${node.to})` : undefined
    case 'did': {
      const did = event('did', node)
      return did && (node.op === '>=' && node.times === 1 ? did : `${did} ${node.op} ${node.times}`)
    }
    case 'when': return node.event && node.value ? `${node.first ? 'first' : 'last'} did(${quote(node.event)}) ${node.op} ${constant(node.value)}` : undefined
    case 'compare': {
      if (!node.field || !node.values.length || node.values.some((v) => v === '')) return undefined
      const values = node.values.map(constant)
      return `${name(node.field)} ${node.op} ${node.op === 'in' ? `(${values.join(', ')})` : values[0]}`
    }
  }
}

const event = (how: string, did: { event: string; within?: string; where?: string }) =>
  did.event ? `${how}(${[quote(did.event), did.within && `within ${did.within}`, did.where].filter(Boolean).join(', ')})` : undefined

function wrap(part: Node, within: 'and' | 'or'): string | undefined {
  const text = write(part)
  const other = (part.kind === 'and' || part.kind === 'or') && part.kind !== within && part.parts.length > 1
  return text && (other ? `(${text})` : text)
}

const quote = (text: string) => `"${text.replace(/(["\\])/g, '\\$1')}"`
/** Words that are no text: numbers, times, and who asks. */
const bare = /^([+-]?\d[\d.]*[a-z]*|\d{4}-\d{2}(-\d{2})?|[a-z]+(_[a-z]+)*)$/
const reserved = /^(and|or|not|in|exists|did|never|first|last|sum|bucket|deal)$/
const constant = (text: string) => (bare.test(text) && !reserved.test(text) ? text : quote(text))
const name = (field: string) => (/^[a-z][\w.]*$/i.test(field) && !reserved.test(field) ? field : quote(field))

/** Two conditions that must both hold. */
export function both(a: string | undefined, b: string | undefined): string | undefined {
  const one = (text: string) => (/\bor\b/i.test(text) ? `(${text})` : text)
  return a && b ? `${one(a)} and ${one(b)}` : a || b || undefined
}
