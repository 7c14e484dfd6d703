import { Button, Group, Text } from '@mantine/core'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { RowLink } from '../../../shared/RowLink'
import { Answer, Empty } from '../../../shared/states'
import { type Period, type Step, useSteps } from './queries'
import styles from './referral.module.css'
import * as words from './words'

/** Who took a step in a period. */
export function People({ step, period, back }: { step: Step; period: Period; back: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const people = useSteps(step, period)
  return (
    <>
      <Group mb="sm"><Button size="xs" variant="default" onClick={back}>{w.steps[step]}: {period.from} – {period.to} ✕</Button></Group>
      <Answer query={people}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.people ?? [])
          return all.length
            ? <ul className={styles.all}>{all.map((p) => <li key={p.id} className={`card ${styles.line}`}><Group justify="space-between"><RowLink to={`/people/${p.id}`} className={styles.name}>{p.name || w.somebody}</RowLink><Text size="sm" className="figures">{w.times(p.times, f.number(p.times))}</Text></Group><Text size="xs" c="dimmed">{f.instant(p.at)}</Text></li>)}</ul>
            : <Empty title={w.nobody}>{w.nobodyStep}</Empty>
        }}
      </Answer>
      <More of={people}>{w.more}</More>
    </>
  )
}
