import { Anchor, Badge, Button, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { OnboardingDetail, OnboardingStepSeen } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { Wrong } from '../../../shared/states'
import styles from './onboarding.module.css'
import { useDoStep } from './queries'
import * as words from './words'

const colors = { waiting: 'gray', open: 'blue', late: 'red', done: 'green', skipped: 'gray' }

/** The steps of one side, as they stand. */
export function Steps({ one, steps }: { one: OnboardingDetail; steps: OnboardingStepSeen[] }) {
  return <ol className={styles.steps}>{steps.map((s) => <Step key={s.key} one={one} step={s} />)}</ol>
}

function Step({ one, step: s }: { one: OnboardingDetail; step: OnboardingStepSeen }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const act = useDoStep()
  const [skipping, skip] = useState(false)
  const [reason, setReason] = useState('')
  const name = inLanguage(s.label, language)
  const go = (what: 'done' | 'skip' | 'reopen') => act.mutate({ path: { id: one.id, step: s.key }, body: { do: what, reason: reason || undefined } }, { onSuccess: () => skip(false) })
  const may = one.change && one.state === 'running'
  const open = s.standing === 'open' || s.standing === 'late'
  return (
    <li className={styles.step} data-standing={s.standing}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <span className={styles.what}>{name}</span>
        <Badge variant="light" tt="none" color={colors[s.standing]} style={{ flexShrink: 0 }}>{w.standing[s.standing]}</Badge>
      </Group>
      <About step={s} />
      {may && (
        <Group gap={6} mt={6}>
          {open && <Button size="compact-xs" loading={act.isPending} aria-label={`${w.tick}: ${name}`} onClick={() => go('done')}>{w.tick}</Button>}
          {(open || s.standing === 'waiting') && !skipping && <Button size="compact-xs" variant="default" aria-label={`${w.skip}: ${name}`} onClick={() => skip(true)}>{w.skip}</Button>}
          {s.done_at && <Button size="compact-xs" variant="subtle" aria-label={`${w.reopen}: ${name}`} onClick={() => go('reopen')}>{w.reopen}</Button>}
        </Group>
      )}
      {skipping && (
        <Group gap={6} mt={6} align="end">
          <Textarea label={w.why} autoFocus autosize size="xs" maxLength={500} value={reason} onChange={(e) => setReason(e.currentTarget.value)} style={{ flex: 1 }} />
          <Button size="xs" loading={act.isPending} disabled={!reason.trim()} onClick={() => go('skip')}>{w.skip}</Button>
        </Group>
      )}
      {act.error && <Wrong error={act.error} />}
    </li>
  )
}

function About({ step: s }: { step: OnboardingStepSeen }) {
  const w = useWords(words)
  const f = useFormat()
  const named = useEventName()
  const { language } = useLanguage()
  const facts = [
    s.owner?.name,
    s.optional && w.optional,
    s.done_at ? w.doneAt(f.day(s.done_at)) : w.by(f.day(`${s.due}T12:00:00Z`)),
    s.how && (s.how === 'user' ? s.by?.name : w.how[s.how]),
    s.waits.length > 0 && s.standing === 'waiting' && w.after(s.waits.map((l) => inLanguage(l, language)).join(', ')),
    s.event && !s.done_at && w.event(named(s.event), s.heard, s.count),
  ].filter(Boolean)
  return (
    <>
      {inLanguage(s.help, language) && <Text size="sm" c="dimmed">{inLanguage(s.help, language)}</Text>}
      <Text size="xs" c="dimmed">{facts.join(' · ')}</Text>
      {s.reason && <Text size="sm">{s.reason}</Text>}
      {(s.link || s.booking) && (
        <Group gap="md">
          {s.link && <Anchor href={s.link} size="sm" target="_blank" rel="noreferrer">{w.open}</Anchor>}
          {s.booking && <Anchor href={s.booking} size="sm" target="_blank" rel="noreferrer">{w.book}</Anchor>}
        </Group>
      )}
    </>
  )
}
