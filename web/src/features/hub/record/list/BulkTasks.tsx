import { Button, Checkbox, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { BulkTasksAnswer, BulkTasksOrderBody } from '../../../../shared/client'
import { DayInput } from '../../../../shared/DayInput'
import { Foot } from '../../../../shared/Foot'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { offerUndo } from '../../../../shared/record/UndoNotice'
import { UserSelect } from '../../../../shared/record/UserSelect'
import { useSession } from '../../../../shared/session'
import { Loading, Wrong } from '../../../../shared/states'
import { useBulkTasks } from './queries'
import type { ListState } from './useList'
import type { Selection } from './useSelection'
import * as words from './words'

interface Props {
  list: ListState
  selection: Selection
  close: () => void
}

const kinds = ['todo', 'call', 'meeting', 'email'] as const

/** Makes a task about each chosen record: what, for whom, how many that comes to, and a way back. */
export function BulkTasks({ list, selection, close }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const me = useSession()?.user
  const preview = useBulkTasks()
  const run = useBulkTasks()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]>('call')
  const [due, setDue] = useState('')
  const [owner, setOwner] = useState<string | null>(me?.id ?? null)
  const [toOwner, giveToOwner] = useState(true)
  const which = selection.all ? { where: list.where ?? '', q: list.q, all: true } : { ids: [...selection.ids] }
  const order = { ...which, title, kind, due, owner: owner ?? '', to_owner: toOwner } as BulkTasksOrderBody
  const path = { type: list.type }
  const look = (e: FormEvent) => {
    e.preventDefault()
    preview.mutate({ path, body: { ...order, preview: true } })
  }
  const go = () => run.mutate({ path, body: order }, {
    onSuccess: (made) => {
      selection.clear()
      close()
      if (made.act) offerUndo(made.act, w.tasksMade(made.made, f.number(made.made)), ['tasks', 'today'])
    },
  })
  const seen = preview.data
  const busy = run.isPending
  return (
    <Modal opened onClose={close} title={<b>{w.tasksTitle}</b>} closeOnEscape={!busy} closeOnClickOutside={!busy} withCloseButton={!busy}>
      {run.error != null && <Wrong error={run.error} />}
      {busy ? <Loading progress={run.progress} height={120} /> : seen ? (
        <>
          <ForWhom seen={seen} />
          <Foot close={close}>
            <Button variant="default" onClick={preview.reset}>{w.back}</Button>
            <Button disabled={!seen.made} onClick={go} data-autofocus>{w.tasksDo(seen.made, f.number(seen.made))}</Button>
          </Foot>
        </>
      ) : (
        <form onSubmit={look}>
          <Stack gap="sm">
            <TextInput data-autofocus label={w.taskName} required maxLength={300} value={title} onChange={(e) => setTitle(e.currentTarget.value)} />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <Select label={w.taskKind} allowDeselect={false} data={kinds.map((k) => ({ value: k, label: w.taskKinds[k] }))} value={kind} onChange={(k) => k && setKind(k as 'call')} />
              <DayInput label={w.taskDue} clearable value={due} onChange={setDue} />
            </SimpleGrid>
            <Checkbox label={w.toOwner} checked={toOwner} onChange={(e) => giveToOwner(e.currentTarget.checked)} />
            <UserSelect label={toOwner ? w.taskOwner : w.taskOwnerAll} value={owner} onChange={(user) => setOwner(user)} />
            {preview.error != null && <Wrong error={preview.error} />}
            <Foot close={close}><Button type="submit" disabled={!title.trim()} loading={preview.isPending}>{w.bulkPreview}</Button></Foot>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

/** How many tasks that is, and whose. */
function ForWhom({ seen }: { seen: BulkTasksAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <>
      <Text>{w.tasksWill(seen.made, f.number(seen.made))}</Text>
      <ul>{seen.for.map((x) => <li key={x.owner?.id ?? ''}>{(x.owner as typeof x.owner | null)?.name ?? w.tasksNobody}: <b className="figures">{f.number(x.count)}</b></li>)}</ul>
      {seen.beyond > 0 && <Text size="sm" c="dimmed">{w.tasksBeyond(seen.beyond, f.number(seen.beyond))}</Text>}
      <Text size="sm" c="dimmed">{w.bulkUndo}</Text>
    </>
  )
}
