import { Anchor, Autocomplete, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { useListByName } from '../../../../shared/record/listByName'
import { personSegments, segmentPeople } from '../../../../shared/record/operations'
import { offerUndo } from '../../../../shared/record/UndoNotice'
import { useMay } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import * as words from './liveWords'
import styles from './page.module.css'
import { useOf } from './queries'

/** The segments somebody is in whose members are kept, and the lists they were put into: into and out of those they are put here. */
export function Memberships({ id }: { id: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('segments:write')
  const [choosing, choose] = useState(false)
  const all = useOf(id, 'segments', personSegments).data?.segments
  const put = useChange(segmentPeople, { refreshes: ['segments', 'records'] })
  const enlist = (list: string, name: string, remove: boolean) => put.mutate({ path: { id: list }, body: { ids: [id], remove } }, {
    onSuccess: ({ act, changed }) => {
      if (changed) offerUndo(act, (remove ? w.listLeft : w.listJoined)(name), ['segments'])
      else notifications.show({ message: (remove ? w.listNotIn : w.listIn)(name) })
      choose(false)
    },
  })
  if (!all || (!all.length && !may)) return null
  return (
    <section className={styles.group} aria-label={w.segments}>
      <h3>{w.segments}</h3>
      {!all.length && <Text size="sm" c="dimmed">{w.nowhere}</Text>}
      {all.map((s) => (
        <div key={s.id} className={styles.relation}>
          <div>
            <Anchor component={Link} to={`/segments/${s.id}` as string} size="sm">{s.name}</Anchor>
            <Text size="xs" c="dimmed">{[s.kind === 'list' && w.list, w.since(f.day(s.since))].filter(Boolean).join(' · ')}</Text>
          </div>
          {may && s.kind === 'list' && <Button size="compact-xs" variant="subtle" aria-label={w.takeFrom(s.name)} loading={put.isPending && put.variables?.path.id === s.id} onClick={() => enlist(s.id, s.name, true)}>{w.takeOut}</Button>}
        </div>
      ))}
      {put.error && <Wrong error={put.error} />}
      {may && (choosing
        ? <Choose within={all.map((s) => s.id)} busy={put.isPending} put={(list, name) => enlist(list, name, false)} close={() => choose(false)} />
        : <Button size="compact-xs" variant="subtle" onClick={() => choose(true)}>{w.putInto}</Button>)}
    </section>
  )
}

interface ChooseProps {
  /** The lists they are in already. */
  within: string[]
  busy: boolean
  put: (id: string, name: string) => void
  close: () => void
}

/** Names a list there is, or one that is made by that. */
function Choose({ within, busy, put, close }: ChooseProps) {
  const w = useWords(words)
  const { lists, typed, type, name, named, take, making, error } = useListByName()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    take((list) => put(list, name))
  }
  return (
    <form onSubmit={submit}>
      <Autocomplete data-autofocus autoFocus label={w.whichList} description={name && !named ? w.newList(name) : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']} maxLength={80}
        data={lists.filter((l) => !within.includes(l.id)).map((l) => l.name)} value={typed} onChange={type} />
      {error && <Wrong error={error} />}
      <Group gap="xs" mt="xs"><Button type="submit" size="compact-sm" disabled={!name} loading={busy || making}>{w.put}</Button><Button size="compact-sm" variant="subtle" onClick={close}>{w.cancel}</Button></Group>
    </form>
  )
}
