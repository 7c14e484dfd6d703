import { quote, readQuoted } from '../../../shared/steps'

// The part of a condition that fits into rows of a small editor: comparisons joined by "and", or all by "or".
// Anything else stays text, which the editor shows as it is.

export const operators = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'starts', 'in', 'exists', 'missing'] as const
export type Operator = (typeof operators)[number]

/** One comparison. values has one member, any number of them for in, none for exists and missing. */
export type Condition = { field: string; op: Operator; values: string[] }
export type Filter = { join: 'and' | 'or'; conditions: Condition[] }

type Token = { text: string; quoted: boolean }

/** Null: the text says more than rows can hold, or is not a condition. */
export function readFilter(text: string): Filter | null {
  const tokens = tokenise(text)
  if (!tokens) return null
  const filter: Filter = { join: 'and', conditions: [] }
  for (let joins = 0; tokens.length > 0; joins++) {
    const condition = readCondition(tokens)
    if (!condition) return null
    filter.conditions.push(condition)
    const join = tokens.shift()?.text.toLowerCase()
    if (join === undefined) break
    if ((join !== 'and' && join !== 'or') || (joins > 0 && join !== filter.join) || tokens.length === 0) return null
    filter.join = join
  }
  return filter
}

function tokenise(text: string): Token[] | null {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at]!)) at++
    else if (text[at] === '"') {
      try {
        const [value, end] = readQuoted(text, at)
        tokens.push({ text: value, quoted: true })
        at = end
      } catch {
        return null
      }
    } else {
      const token = /^(?:!=|<=|>=|[()=<>,!]|[^\s()=<>,![\]"]+)/.exec(text.slice(at))?.[0]
      if (!token) return null
      tokens.push({ text: token, quoted: false })
      at += token.length
    }
  }
  return tokens
}

function readCondition(tokens: Token[]): Condition | null {
  const negated = takeWord(tokens, 'not')
  if (takeWord(tokens, 'exists')) {
    const field = tokens.shift()
    return isName(field) ? { field: field.text, op: negated ? 'missing' : 'exists', values: [] } : null
  }
  const field = tokens.shift()
  const op = tokens.shift()
  if (negated || !isName(field) || !op || op.quoted) return null
  const name = op.text.toLowerCase()
  if (name === 'in') return listed(field.text, tokens)
  const value = readValue(tokens.shift())
  if (value === null || !comparisons.has(name)) return null
  return { field: field.text, op: name as Operator, values: [value] }
}

const comparisons = new Set<string>(operators.slice(0, 8))

function listed(field: string, tokens: Token[]): Condition | null {
  const values: string[] = []
  if (tokens.shift()?.text !== '(') return null
  for (;;) {
    const value = readValue(tokens.shift())
    if (value === null) return null
    values.push(value)
    const next = tokens.shift()?.text
    if (next === ')') return { field, op: 'in', values }
    if (next !== ',') return null
  }
}

function takeWord(tokens: Token[], word: string): boolean {
  const first = tokens[0]
  const found = first !== undefined && !first.quoted && first.text.toLowerCase() === word
  if (found) tokens.shift()
  return found
}

const reserved = /^(and|or|not|in|exists|contains|starts)$/i
const sign = /^(!=|<=|>=|[()=<>,!])$/

const isName = (t: Token | undefined): t is Token => !!t && t.text !== '' && (t.quoted || (!sign.test(t.text) && !reserved.test(t.text)))

/** A number in quotes is text to the server, which a row cannot tell from a number: null. */
function readValue(t: Token | undefined): string | null {
  if (!t || (!t.quoted && sign.test(t.text)) || (t.quoted && isNumber(t.text))) return null
  return t.text
}

/** Numbers in their usual form; codes with leading zeros and the like are text. */
export const isNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)

export const writeFilter = (f: Filter): string => f.conditions.map(writeCondition).join(` ${f.join} `)

function writeCondition({ field, op, values }: Condition): string {
  const name = /^[^\s()=<>,![\]"]+$/.test(field) && !reserved.test(field) ? field : quote(field)
  if (op === 'exists') return `exists ${name}`
  if (op === 'missing') return `not exists ${name}`
  const constants = values.map((v) => (isNumber(v) ? v : quote(v)))
  return op === 'in' ? `${name} in (${constants.join(', ')})` : `${name} ${op} ${constants[0] ?? '""'}`
}
