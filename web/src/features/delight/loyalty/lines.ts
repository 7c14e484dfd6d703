import type { Label, LoyaltyMultiplier, LoyaltyProgram, LoyaltyRule } from '../../../shared/client'
import { inLanguage } from '../../../shared/record/field'
import type { en } from './words'

/** One thing a programme says: the same thing has the same key in each version. */
export interface Line {
  key: string
  text: string
}

interface Say {
  w: typeof en
  language: 'vi' | 'en'
  money: (minor: number) => string
  number: (n: number) => string
  event: (name: string) => string
}

/** What a programme says, thing by thing, as people read it. */
export function linesOf(p: LoyaltyProgram, say: Say): Line[] {
  const { w, money, number } = say
  const named = (l: Label | undefined, key: string) => inLanguage(l, say.language) || key
  const one = (key: string, label: string, text: string) => ({ key, text: `${label}: ${text}` })
  const yes = (key: string, label: string, on: boolean | undefined) => (on ? [{ key, text: label }] : [])
  return [
    one('name', w.name, named(p.name, '–')), one('value', w.value, money(p.value)), one('rounding', w.rounding, p.rounding === 'down' ? w.down : w.halfUp),
    one('window', w.window, number(p.window)), one('life', w.life, number(p.life)),
    ...yes('delivery', w.delivery, p.delivery), ...yes('tax', w.tax, p.tax), ...yes('forgive', w.forgive, p.forgive),
    ...(p.rules ?? []).map((r) => one(`rule ${r.key}`, named(r.name, r.key), [earns(r, say), ...within(r, w)].join(', '))),
    ...(p.multipliers ?? []).map((m) => one(`more ${m.key}`, named(m.name, m.key), [`${number(m.percent)} %`, ofWhom(m, p, say), ...within(m, w)].join(', '))),
    one('tier_by', w.tierBy, p.tier_by === 'spend' ? w.bySpend : w.byPoints), one('review', w.review, p.review || '–'), one('grace', w.grace, number(p.grace)),
    ...(p.tiers ?? []).map((t) => one(`tier ${t.key}`, `${w.tier} ${named(t.name, t.key)}`, [p.tier_by === 'spend' ? money(t.from) : `${number(t.from)} ${w.pointsWord}`, named(t.perk, '')].filter(Boolean).join(' · '))),
  ]
}

function earns(r: LoyaltyRule, { w, money, number, event }: Say): string {
  const points = `${number(r.points)} ${w.pointsWord}`
  const how = { amount: () => `${points} / ${money(r.per ?? 0)}`, event: () => `${points} · ${event(r.event ?? '')}`, birthday: () => `${points} · ${w.addBirthday}` }[r.by]()
  return r.limit ? `${how}, ${w.atMost(number(r.limit), w.periods[r.period || 'ever'])}` : how
}

function ofWhom(m: LoyaltyMultiplier, p: LoyaltyProgram, { w, language }: Say): string {
  return m.when === 'tier' ? `${w.tier} ${inLanguage(p.tiers?.find((t) => t.key === m.tier)?.name, language) || m.tier}` : w.whens[m.when]
}

function within(of: { from?: string; to?: string; whom?: string }, w: typeof en): string[] {
  return [of.from && `${w.from} ${of.from}`, of.to && `${w.to} ${of.to}`, of.whom && `${w.whom} ${of.whom}`].filter((s): s is string => !!s)
}

export interface Change {
  key: string
  was?: string
  is?: string
}

/** What of one version is not as it was in the one before: said anew, otherwise, or no more. */
export function changes(before: Line[], after: Line[]): Change[] {
  const was = new Map(before.map((l) => [l.key, l.text]))
  const is = new Map(after.map((l) => [l.key, l.text]))
  return [...new Set([...is.keys(), ...was.keys()])].filter((key) => was.get(key) !== is.get(key)).map((key) => ({ key, was: was.get(key), is: is.get(key) }))
}
