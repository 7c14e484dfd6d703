import { Button, Checkbox, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { UserSelect } from '../../../shared/record/UserSelect'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import type { Mode } from './Composer'
import { ConversationRow } from './ConversationRow'
import styles from './inbox.module.css'
import { PersonCard } from './PersonCard'
import { useBulk, useConversation, useConversations, useCounts, useTeams, useTurn } from './queries'
import { type InboxSearch, readSearch } from './search'
import { Thread } from './Thread'
import * as words from './words'

/** What people wrote, over every channel: the list, one conversation, and who it is with. */
export function InboxPage() {
  const w = useWords(words)
  const search = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const go = (change: Partial<InboxSearch>) => void navigate({ to: '/inbox', search: { ...search, ...change } })
  const list = useConversations(search)
  const all = list.data?.pages.flatMap((p) => p.conversations) ?? []
  const [mode, turn] = useState<Mode>('answer')
  const [card, showCard] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  useKeys(all.map((c) => c.id), search.open, (open) => go({ open }), (m) => { turn(m); input.current?.focus() })
  return (
    <Screen title={w.title}>
      <Filters search={search} go={go} />
      <div className={styles.inbox} data-open={search.open ? true : undefined}>
        <section className={`${styles.pane} ${styles.first}`} aria-label={w.list}>
          <Answer query={{ ...list, data: list.data && all }}>
            {(rows) => rows.length === 0 ? <Empty title={w.none}>{w.noneAbout}</Empty> : <Rows key={JSON.stringify({ ...search, open: undefined })} rows={rows} search={search} more={list.hasNextPage ? () => void list.fetchNextPage() : undefined} />}
          </Answer>
        </section>
        <section className={`${styles.pane} ${styles.second}`} aria-label={w.title}>
          {search.open ? <Thread key={search.open} id={search.open} input={input} mode={mode} turn={turn} back={() => go({ open: undefined })} about={() => showCard(!card)} /> : <Empty title={w.choose}>{w.chooseAbout}</Empty>}
        </section>
        <aside className={`${styles.pane} ${styles.card} ${styles.about}`} data-shown={card || undefined} aria-label={w.card}>
          {card && <Button size="compact-xs" variant="default" mb="xs" onClick={() => showCard(false)}>{w.back}</Button>}
          {search.open && <About id={search.open} />}
        </aside>
      </div>
    </Screen>
  )
}

function About({ id }: { id: string }) {
  const person = useConversation(id).data?.pages[0]?.conversation.person
  return person && <PersonCard person={person} />
}

function Filters({ search, go }: { search: InboxSearch; go: (change: Partial<InboxSearch>) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const counts = useCounts().data
  const teams = useTeams()
  const many = (n?: number) => (n ? ` ${n >= 1000 ? '1000+' : f.number(n)}` : '')
  if (search.flow)
    return (
      <Group gap="xs" mb="sm" role="group" className={styles.filters} data-open={search.open ? true : undefined} aria-label={w.filter}>
        <Text size="sm">{w.ofFlow}{search.from && search.to && ` · ${f.period(search.from, search.to)}`}{search.step && search.step !== '-' && ` · ${w.atStep(search.step)}`}{search.fate && ` · ${w.fates[search.fate]}`}</Text>
        <Button size="compact-sm" variant="default" component={Link} to={`/settings/bot/${search.flow}`} search={{ from: search.from, to: search.to } as never}>{w.toFlow}</Button>
        <Button size="compact-sm" variant="subtle" onClick={() => go({ flow: undefined, step: undefined, fate: undefined, from: undefined, to: undefined, open: undefined })}>{w.allTalks}</Button>
      </Group>
    )
  const views = { mine: counts?.mine, unassigned: counts?.unassigned, all: counts?.open, due: counts?.due }
  return (
    <Group gap="xs" mb="sm" role="group" className={styles.filters} data-open={search.open ? true : undefined} aria-label={w.filter}>
      <SegmentedControl size="xs" value={search.of ?? 'mine'} onChange={(v) => go({ of: v === 'mine' ? undefined : (v as InboxSearch['of']), assignee: undefined, open: undefined })} data={(Object.keys(views) as (keyof typeof views)[]).map((v) => ({ value: v, label: w.views[v] + many(views[v]) }))} />
      {search.of !== 'due' && <NativeSelect size="xs" aria-label={w.filter} value={search.state ?? 'open'} onChange={(e) => go({ state: e.currentTarget.value === 'open' ? undefined : (e.currentTarget.value as InboxSearch['state']), open: undefined })} data={(['open', 'snoozed', 'closed'] as const).map((s) => ({ value: s, label: w.states[s] }))} />}
      <NativeSelect size="xs" aria-label={w.by} value={search.channel ?? ''} onChange={(e) => go({ channel: (e.currentTarget.value || undefined) as InboxSearch['channel'], open: undefined })} data={[{ value: '', label: w.anyChannel }, ...(['email', 'sms', 'chat', 'zalo'] as const).map((c) => ({ value: c, label: w.channels[c] }))]} />
      {(teams.length > 0 || search.team) && <NativeSelect size="xs" aria-label={w.team} value={search.team ?? ''} onChange={(e) => go({ team: e.currentTarget.value || undefined, open: undefined })} data={[{ value: '', label: w.anyTeam }, ...teams.map((t) => ({ value: t.id, label: t.name }))]} />}
    </Group>
  )
}

/** The list, of which several can be chosen and changed together. */
function Rows({ rows, search, more }: { rows: Parameters<typeof ConversationRow>[0]['c'][]; search: InboxSearch; more?: () => void }) {
  const w = useWords(words)
  const may = useMay()('conversations:update')
  const [chosen, choose] = useState<string[]>([])
  const bulk = useBulk()
  const there = chosen.filter((id) => rows.some((r) => r.id === id))
  const change = (body: { close?: boolean; assignee?: string }) => bulk.mutate({ body: { ids: there, ...body } }, { onSuccess: (a) => { choose([]); notifications.show({ message: w.changed(a.changed) }) } })
  return (
    <>
      {there.length > 0 && (
        <Group gap={6} p={8} className={styles.head}>
          <Checkbox size="xs" aria-label={w.chosen(there.length)} checked indeterminate={there.length < rows.length} onChange={() => choose(there.length < rows.length ? rows.map((r) => r.id) : [])} />
          <Text size="sm">{w.chosen(there.length)}</Text>
          <Button size="compact-xs" loading={bulk.isPending} onClick={() => change({ close: true })}>{w.closeAll}</Button>
          <UserSelect size="xs" w={130} aria-label={w.giveAll} placeholder={w.giveAll} onChange={(user) => user && change({ assignee: user })} />
        </Group>
      )}
      {bulk.error && <Wrong error={bulk.error} />}
      <ul className={styles.rows}>
        {rows.map((c) => <ConversationRow key={c.id} c={c} search={search} chosen={chosen.includes(c.id)} choose={may ? (on) => choose(on ? [...chosen, c.id] : chosen.filter((id) => id !== c.id)) : undefined} />)}
        {more && <li className={styles.row}><Button fullWidth size="xs" variant="default" onClick={more}>{w.more}</Button></li>}
      </ul>
    </>
  )
}

/** j and k go through the list, r answers, n writes a note, e closes; none of them while somebody types. */
function useKeys(ids: string[], open: string | undefined, go: (id: string) => void, write: (m: Mode) => void) {
  const turn = useTurn()
  const may = useMay()('conversations:update')
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      const at = e.target as HTMLElement
      if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable) return
      const i = open ? ids.indexOf(open) : -1
      if (e.key === 'j' && ids[i + 1]) go(ids[i + 1]!)
      else if (e.key === 'k' && i > 0) go(ids[i - 1]!)
      else if (open && (e.key === 'r' || e.key === 'n')) write(e.key === 'r' ? 'answer' : 'note')
      else if (open && e.key === 'e' && may) turn.mutate({ path: { id: open }, body: { state: 'closed' } })
      else return
      e.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}
