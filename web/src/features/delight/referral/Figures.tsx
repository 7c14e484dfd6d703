import { Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReferralFigures } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer } from '../../../shared/states'
import { type Period, useFigures } from './queries'
import type { Behind } from './ReferralsPage'
import styles from './referral.module.css'
import * as words from './words'

/** How referrals went: six steps, each opening its people, what they cost, and R_ref. */
export function Figures({ open }: { open: (behind: Behind) => void }) {
  const w = useWords(words)
  const [period, setPeriod] = useState<Period>({})
  const figures = useFigures(period)
  const day = (key: 'from' | 'to', label: string) => (
    <DayInput size="xs" w={120} label={label} value={period[key] ?? figures.data?.[key] ?? ''} onChange={(day) => setPeriod({ ...period, [key]: day || undefined })} />
  )
  return (
    <Stack>
      <Group gap="sm" align="end">{day('from', w.from)}{day('to', w.to)}</Group>
      <Answer query={figures}>{(f) => <><Steps of={f} open={open} /><Cost of={f} /></>}</Answer>
    </Stack>
  )
}

function Steps({ of: r, open }: { of: ReferralFigures; open: (behind: Behind) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const period = { from: r.from, to: r.to }
  const most = Math.max(r.invited, r.shared, r.clicked, r.accepted, r.bought, r.rewarded, 1)
  return (
    <ol className={styles.steps} aria-label={w.tabs.figures}>
      {(['invited', 'shared', 'clicked', 'accepted', 'bought', 'rewarded'] as const).map((step) => {
        const behind: Behind = step === 'invited' || step === 'shared' || step === 'clicked' ? { kind: 'people', step, period } : { kind: 'referrals', which: { step, ...period } }
        return (
          <li key={step}>
            <button type="button" onClick={() => open(behind)} aria-label={w.opens(w.steps[step], f.number(r[step]))}>
              <span>{w.steps[step]}</span>{' '}
              <span className={styles.track}><span className={styles.bar} style={{ inlineSize: `${(r[step] / most) * 100}%` }} /></span>
              <b className="figures">{f.number(r[step])}</b>
            </button>
            <Text size="xs" c="dimmed">{step === 'clicked' ? w.clicks(r.clicks, f.number(r.clicks)) : w.means[step]}</Text>
          </li>
        )
      })}
    </ol>
  )
}

function Cost({ of: r }: { of: ReferralFigures }) {
  const w = useWords(words)
  const f = useFormat()
  const round = (n: number | null) => f.number(n, 3)
  return (
    <dl className={`card ${styles.facts}`}>
      <div><dt>{w.perNew}</dt><dd className="figures">{r.per_new == null ? '—' : f.money(r.per_new, r.currency)}</dd><Text component="dd" size="xs" c="dimmed">{r.per_new == null ? w.nobodyYet : w.perNewMeans}</Text></div>
      <div><dt>{w.given}</dt><dd className="figures">{f.money(r.amount, r.currency)}</dd><Text component="dd" size="xs" c="dimmed">{w.besides(f.number(r.points), f.number(r.vouchers))}</Text></div>
      <div><dt>R_ref</dt><dd className="figures">{round(r.ref.mean)}</dd><Text component="dd" size="xs" c="dimmed">{r.ref.mean === null ? w.notEnough : w.interval(round(r.ref.low), round(r.ref.high), f.number(r.ref.customers))}</Text><Text component="dd" size="xs" c="dimmed">{w.refMeans}</Text></div>
    </dl>
  )
}
