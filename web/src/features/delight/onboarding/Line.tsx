import { Badge, Group, Text } from '@mantine/core'
import type { OnboardingLine } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { RowLink } from '../../../shared/RowLink'
import styles from './onboarding.module.css'
import * as words from './words'

/** Working minutes as people say them. */
export function useWorked() {
  const w = useWords(words)
  const f = useFormat()
  return (minutes: number) => (minutes < 120 ? w.minutes(f.number(Math.round(minutes))) : w.hours(f.about(minutes / 60, 1)))
}

export function Progress({ done, total }: { done: number; total: number }) {
  const w = useWords(words)
  return <div className={styles.bar} role="progressbar" aria-valuemin={0} aria-valuemax={total} aria-valuenow={done} aria-label={w.steps(done, total)}><span style={{ width: `${(100 * done) / Math.max(total, 1)}%` }} /></div>
}

/** One customer going through a plan, in a list. */
export function Line({ one, bare }: { one: OnboardingLine; bare?: boolean }) {
  const w = useWords(words)
  const worked = useWorked()
  const waited = one.waited_minutes == null ? '' : one.touched_at ? w.touched(worked(one.waited_minutes)) : w.waits(worked(one.waited_minutes))
  const facts = [bare ? '' : one.plan.name, one.agent?.name, w.steps(one.done, one.total), waited].filter(Boolean)
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <RowLink to={`/onboarding/${one.id}`} className={styles.name}>{bare ? one.plan.name : one.person.name || one.person.id}</RowLink>
        <Group gap={4}>
          {one.stalled_at && <Badge color="red" variant="light" tt="none">{w.stalled}</Badge>}
          {one.late && <Badge color="orange" variant="light" tt="none">{w.late}</Badge>}
          {one.state !== 'running' && <Badge color={one.state === 'finished' ? 'green' : 'gray'} variant="light" tt="none">{w.states[one.state]}</Badge>}
        </Group>
      </Group>
      <Progress done={one.done} total={one.total} />
      <Text size="xs" c="dimmed">{facts.join(' · ')}</Text>
      <NextSteps of={one.next} />
    </li>
  )
}

/** What is to be done now, by whom and by when. */
export function NextSteps({ of }: { of: OnboardingLine['next'] }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  if (!of.length) return null
  return (
    <ul className={styles.next} aria-label={w.next}>
      {of.map((s) => <li key={s.label.vi + s.label.en}>{inLanguage(s.label, language)} <small data-late={s.late || undefined}>{w.whose[s.side]} · {w.by(f.day(`${s.due}T12:00:00Z`))}</small></li>)}
    </ul>
  )
}
