import { Badge, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { AppointmentDetail } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import { Screen } from '../../../shared/Screen'
import { Answer, Wrong } from '../../../shared/states'
import styles from './appointment.module.css'
import { colours } from './AppointmentsPage'
import { useAppointment, useBrief, useCancelAppointment, useFinishAppointment, useMoveAppointment, usePhrasedBrief } from './queries'
import { SlotPicker } from './SlotPicker'
import * as words from './words'

/** One appointment: when and with whom, what to know before, what came of it. */
export function AppointmentPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return <Answer query={useAppointment(id)}>{(a) => <Appointment appointment={a} />}</Answer>
}

function Appointment({ appointment: a }: { appointment: AppointmentDetail }) {
  const w = useWords(words)
  const [doing, start] = useState<'move' | 'cancel'>()
  const now = new Date().toISOString()
  const ahead = a.state === 'booked' && a.from > now
  return (
    <Screen title={a.person?.name || a.title}
      lead={<Group gap="xs"><Badge variant="light" tt="none" color={colours[a.state]}>{w.states[a.state]}</Badge>{a.state === 'booked' && w.answers[a.answer]} {a.title}</Group>}
      actions={a.editable && ahead && <><Button size="xs" onClick={() => start('move')}>{w.move}</Button><Button size="xs" variant="default" onClick={() => start('cancel')}>{w.cancel}</Button></>}>
      <div className={styles.sides}>
        <div>
          <Facts appointment={a} />
          {a.editable && !ahead && a.state !== 'cancelled' && <Finish key={a.state} appointment={a} />}
        </div>
        <Brief id={a.id} />
      </div>
      {doing === 'move' && <Move appointment={a} close={() => start(undefined)} />}
      {doing === 'cancel' && <Cancel appointment={a} close={() => start(undefined)} />}
    </Screen>
  )
}

function Facts({ appointment: a }: { appointment: AppointmentDetail }) {
  const w = useWords(words)
  const f = useFormat()
  const copy = () => void navigator.clipboard.writeText(a.link).then(() => notifications.show({ message: w.copied }))
  return (
    <section className={`card ${styles.pad}`}>
      <dl className={styles.facts}>
        <dt>{w.when}</dt><dd><b>{f.clock(a.from)}–{f.clock(a.to)}, {f.day(a.from)}</b></dd>
        {a.person && <><dt>{w.person}</dt><dd><RecordLink type="people" id={a.person.id} name={a.person.name} /></dd></>}
        {a.place && <><dt>{w.where}</dt><dd>{a.place}</dd></>}
        <dt>{w.hosts}</dt><dd>{a.hosts.map((h) => h.name).join(', ')}</dd>
        {a.zone && <><dt>{w.zone}</dt><dd>{a.zone}</dd></>}
        {a.reason && <><dt>{w.reason}</dt><dd>{a.reason}</dd></>}
        {a.answers.map((one) => <div key={one.question} style={{ display: 'contents' }}><dt>{one.question}</dt><dd>{one.answer}</dd></div>)}
        {a.outcome && <><dt>{w.outcome}</dt><dd style={{ whiteSpace: 'pre-line' }}>{a.outcome}</dd></>}
      </dl>
      {a.link && a.state === 'booked' && <Group gap="xs" mt="sm"><Button size="compact-sm" variant="default" onClick={copy}>{w.copy}</Button><Text size="xs" c="dimmed">{w.copyHint}</Text></Group>}
    </section>
  )
}

/** What came of it, once it has begun. */
function Finish({ appointment: a }: { appointment: AppointmentDetail }) {
  const w = useWords(words)
  const finish = useFinishAppointment()
  const [outcome, write] = useState(a.outcome)
  const say = (held: boolean) => finish.mutate({ path: { id: a.id }, body: { held, outcome } })
  return (
    <section className={`card ${styles.pad}`} aria-label={w.finish}>
      <h2>{w.finish}</h2>
      <Textarea label={w.outcome} description={w.outcomeHint} autosize minRows={2} maxLength={4000} value={outcome} onChange={(e) => write(e.currentTarget.value)} />
      <Group gap="xs" mt="sm">
        <Button size="xs" variant={a.state === 'held' ? 'filled' : 'default'} loading={finish.isPending} onClick={() => say(true)}>{w.held}</Button>
        <Button size="xs" variant={a.state === 'missed' ? 'filled' : 'default'} loading={finish.isPending} onClick={() => say(false)}>{w.missed}</Button>
      </Group>
      {finish.error != null && <Wrong error={finish.error} />}
    </section>
  )
}

const parts = ['who', 'bring', 'open', 'history', 'looked'] as const

/** What to know before. */
function Brief({ id }: { id: string }) {
  const w = useWords(words)
  const phrased = usePhrasedBrief(id).data?.phrased
  return (
    <section className={`card ${styles.pad}`} aria-label={w.brief}>
      <h2>{w.brief}</h2>
      <Text size="sm" c="dimmed">{w.briefAbout} {!phrased && w.byRules}</Text>
      {phrased && <section className={styles.phrased} aria-label={w.byModel}><p>{phrased}</p><Text size="xs" c="dimmed">{w.byModel}</Text></section>}
      <Answer query={useBrief(id)} height={120}>
        {(b) => parts.every((p) => b[p].length === 0) ? <Text size="sm" mt="sm">{w.nothing}</Text> : parts.filter((p) => b[p].length > 0).map((p) => (
          <section key={p}><h3>{w[p]}</h3><ul>{b[p].map((line, i) => <li key={i}>{line}</li>)}</ul></section>
        ))}
      </Answer>
    </section>
  )
}

function Move({ appointment: a, close }: { appointment: AppointmentDetail; close: () => void }) {
  const w = useWords(words)
  const move = useMoveAppointment()
  const [at, pick] = useState('')
  return (
    <Modal opened onClose={close} title={<b>{w.move}</b>}>
      <Stack>
        <SlotPicker page={a.page} moving={a.id} value={at} onChange={pick} />
        {move.error != null && <Wrong error={move.error} />}
        <Foot close={close}><Button disabled={!at} loading={move.isPending} onClick={() => move.mutate({ path: { id: a.id }, body: { at } }, { onSuccess: close })}>{w.move}</Button></Foot>
      </Stack>
    </Modal>
  )
}

function Cancel({ appointment: a, close }: { appointment: AppointmentDetail; close: () => void }) {
  const w = useWords(words)
  const cancel = useCancelAppointment()
  const [reason, say] = useState('')
  return (
    <Modal opened onClose={close} title={<b>{w.cancel}</b>}>
      <Stack>
        <Text size="sm">{w.cancelAbout}</Text>
        <Textarea data-autofocus label={w.reason} autosize minRows={2} maxLength={500} value={reason} onChange={(e) => say(e.currentTarget.value)} />
        {cancel.error != null && <Wrong error={cancel.error} />}
        <Foot close={close}><Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate({ path: { id: a.id }, body: { reason } }, { onSuccess: close })}>{w.cancel}</Button></Foot>
      </Stack>
    </Modal>
  )
}
