import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type ConversationEntry, type TicketAnswer, userList } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import type { RecordRow } from '../../../shared/record/field'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { Entry } from '../../../shared/talk/Entry'
import { Around } from './Around'
import { Composer } from './Composer'
import { useSplit, useTakeBack, useTicket } from './queries'
import styles from './ticket.module.css'
import * as words from './words'

/** Where one works on a ticket: what was said, where it is answered, what happened and what stands around it. */
export function TicketDesk({ record }: { record: RecordRow }) {
  const w = useWords(words)
  const query = useTicket(record.id, record.version)
  const talk = query.data?.pages.flatMap((p) => p.talk).reverse() ?? []
  const [chosen, choose] = useState<string[]>()
  const [text, write] = useState('')
  const takenBack = (e: ConversationEntry) => { write((now) => [e.text, now.trim()].filter(Boolean).join('\n\n')); notifications.show({ message: w.takenBack }) }
  return (
    <Answer query={{ ...query, data: query.data?.pages[0] }}>
      {(ticket) => (
        <section className={`card ${styles.desk}`} aria-label={w.talk}>
          <div className={styles.talk}>
            <Here ticket={ticket} />
            <Talk record={record} ticket={ticket} talk={talk} chosen={chosen} choose={choose} takenBack={takenBack} more={query.hasNextPage ? () => void query.fetchNextPage() : undefined} />
            {chosen ? <Split record={record} chosen={chosen} done={() => choose(undefined)} /> : <Composer record={record} ticket={ticket} text={text} write={write} />}
          </div>
          <Around record={record} ticket={ticket} split={talk.some((e) => e.kind !== 'act') && !chosen ? () => choose([]) : undefined} />
        </section>
      )}
    </Answer>
  )
}

/** Who else looks at it, or answers now. */
function Here({ ticket }: { ticket: TicketAnswer }) {
  const w = useWords(words)
  const names = (writing: boolean) => ticket.here.filter((p) => p.writing === writing).map((p) => p.user.name).join(', ')
  if (names(true)) return <Text className={styles.here} size="sm" fw={600} c="orange" role="status">{w.answers(names(true))}</Text>
  return names(false) ? <Text className={styles.here} size="xs" c="dimmed" role="status">{w.looks(names(false))}</Text> : null
}

interface TalkProps { record: RecordRow; ticket: TicketAnswer; talk: ConversationEntry[]; chosen?: string[]; choose: (ids: string[]) => void; takenBack: (e: ConversationEntry) => void; more?: () => void }

function Talk({ record, ticket, talk, chosen, choose, takenBack, more }: TalkProps) {
  const w = useWords(words)
  const may = useMay()
  const users = useRecords('users', userList, undefined, { enabled: may('users:read') }).data?.users ?? []
  const back = useTakeBack()
  const end = useRef<HTMLDivElement>(null)
  const last = talk.at(-1)?.id
  useEffect(() => { const log = end.current?.parentElement; log?.scrollTo({ top: log.scrollHeight }) }, [last])
  const person = [record.links?.person ?? []].flat()[0]?.name || w.somebody
  const turn = (id: string) => choose(chosen!.includes(id) ? chosen!.filter((c) => c !== id) : [...chosen!, id])
  const takeBack = (e: ConversationEntry) => ticket.conversation && back.mutate({ path: { id: ticket.conversation.id, entry: e.id } }, { onSuccess: takenBack })
  return (
    <div className={styles.said} tabIndex={0} role="log" aria-label={w.talk}>
      {more && <Button size="compact-xs" variant="subtle" onClick={more}>{w.earlier}</Button>}
      {!talk.length && <Text c="dimmed" size="sm">{record.values.person ? w.nothing : w.noCustomer}</Text>}
      {talk.map((e) => (
        <Entry key={e.id} e={e} name={person} nameOf={(id) => users.find((u) => u.id === id)?.name ?? ''} undo={() => takeBack(e)}>
          {chosen && <Checkbox size="xs" mt={6} label={w.choose} checked={chosen.includes(e.id)} onChange={() => turn(e.id)} />}
        </Entry>
      ))}
      {back.error && <Wrong error={back.error} />}
      <div ref={end} />
    </div>
  )
}

/** Makes another ticket of what was chosen. */
function Split({ record, chosen, done }: { record: RecordRow; chosen: string[]; done: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const [name, write] = useState('')
  const split = useSplit()
  const make = () => split.mutate({ path: { id: record.id }, body: { entries: chosen, name: name || undefined } }, { onSuccess: (made) => { done(); void navigate({ to: `/tickets/${made.id}` as string }) } })
  return (
    <form className={styles.composer} onSubmit={(e) => { e.preventDefault(); make() }}>
      <Text size="sm" mb={6}>{w.splitHow}</Text>
      <TextInput size="xs" label={w.splitName} value={name} maxLength={200} onChange={(e) => write(e.currentTarget.value)} />
      {split.error && <Wrong error={split.error} />}
      <Group mt={8} gap="xs"><Button type="submit" size="xs" disabled={!chosen.length} loading={split.isPending}>{w.splitDo}</Button><Button size="xs" variant="default" onClick={done}>{w.cancel}</Button></Group>
    </form>
  )
}
