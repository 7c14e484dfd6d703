import { Anchor, Badge, Button, Group, Menu, Text } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Conversation, type ConversationShown, type ConversationVisitor, userList } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { UserSelect } from '../../../shared/record/UserSelect'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { Entry } from '../../../shared/talk/Entry'
import { Composer, type Mode } from './Composer'
import { dueState } from './due'
import styles from './inbox.module.css'
import { Tickets } from './Tickets'
import { useConversation, useTakeBack, useTurn } from './queries'
import * as words from './words'

interface Props { id: string; input: RefObject<HTMLTextAreaElement | null>; mode: Mode; turn: (m: Mode) => void; back: () => void; about: () => void }

/** One conversation: what was said, and where it is answered. */
export function Thread({ id, input, mode, turn, back, about }: Props) {
  const query = useConversation(id)
  const first = query.data?.pages[0]
  const entries = query.data?.pages.flatMap((p) => p.entries).reverse() ?? []
  return (
    <Answer query={{ ...query, data: first }}>
      {(shown) => (
        <>
          <Head shown={shown} back={back} about={about} />
          <Entries shown={shown} entries={entries} more={query.hasNextPage ? () => void query.fetchNextPage() : undefined} />
          <Composer key={id} shown={shown} mode={mode} turn={turn} input={input} />
        </>
      )}
    </Answer>
  )
}

function Entries({ shown, entries, more }: { shown: ConversationShown; entries: ConversationShown['entries']; more?: () => void }) {
  const w = useWords(words)
  const may = useMay()
  const users = useRecords('users', userList, undefined, { enabled: may('users:read') }).data?.users ?? []
  const back = useTakeBack()
  const said = useEnd(entries.at(-1)?.id)
  return (
    <div ref={said} className={styles.said} tabIndex={0} role="log" aria-label={shown.conversation.subject || shown.conversation.person.name || w.somebody}>
      {more && <Button size="compact-xs" variant="subtle" onClick={more}>{w.earlier}</Button>}
      {entries.map((e) => <Entry key={e.id} e={e} name={shown.conversation.person.name || e.address || w.somebody} nameOf={(id) => users.find((u) => u.id === id)?.name ?? ''} undo={() => back.mutate({ path: { id: shown.conversation.id, entry: e.id } })} />)}
      {back.error && <Wrong error={back.error} />}
    </div>
  )
}

/** Keeps the last that was said in view, also where what stands around takes room meanwhile; who reads further up stays there. */
function useEnd(last?: string) {
  const said = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const log = said.current!
    let ended = true
    const down = () => { if (ended) log.scrollTop = log.scrollHeight }
    const moved = () => { ended = log.scrollTop + log.clientHeight > log.scrollHeight - 8 }
    const around = new ResizeObserver(down)
    down()
    around.observe(log)
    log.addEventListener('scroll', moved)
    return () => { around.disconnect(); log.removeEventListener('scroll', moved) }
  }, [last])
  return said
}

function Head({ shown, back, about }: { shown: ConversationShown; back: () => void; about: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('conversations:update')
  const c = shown.conversation
  const turn = useTurn()
  const set = (body: Parameters<typeof turn.mutate>[0]['body']) => turn.mutate({ path: { id: c.id }, body })
  const due = dueState(c)
  const names = (writing: boolean) => shown.here.filter((p) => p.writing === writing).map((p) => p.user.name).join(', ')
  return (
    <div className={styles.head}>
      <Group justify="space-between" gap="xs">
        <Group gap={8} wrap="nowrap" miw={0}>
          <Button className={styles.back} size="compact-sm" variant="default" onClick={back} aria-label={w.back}>‹</Button>
          <div style={{ minWidth: 0 }}>
            <Text fw={650} className={styles.cut}>{c.person.name || w.somebody}</Text>
            <Text size="xs" c="dimmed" className={styles.cut}>{[w.channels[c.channel], c.subject].filter(Boolean).join(' · ')}</Text>
          </div>
        </Group>
        {c.state === 'snoozed' && <Badge variant="light" tt="none" color="gray">{w.snoozed(c.snoozed_until ? f.instant(c.snoozed_until) : undefined)}</Badge>}
        {due && <Badge variant="light" tt="none" color={due === 'late' ? 'red' : due === 'soon' ? 'orange' : 'gray'}>{due === 'late' ? w.late(f.instant(c.due_at!)) : w.due(f.instant(c.due_at!))}</Badge>}
        <Group gap={6}>
          <Button size="compact-sm" variant="subtle" className={styles.whom} onClick={about}>{w.card}</Button>
          {may && <Turns c={c} set={set} />}
        </Group>
      </Group>
      {names(true) && <Text size="sm" fw={600} c="orange" role="status" mt={4}>{w.answers(names(true))}</Text>}
      {!names(true) && names(false) && <Text size="xs" c="dimmed" role="status" mt={4}>{w.looks(names(false))}</Text>}
      <Tickets conversation={c.id} />
      {shown.visitor && <Visitor is={shown.visitor} />}
      {turn.error && <Wrong error={turn.error} />}
    </div>
  )
}

/** Who talks by the chat: whether they are there, and what they look at. */
function Visitor({ is }: { is: ConversationVisitor }) {
  const w = useWords(words)
  const now = is.writing ? w.visitor.writes : is.online ? w.visitor.online : w.visitor.gone
  const page = is.page && <>{is.online ? w.visitor.looks : w.visitor.looked} <Anchor href={is.page} target="_blank" rel="noopener noreferrer" inherit underline="always">{is.title || is.page}</Anchor></>
  return <Text size="xs" c={is.online ? 'var(--good)' : 'dimmed'} role="status" mt={4} className={styles.cut}>{now}{page}</Text>
}

/** What can be done with a conversation. */
function Turns({ c, set }: { c: Conversation; set: (body: { state?: 'open' | 'snoozed' | 'closed'; until?: string; assignee?: string; priority?: number; bot?: boolean }) => void }) {
  const w = useWords(words)
  const [now] = useState(() => new Date())
  const day = (plus: number) => { const d = new Date(now); d.setDate(d.getDate() + plus); return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}` }
  return (
    <>
      <UserSelect size="xs" w={150} aria-label={w.assignee} value={c.assignee?.id} name={c.assignee?.name} onChange={(user) => set({ assignee: user ?? '' })} />
      {c.bot && <Button size="compact-sm" variant="light" onClick={() => set({ bot: false, assignee: 'me' })}>{w.takeOver}</Button>}
      <Menu position="bottom-end">
        <Menu.Target><Button size="compact-sm" variant="default">{w.snooze}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => set({ state: 'snoozed' })}>{w.snoozes.until}</Menu.Item>
          <Menu.Item onClick={() => set({ state: 'snoozed', until: new Date(Date.now() + 3 * 3600_000).toISOString() })}>{w.snoozes.today}</Menu.Item>
          <Menu.Item onClick={() => set({ state: 'snoozed', until: day(1) })}>{w.snoozes.tomorrow}</Menu.Item>
          <Menu.Item onClick={() => set({ state: 'snoozed', until: day(((8 - now.getDay()) % 7) || 7) })}>{w.snoozes.week}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{w.priority}</Menu.Label>
          {(['1', '0', '-1'] as const).map((p) => <Menu.Item key={p} disabled={String(c.priority) === p} onClick={() => set({ priority: Number(p) })}>{w.priorities[p]}</Menu.Item>)}
        </Menu.Dropdown>
      </Menu>
      {c.state === 'open' ? <Button size="compact-sm" onClick={() => set({ state: 'closed' })}>{w.close}</Button> : <Button size="compact-sm" variant="default" onClick={() => set({ state: 'open' })}>{w.reopen}</Button>}
    </>
  )
}
