// What the catalogue editor knows about rules, without a screen: what is wrong with them, and what a change changes.

import type { Condition, Rule } from '../../../shared/client'

export type { Condition, Rule }

/** The meanings an event can have, in the order they are offered; the empty one says: none, on purpose. */
export const meanings = ['seen', 'lead', 'purchase', 'usage', 'advocacy', 'grievance', 'touch', 'handoff', ''] as const
export type Meaning = (typeof meanings)[number]

export const operators = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'starts', 'exists'] as const

/** Problem is what is wrong with the rule at `index`: an error keeps the catalogue from being saved, a warning does not. */
export interface Problem {
  index: number
  kind: 'no-event' | 'no-property' | 'no-value' | 'number-wanted' | 'hidden'
  error: boolean
  by?: number // hidden: the earlier rule that catches everything
}

export function problems(rules: Rule[]): Problem[] {
  const found: Problem[] = []
  const catchesAll = new Map<string, number>()
  rules.forEach((rule, index) => {
    found.push(...ruleProblems(rule, index))
    const by = catchesAll.get(rule.event)
    if (by !== undefined) found.push({ index, kind: 'hidden', error: false, by })
    else if (rule.event && !rule.where?.length) catchesAll.set(rule.event, index)
  })
  return found
}

function ruleProblems(rule: Rule, index: number): Problem[] {
  const found: Problem[] = []
  const add = (kind: Problem['kind'], error = true) => found.push({ index, kind, error })
  if (!rule.event.trim()) add('no-event')
  for (const c of rule.where ?? []) {
    if (!c.property.trim()) add('no-property')
    else if (c.operator !== 'exists' && (c.value === undefined || c.value === '')) add('no-value')
    else if (/[<>]/.test(c.operator) && typeof c.value !== 'number') add('number-wanted', false)
  }
  return found
}

/** Change is one line of what saving would change. Rules are numbered from 1, as they are shown. */
export type Change =
  | { kind: 'added' | 'removed'; rule: Rule; at: number }
  | { kind: 'changed'; rule: Rule; was: Rule; at: number }
  | { kind: 'moved'; rule: Rule; from: number; at: number }

/** changes compares two catalogues. Rules the editor holds keep their `key`, so a changed rule is told from a new one. */
export function changes(before: Keyed[], after: Keyed[]): Change[] {
  const was = new Map(before.map((k, i) => [k.key, { rule: k.rule, at: i }]))
  const kept = new Set(after.map((k) => k.key))
  const found: Change[] = []
  before.forEach((k, i) => {
    if (!kept.has(k.key)) found.push({ kind: 'removed', rule: k.rule, at: i + 1 })
  })
  const stayed = inOrder(after.flatMap((k) => was.get(k.key)?.at ?? []))
  after.forEach((k, i) => {
    const old = was.get(k.key)
    if (!old) found.push({ kind: 'added', rule: k.rule, at: i + 1 })
    else if (!same(old.rule, k.rule)) found.push({ kind: 'changed', rule: k.rule, was: old.rule, at: i + 1 })
    else if (!stayed.has(old.at)) found.push({ kind: 'moved', rule: k.rule, from: old.at + 1, at: i + 1 })
  })
  return found
}

export interface Keyed {
  key: number
  rule: Rule
}

function same(a: Rule, b: Rule): boolean {
  const flat = (r: Rule) => JSON.stringify([r.event, r.meaning, (r.where ?? []).map((c) => [c.property, c.operator, c.value])])
  return flat(a) === flat(b)
}

/** inOrder is the longest ascending choice of the numbers: what stayed where it was while others moved past it. */
function inOrder(numbers: number[]): Set<number> {
  const best: number[][] = []
  for (const n of numbers) {
    const before = best.filter((run) => run.at(-1)! < n)
    const longest = before.reduce<number[]>((a, b) => (b.length > a.length ? b : a), [])
    best.push([...longest, n])
  }
  return new Set(best.reduce<number[]>((a, b) => (b.length > a.length ? b : a), []))
}

/**
 * constant reads what somebody typed as the value of a condition: a number where it is written as numbers are, else
 * text. A number half typed, such as 1.0 on the way to 1.05, stays as it is.
 */
export function constant(typed: string): string | number {
  const number = Number(typed)
  return Number.isFinite(number) && String(number) === typed ? number : typed
}

/** A length of time such as 90d or 36h, as the catalogue writes horizons; null where it is not one. */
export function days(length: string): number | null {
  const m = /^(\d+)([dhms])$/.exec(length.trim())
  if (!m) return null
  const per = { d: 1, h: 24, m: 1440, s: 86400 }[m[2] as 'd' | 'h' | 'm' | 's']
  return Number(m[1]) / per
}
