import { useMemo, useState } from 'react'
import type { CatalogueAnswer, Times } from '../../../shared/client'
import { moved } from '../../../shared/moved'
import { changes, days, type Keyed, problems, type Rule } from './rules'

/** The wheel's times, in the order they are shown. */
export const horizons = ['prospect_horizon', 'customer_horizon', 'promoter_horizon', 'advocacy_lifetime'] as const
export type Horizon = (typeof horizons)[number]

/** A catalogue being edited, beside the one it began as. */
export function useDraft(base: CatalogueAnswer) {
  const before = useMemo(() => keyed(base.rules ?? []), [base])
  const [rules, setRules] = useState(before)
  const began: Times = base.times ?? {}
  const [times, setTimes] = useState(began)
  const changed = useMemo(() => changes(before, rules), [before, rules])
  const retimed = horizons.filter((h) => times[h] !== began[h])
  const wrong = useMemo(() => problems(rules.map((k) => k.rule)), [rules])

  return {
    rules,
    times,
    changed,
    retimed,
    wrong,
    mistaken: wrong.some((p) => p.error) || horizons.some((h) => !((days(times[h] ?? '') ?? 0) > 0)),
    count: changed.length + retimed.length,
    set: (key: number, rule: Rule) => setRules(rules.map((k) => (k.key === key ? { key, rule } : k))),
    remove: (key: number) => setRules(rules.filter((k) => k.key !== key)),
    shift: (from: number, to: number) => setRules(moved(rules, from, to)),
    /** Puts a new rule first, where nothing hides it; gives its key. */
    add: (rule: Rule): number => {
      const key = Math.max(before.length, ...rules.map((k) => k.key + 1))
      setRules([{ key, rule }, ...rules])
      return key
    },
    setTime: (horizon: Horizon, length: string) => setTimes({ ...times, [horizon]: length }),
    discard: () => {
      setRules(before)
      setTimes(began)
    },
  }
}

export type Draft = ReturnType<typeof useDraft>

const keyed = (rules: Rule[]): Keyed[] => rules.map((rule, key) => ({ key, rule }))
