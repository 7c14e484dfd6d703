import { Badge, Button, Group, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { AppointmentLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './appointment.module.css'
import { useAddAppointment, useAppointments, useBookingPages } from './queries'
import { SlotPicker } from './SlotPicker'
import * as words from './words'

export const colours: Record<string, string> = { booked: 'blue', held: 'green', missed: 'orange', cancelled: 'gray' }

/** The agenda: what is ahead by day, or what was. */
export function AppointmentsPage() {
  const w = useWords(words)
  const may = useMay()('appointments:write')
  const [past, look] = useState(false)
  const [mine, own] = useState(true)
  const [adding, add] = useState(false)
  const [now] = useState(() => new Date(Date.now() - 3_600_000).toISOString())
  const all = useAppointments(past, mine, now)
  const list = all.data?.pages.flatMap((p) => p.appointments) ?? []
  return (
    <Screen title={w.title} lead={w.about}
      actions={<>{may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.add}</Button>}<Button component={Link} to={'/appointments/pages' as string} size="xs" variant="default">{w.pagesLink}</Button></>}>
      <Group gap="sm">
        <SegmentedControl size="xs" aria-label={w.which} value={past ? 'past' : 'ahead'} onChange={(v) => look(v === 'past')} data={[{ value: 'ahead', label: w.ahead }, { value: 'past', label: w.past }]} />
        <SegmentedControl size="xs" aria-label={w.whose} value={mine ? 'mine' : 'all'} onChange={(v) => own(v === 'mine')} data={[{ value: 'mine', label: w.mine }, { value: 'all', label: w.everybody }]} />
      </Group>
      <Answer query={all}>{() => list.length ? <Agenda list={list} /> : <Empty title={w.empty}>{w.emptyDo}</Empty>}</Answer>
      {all.hasNextPage && <Button variant="default" size="xs" mt="sm" loading={all.isFetchingNextPage} onClick={() => void all.fetchNextPage()}>{w.further}</Button>}
      {adding && <NewAppointment close={() => add(false)} />}
    </Screen>
  )
}

function Agenda({ list }: { list: AppointmentLine[] }) {
  const f = useFormat()
  const days = new Map<string, AppointmentLine[]>()
  for (const a of list) days.set(f.day(a.from), [...(days.get(f.day(a.from)) ?? []), a])
  return [...days].map(([day, of]) => (
    <section key={day} aria-label={day}>
      <h2 className={styles.day}>{day}</h2>
      <ul className={styles.all}>{of.map((a) => <Line key={a.id} appointment={a} />)}</ul>
    </section>
  ))
}

function Line({ appointment: a }: { appointment: AppointmentLine }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <li className={`card ${styles.line}`}>
      <span className={styles.time}>{f.clock(a.from)}–{f.clock(a.to)}</span>
      <div>
        <RowLink to={`/appointments/${a.id}`} className={styles.name}>{a.person ? a.person.name || a.title : w.forgotten}</RowLink>
        <Group gap="xs" mt={2}>
          <Badge variant="light" tt="none" color={colours[a.state]}>{w.states[a.state]}</Badge>
          {a.state === 'booked' && a.answer && <Badge variant="light" tt="none" color={a.answer === 'DECLINED' ? 'red' : 'green'}>{w.answers[a.answer]}</Badge>}
          <Text size="sm">{a.title}</Text>
          <Text size="xs" c="dimmed">{[a.place, a.hosts.map((h) => h.name).join(', ')].filter(Boolean).join(' · ')}</Text>
        </Group>
      </div>
    </li>
  )
}

/** Books a meeting for somebody and opens it. */
function NewAppointment({ close }: { close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const pages = useBookingPages().data?.pages
  const add = useAddAppointment()
  const [person, choose] = useState<{ id: string; name: string } | null>(null)
  const [chosen, open] = useState<string | null>(null)
  const [at, pick] = useState('')
  const page = chosen ?? pages?.[0]?.id ?? ''
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (person) add.mutate({ body: { page, person: person.id, at } }, { onSuccess: (made) => void navigate({ href: `/appointments/${made.id}` }) })
  }
  const { language } = useFormat()
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      {pages?.length === 0 ? <Text size="sm">{w.noPages} <RowLink to="/appointments/pages" className={styles.name}>{w.pagesLink}</RowLink></Text> : (
        <form onSubmit={submit}>
          <Stack>
            <RecordSelect data-autofocus type="people" label={w.person} value={person} onChange={choose} />
            <Select label={w.page} allowDeselect={false} value={page} data={(pages ?? []).map((p) => ({ value: p.id, label: p.name[language] || p.name.vi || p.name.en }))} onChange={(id) => { open(id); pick('') }} />
            <SlotPicker page={page} value={at} onChange={pick} />
            {add.error != null && <Wrong error={add.error} />}
            <Foot close={close}><Button type="submit" loading={add.isPending} disabled={!person || !at}>{w.book}</Button></Foot>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
