import { ActionIcon, Button, Checkbox, Group, Modal, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Item, type Task, taskShow } from '../../../shared/client'
import { ask } from '../../../shared/ask'
import { Confirm } from '../../../shared/Confirm'
import { DayInput } from '../../../shared/DayInput'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { offerBack } from '../../../shared/offerBack'
import { keys } from '../../../shared/queries'
import type { RecordType } from '../../../shared/record/field'
import { offerUndo } from '../../../shared/record/UndoNotice'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { TeamSelect } from '../../../shared/record/TeamSelect'
import { UserSelect } from '../../../shared/record/UserSelect'
import { useMay, useZone } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { instantIn, localTime } from './day'
import { refreshes, useRemoveTask, useRestore, useSetTask } from './queries'
import * as words from './words'

/** A task, whole. */
export function TaskDialog({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const task = useQuery({ queryKey: keys.record('tasks', { id }), queryFn: ({ signal }) => ask(taskShow, { path: { id }, signal }) })
  return (
    <Modal opened onClose={close} title={<b>{task.data?.title ?? w.title}</b>} size="lg" closeOnClickOutside={false}>
      <Answer query={task} height={200}>{(t) => <Form task={t} close={close} />}</Answer>
    </Modal>
  )
}

const reminders: Record<string, number[]> = { none: [], at: [0], m15: [15], h1: [60], d1: [24 * 60] }
const kinds = ['todo', 'call', 'meeting', 'email'] as const
const every = ['day', 'working_day', 'week', 'month', 'year', 'lunar_year'] as const

function Form({ task, close }: { task: Task; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const zone = useZone()
  const may = useMay()
  const about = task.about as Task['about'] | null
  const repeat = task.repeat as Task['repeat'] | null
  const timed = !task.due_on && task.due_at ? localTime(task.due_at, zone) : undefined
  const [title, setTitle] = useState(task.title)
  const [note, setNote] = useState(task.note)
  const [kind, setKind] = useState<Task['kind']>(task.kind)
  const [priority, setPriority] = useState(String(task.priority))
  const [day, setDay] = useState(task.due_on ?? timed?.slice(0, 10) ?? '')
  const [time, setTime] = useState(timed?.slice(11) ?? '')
  const [remind, setRemind] = useState(Object.keys(reminders).find((k) => reminders[k]!.join() === task.remind.join()) ?? 'at')
  const [again, setAgain] = useState<string>(repeat?.every ?? '')
  const [after, setAfter] = useState(repeat?.after ?? false)
  const [owner, setOwner] = useState((task.owner as Task['owner'] | null)?.id ?? null)
  const [team, setTeam] = useState((task.team as Task['team'] | null)?.id ?? null)
  const [type, setType] = useState<RecordType>((about?.type as RecordType | undefined) ?? 'people')
  const [record, setRecord] = useState(about ? { id: about.id, name: about.name } : null)
  const [items, setItems] = useState<Item[]>(task.checklist)
  const [removing, remove] = useState(false)
  const save = useSetTask()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const kept = repeat && repeat.every === again ? repeat : undefined
    save.mutate({
      path: { id: task.id },
      body: {
        version: task.version, title, note, kind, priority: Number(priority), due: day && time ? instantIn(day, time, zone) : day,
        remind: reminders[remind], checklist: items.filter((i) => i.text.trim()), owner: owner ?? '', team: team ?? '', about: record?.id ?? '',
        ...(again && day ? { repeat: { ...kept, every: again as (typeof every)[number], after } } : { once: true }),
      },
    }, {
      onSuccess: (saved) => {
        if (saved.act) offerUndo(saved.act, w.form.saved, refreshes)
        close()
      },
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label={w.form.title} value={title} onChange={(e) => setTitle(e.currentTarget.value)} required maxLength={300} data-autofocus />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select label={w.form.kind} data={kinds.map((k) => ({ value: k, label: w.kinds[k] }))} value={kind} onChange={(k) => k && setKind(k as Task['kind'])} allowDeselect={false} />
          <Select label={w.form.priority} data={['1', '0', '-1'].map((p) => ({ value: p, label: w.form.priorities[p as '0'] }))} value={priority} onChange={(p) => p && setPriority(p)} allowDeselect={false} />
          <DayInput label={w.form.due} value={day} onChange={(d) => setDay(d)} clearable />
          <TextInput type="time" label={w.form.time} description={time ? undefined : w.form.noTime} inputWrapperOrder={['label', 'input', 'description']} value={time} onChange={(e) => setTime(e.currentTarget.value)} disabled={!day} />
          <Select label={w.form.remind} data={Object.keys(reminders).map((k) => ({ value: k, label: w.form.reminds[k as 'at'] }))} value={remind} onChange={(k) => k && setRemind(k)} allowDeselect={false} disabled={!day} />
          <Select label={w.form.repeat} placeholder={w.form.never} data={every.map((k) => ({ value: k, label: w.everyday[k]! }))} value={again || null} onChange={(k) => setAgain(k ?? '')} clearable disabled={!day} />
        </SimpleGrid>
        {again && day && <Checkbox label={w.form.afterDone} checked={after} onChange={(e) => setAfter(e.currentTarget.checked)} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <UserSelect label={w.form.owner} value={owner} onChange={(u) => setOwner(u)} name={(task.owner as Task['owner'] | null)?.name} />
          <TeamSelect label={w.form.team} value={team} onChange={(t) => setTeam(t)} name={(task.team as Task['team'] | null)?.name} />
          <Select label={w.form.about} data={(['people', 'companies', 'tickets', 'deals', 'orders', 'products'] as const).map((t) => ({ value: t, label: w.form.types[t] }))} value={type} onChange={(t) => { if (t) { setType(t as RecordType); setRecord(null) } }} allowDeselect={false} />
          <RecordSelect label=" " aria-label={w.form.types[type]} type={type} value={record} onChange={setRecord} />
        </SimpleGrid>
        <Textarea label={w.form.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} autosize minRows={2} maxRows={10} maxLength={20000} />
        <Checklist items={items} change={setItems} />
        <Text size="xs" c="dimmed">{w.form.made(task.creator.name || w.form.system, f.instant(task.created_at))}</Text>
        {save.error && <Wrong error={save.error} />}
        <Group justify="space-between">
          {may('tasks:delete') ? <Button variant="subtle" color="red" onClick={() => remove(true)}>{w.form.remove}</Button> : <span />}
          <Group gap="xs">
            <Button variant="default" onClick={close}>{w.form.cancel}</Button>
            {may('tasks:update') && <Button type="submit" loading={save.isPending}>{w.form.save}</Button>}
          </Group>
        </Group>
      </Stack>
      {removing && <Remove id={task.id} close={close} back={() => remove(false)} />}
    </form>
  )
}

function Checklist({ items, change }: { items: Item[]; change: (items: Item[]) => void }) {
  const w = useWords(words)
  const set = (i: number, item: Partial<Item>) => change(items.map((old, j) => (i === j ? { ...old, ...item } : old)))
  return (
    <div role="group" aria-label={w.form.checklist}>
      <Text size="sm" fw={500}>{w.form.checklist}</Text>
      {items.map((item, i) => (
        <Group key={i} gap="xs" mt={4} wrap="nowrap">
          <Checkbox checked={item.done} onChange={(e) => set(i, { done: e.currentTarget.checked })} aria-label={item.text || w.form.checklist} />
          <TextInput style={{ flex: 1 }} value={item.text} maxLength={500} onChange={(e) => set(i, { text: e.currentTarget.value })} aria-label={w.form.addItem} />
          <ActionIcon variant="subtle" color="gray" aria-label={w.form.removeItem(item.text)} onClick={() => change(items.filter((_, j) => j !== i))}><Icon name="close" size={16} /></ActionIcon>
        </Group>
      ))}
      {items.length < 100 && <Button size="compact-sm" variant="subtle" mt={4} onClick={() => change([...items, { text: '', done: false }])}>{w.form.addItem}</Button>}
    </div>
  )
}

function Remove({ id, close, back }: { id: string; close: () => void; back: () => void }) {
  const w = useWords(words)
  const remove = useRemoveTask()
  const restore = useRestore()
  const go = () => remove.mutate({ path: { id } }, {
    onSuccess: () => {
      close()
      offerBack(`removed-${id}`, w.form.removed, () => restore.mutate({ path: { id } }))
    },
  })
  return <Confirm grave title={w.form.removeTitle} action={w.form.remove} go={go} close={back} change={remove}>{w.form.removeText}</Confirm>
}
