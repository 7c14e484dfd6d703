import { ActionIcon, Anchor, Badge, Button, Checkbox, Group, NumberInput, Pill, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Both } from '../../../shared/Both'
import type { BookingPage, BookingPageBody } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { keyOf } from '../../../shared/key'
import { useWords } from '../../../shared/language'
import { UserSelect } from '../../../shared/record/UserSelect'
import { Screen } from '../../../shared/Screen'
import { useMay, useSession } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './appointment.module.css'
import { Hours } from './Hours'
import { useAddBookingPage, useBookingPages, useRemoveBookingPage, useSetBookingPage } from './queries'
import * as words from './words'

/** What customers can book, and when the user has time for it. */
export function BookingPagesPage() {
  const w = useWords(words)
  const may = useMay()('appointments:write')
  const me = useSession()?.user
  const [writing, write] = useState<string>()
  const fresh = { ...blank, hosts: me ? [{ id: me.id, name: me.name }] : [] }
  return (
    <Screen title={w.pages} lead={w.pagesAbout} actions={may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => write('')}>{w.addPage}</Button>}>
      {writing === '' && <Editor page={fresh} close={() => write(undefined)} />}
      <Answer query={useBookingPages()}>
        {({ pages }) => pages.length === 0 && writing === undefined ? <Empty title={w.noPage}>{w.noPageDo}</Empty> : (
          <ul className={styles.all}>
            {pages.map((p) => <li key={`${p.id}-${p.edition}`}>{writing === p.id ? <Editor page={p} close={() => write(undefined)} /> : <Line page={p} edit={may ? () => write(p.id) : undefined} />}</li>)}
          </ul>
        )}
      </Answer>
      {may && <Hours />}
    </Screen>
  )
}

function Line({ page: p, edit }: { page: BookingPage; edit?: () => void }) {
  const w = useWords(words)
  const { language } = useFormat()
  const name = p.name[language] || p.name.vi || p.name.en
  const copy = () => void navigator.clipboard.writeText(p.link).then(() => notifications.show({ message: w.copied }))
  return (
    <div className={`card ${styles.pad}`}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <b>{name}</b> {!p.active && <Badge variant="light" color="gray" tt="none">{w.off}</Badge>}
          <Text size="sm">{[w.minutes(p.length), p.hosts.map((h) => h.name).join(', '), p.place].filter(Boolean).join(' · ')}</Text>
          <Anchor size="sm" href={`/b/${p.key}`} target="_blank">/b/{p.key}</Anchor>
        </div>
        <Group gap="xs">{p.link && <Button size="compact-sm" variant="default" onClick={copy}>{w.copy}</Button>}{edit && <Button size="compact-sm" variant="default" onClick={edit}>{w.edit}</Button>}</Group>
      </Group>
    </div>
  )
}

type Draft = Omit<BookingPage, 'id' | 'link' | 'edition' | '$schema'> & { id?: string; edition?: number }

const blank: Draft = { key: '', active: true, name: { vi: '', en: '' }, text: { vi: '', en: '' }, place: '', mode: 'in_turn', hosts: [], length: 30, step: 30, before: 0, after: 10, notice: 120, horizon: 30, per_day: 0, phone: false, questions: [] }

/** A booking page being written. */
function Editor({ page, close }: { page: Draft; close: () => void }) {
  const w = useWords(words)
  const [p, put] = useState(page)
  const [removing, remove] = useState(false)
  const add = useAddBookingPage()
  const set = useSetBookingPage()
  const change = (part: Partial<Draft>) => put((old) => ({ ...old, ...part }))
  const error = add.error ?? set.error
  const done = { onSuccess: () => { notifications.show({ message: w.saved }); close() } }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const body: BookingPageBody = { key: p.key || keyOf(p.name.vi || p.name.en), active: p.active, name: p.name, text: p.text, place: p.place, mode: p.mode, hosts: p.hosts.map((h) => h.id), length: p.length, step: p.step, before: p.before, after: p.after, notice: p.notice, horizon: p.horizon, per_day: p.per_day, phone: p.phone, questions: p.questions, edition: p.edition }
    if (p.id) set.mutate({ path: { id: p.id }, body }, done)
    else add.mutate({ body }, done)
  }
  const number = (key: 'length' | 'step' | 'before' | 'after' | 'horizon' | 'per_day', label: string, least: number, description?: string) =>
    <NumberInput label={label} description={description} min={least} value={p[key]} onChange={(n) => change({ [key]: Number(n || 0) })} />
  return (
    <form onSubmit={submit} className={`card ${styles.pad}`}>
      <Stack gap="sm">
        <Both label={w.name} value={p.name} longest={200} onChange={(name) => change({ name })} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={w.key} description={w.keyHint} value={p.key} placeholder={keyOf(p.name.vi || p.name.en)} maxLength={60} onChange={(e) => change({ key: e.currentTarget.value })} />
          <TextInput label={w.place} description={w.placeHint} value={p.place} maxLength={300} onChange={(e) => change({ place: e.currentTarget.value })} />
        </SimpleGrid>
        <Both label={w.text} value={p.text} rows={2} longest={2000} onChange={(text) => change({ text })} />
        <Hosts hosts={p.hosts} set={(hosts) => change({ hosts })} />
        <Select label={w.mode} allowDeselect={false} value={p.mode} data={(['in_turn', 'together'] as const).map((m) => ({ value: m, label: w.modes[m] }))} onChange={(m) => change({ mode: m ?? 'in_turn' })} />
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          {number('length', w.length, 5)}{number('step', w.step, 5)}{number('before', w.before, 0)}{number('after', w.after, 0)}
          <NumberInput label={w.notice} min={0} value={p.notice / 60} onChange={(n) => change({ notice: Math.round(Number(n || 0) * 60) })} />
          {number('horizon', w.horizon, 1)}{number('per_day', w.perDay, 0, w.perDayHint)}
        </SimpleGrid>
        <Questions questions={p.questions ?? []} set={(questions) => change({ questions })} />
        <Switch label={w.phone} checked={p.phone} onChange={(e) => change({ phone: e.currentTarget.checked })} />
        <Switch label={w.active} checked={p.active} onChange={(e) => change({ active: e.currentTarget.checked })} />
        {error != null && <Wrong error={error} />}
        <Group gap="xs"><Button type="submit" loading={add.isPending || set.isPending}>{w.save}</Button>{p.id && <Button variant="subtle" color="red" onClick={() => remove(true)}>{w.remove}</Button>}</Group>
      </Stack>
      {removing && p.id && <Remove id={p.id} close={() => remove(false)} gone={close} />}
    </form>
  )
}

function Hosts({ hosts, set }: { hosts: BookingPage['hosts']; set: (hosts: BookingPage['hosts']) => void }) {
  const w = useWords(words)
  const list = hosts ?? []
  return (
    <div>
      <UserSelect label={w.hosts} description={w.hostsHint} placeholder={w.addHost} value={null} onChange={(id, name) => { if (id && !list.some((h) => h.id === id)) set([...list, { id, name: name ?? id }]) }} />
      <Group gap="xs" mt={6}>{list.map((h) => <Pill key={h.id} withRemoveButton removeButtonProps={{ 'aria-label': w.removeHost(h.name), 'aria-hidden': false, tabIndex: 0 }} onRemove={() => set(list.filter((o) => o.id !== h.id))}>{h.name}</Pill>)}</Group>
    </div>
  )
}

type Asked = NonNullable<BookingPage['questions']>

function Questions({ questions, set }: { questions: Asked; set: (questions: Asked) => void }) {
  const w = useWords(words)
  const at = (i: number, part: Partial<Asked[number]>) => set(questions.with(i, { ...questions[i]!, ...part }))
  const fresh = () => `q${Math.max(0, ...questions.map((q) => Number(q.key.slice(1)) || 0)) + 1}`
  return (
    <section aria-label={w.questions}>
      <Text size="sm" fw={600}>{w.questions}</Text>
      {questions.map((q, i) => (
        <fieldset key={q.key} className={styles.question} aria-label={w.question(i + 1)}>
          <Stack gap={6}><Both label={w.question(i + 1)} value={q.label} longest={300} onChange={(label) => at(i, { label })} /><Checkbox size="xs" label={w.required} checked={q.required} onChange={(e) => at(i, { required: e.currentTarget.checked })} /></Stack>
          <ActionIcon variant="subtle" color="gray" aria-label={w.removeQuestion(i + 1)} onClick={() => set(questions.filter((_, j) => j !== i))}><Icon name="close" size={16} /></ActionIcon>
        </fieldset>
      ))}
      <Button size="compact-xs" variant="subtle" mt="xs" onClick={() => set([...questions, { key: fresh(), label: { vi: '', en: '' }, required: false, long: false }])}>{w.addQuestion}</Button>
    </section>
  )
}

function Remove({ id, close, gone }: { id: string; close: () => void; gone: () => void }) {
  const w = useWords(words)
  const remove = useRemoveBookingPage()
  return <Confirm title={w.remove} action={w.remove} change={remove} close={close} go={() => remove.mutate({ path: { id } }, { onSuccess: gone })}>{w.removeAbout}</Confirm>
}
