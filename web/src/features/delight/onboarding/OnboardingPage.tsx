import { Anchor, Button, Group, Text, Textarea } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { OnboardingDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import { UserSelect } from '../../../shared/record/UserSelect'
import { Screen } from '../../../shared/Screen'
import { Answer } from '../../../shared/states'
import { Progress, useWorked } from './Line'
import styles from './onboarding.module.css'
import { useOnboarding, useSetOnboarding, useStop } from './queries'
import { Steps } from './Steps'
import * as words from './words'

/** One customer's way through a plan: our steps, theirs, what was promised. */
export function OnboardingPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const onboarding = useOnboarding(id)
  return <Answer query={onboarding}>{(o) => <One key={o.id} one={o} />}</Answer>
}

function One({ one }: { one: OnboardingDetail }) {
  const w = useWords(words)
  const [open, setOpen] = useState<'stop' | 'give' | 'promise'>()
  const running = one.state === 'running'
  const close = () => setOpen(undefined)
  const actions = one.change && running && (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen('give')}>{w.give}</Button>
      <Button size="xs" variant="default" onClick={() => setOpen('stop')}>{w.stop}</Button>
    </>
  )
  const of = (side: 'us' | 'customer') => one.steps.filter((s) => s.side === side)
  return (
    <Screen title={`${one.person.name || one.person.id} · ${one.plan.name}`} lead={<Anchor component={Link} to={'/onboarding' as string} size="sm">← {w.back}</Anchor>} actions={actions}>
      <Facts one={one} />
      <div className={styles.sides}>
        <section className={`card ${styles.pad}`} aria-label={w.ours}><b>{w.ours}</b><Steps one={one} steps={of('us')} /></section>
        <section className={`card ${styles.pad}`} aria-label={w.theirs}><b>{w.theirs}</b><Steps one={one} steps={of('customer')} /></section>
      </div>
      <section className={`card ${styles.pad}`} style={{ marginTop: 12 }} aria-label={w.promised}>
        <Group justify="space-between"><b>{w.promised}</b>{one.change && <Button size="compact-xs" variant="default" onClick={() => setOpen('promise')}>{w.edit}</Button>}</Group>
        {!one.promised.words && !one.promised.items.length && <Text size="sm" c="dimmed" mt={4}>{w.nothingPromised}</Text>}
        {one.promised.words && <p className={styles.words}>{one.promised.words}</p>}
        {one.promised.items.length > 0 && <ul>{one.promised.items.map((i) => <li key={i}>{i}</li>)}</ul>}
      </section>
      {open === 'stop' && <Stop id={one.id} close={close} />}
      {open === 'give' && <Give one={one} close={close} />}
      {open === 'promise' && <Promised one={one} close={close} />}
    </Screen>
  )
}

function Facts({ one }: { one: OnboardingDetail }) {
  const w = useWords(words)
  const f = useFormat()
  const worked = useWorked()
  const waited = one.waited_minutes == null ? '' : one.touched_at ? w.touched(worked(one.waited_minutes)) : w.waits(worked(one.waited_minutes))
  const facts = [w.states[one.state], w.steps(one.done, one.total), one.due_at && w.due(f.day(one.due_at)), one.agent && `${w.agent}: ${one.agent.name}`, one.seller && `${w.from} ${one.seller.name} ${f.day(one.started_at)}`, waited].filter(Boolean)
  return (
    <section className={`card ${styles.pad}`} style={{ marginBottom: 12 }} aria-label={w.card}>
      <Progress done={one.done} total={one.total} />
      <Text size="sm">{facts.join(' · ')}{one.late && <span className={styles.bad}> · {w.late}</span>}{one.stalled_at && <span className={styles.bad}> · {w.stalled} {w.since} {f.day(one.stalled_at)}</span>}</Text>
      {one.reason && <Text size="sm">{w.reason}: {one.reason}</Text>}
      <Group gap="md" mt={4}>
        <RecordLink type="people" id={one.person.id} name={w.timeline} />
        {one.deal && <RecordLink type="deals" id={one.deal.id} name={`${w.deal}: ${one.deal.name || one.deal.id}`} />}
      </Group>
    </section>
  )
}

function Stop({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const stop = useStop()
  const [reason, setReason] = useState('')
  return (
    <Confirm title={w.stop} action={w.stop} grave lacks={!reason.trim()} change={stop} close={close} go={() => stop.mutate({ path: { id }, body: { reason } }, { onSuccess: close })}>
      {w.stopAbout}
      <Textarea mt="sm" data-autofocus label={w.stopWhy} required maxLength={500} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
    </Confirm>
  )
}

function Give({ one, close }: { one: OnboardingDetail; close: () => void }) {
  const w = useWords(words)
  const set = useSetOnboarding()
  const [agent, setAgent] = useState<string | null>(one.agent?.id ?? null)
  return (
    <Confirm title={w.give} action={w.save} lacks={!agent} change={set} close={close} go={() => set.mutate({ path: { id: one.id }, body: { agent: agent! } }, { onSuccess: close })}>
      <UserSelect label={w.agent} value={agent} name={one.agent?.name} onChange={setAgent} clearable={false} />
    </Confirm>
  )
}

function Promised({ one, close }: { one: OnboardingDetail; close: () => void }) {
  const w = useWords(words)
  const set = useSetOnboarding()
  const [said, setSaid] = useState(one.promised.words)
  return (
    <Confirm title={w.promised} action={w.save} change={set} close={close} go={() => set.mutate({ path: { id: one.id }, body: { promised: { words: said, items: one.promised.items } } }, { onSuccess: close })}>
      <Textarea data-autofocus label={w.words} description={w.wordsHint} autosize minRows={4} maxLength={5000} value={said} onChange={(e) => setSaid(e.currentTarget.value)} />
    </Confirm>
  )
}
