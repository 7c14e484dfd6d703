import { Autocomplete, Button, Text } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { Entry } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useNarrow } from '../../../shared/PeriodBar'
import { Screen } from '../../../shared/Screen'
import { useSession } from '../../../shared/session'
import { Empty, Loading, Wrong } from '../../../shared/states'
import { EventDetail } from './EventDetail'
import { EventTable } from './EventTable'
import styles from './events.module.css'
import { FirstEvent, FirstEventDialog } from './FirstEvent'
import { useEvents } from './queries'
import { type EventsSearch, readSearch, states } from './search'
import * as words from './words'

type Narrow = (change: Partial<EventsSearch>) => void

/** Listening asks all loaded pages again; beyond so many it pauses by itself. */
const pagesListened = 3

/** What arrives, as it arrives: what became of each event, and why. */
export function EventsPage() {
  const w = useWords(words)
  const narrow = useNarrow() as Narrow
  const { state, name, source, open } = readSearch(useSearch({ strict: false }))
  const empty = useSession()?.empty
  const [paused, pause] = useState(false)
  const [read, setRead] = useState(0)
  const listening = !paused && read <= pagesListened
  const list = useEvents({ state, name, source }, listening)
  const events = useMemo(() => list.data?.pages.flatMap((page) => page.events ?? []) ?? [], [list.data])
  const { isFetching, fetchNextPage, hasNextPage } = list
  const pages = list.data?.pages.length ?? 0
  if (pages !== read) setRead(pages)
  const more = useCallback(() => void (!isFetching && fetchNextPage()), [isFetching, fetchNextPage])
  const show = useCallback((e: Entry) => narrow({ open: String(e.seq) }), [narrow])
  const idle = list.data?.pages.at(-1)?.events?.length === 0 // searching far back brings nothing: only on request
  const resume = () => {
    list.toTop()
    pause(false)
    window.scrollTo({ top: 0 })
  }

  return (
    <Screen title={w.events.title} actions={<><LiveSwitch on={listening} turn={listening ? () => pause(true) : resume} /><FirstEventDialog /></>}>
      <Filters search={{ state, name, source }} events={events} narrow={narrow} />
      {state === 'quarantined' && events.length > 0 && <Text size="sm" c="dimmed" maw={720} mb="md">{w.events.quarantineText}</Text>}
      {list.error && <Wrong error={list.error} retry={list.refetch} />}
      {!list.data && !list.error && <Loading />}
      {list.data && !events.length && <Nothing search={{ state, name, source }} empty={empty === true} narrow={narrow} />}
      {events.length > 0 && <EventTable events={events} more={hasNextPage && !idle ? more : undefined} open={show} />}
      {hasNextPage && idle && <Button variant="default" mt="md" loading={isFetching} onClick={more}>{w.events.older}</Button>}
      <EventDetail seq={open ? Number(open) : undefined} loaded={events} close={() => narrow({ open: undefined })} />
    </Screen>
  )
}

function LiveSwitch({ on, turn }: { on: boolean; turn: () => void }) {
  const w = useWords(words)
  return (
    <Button variant="default" size="sm" onClick={turn} aria-pressed={on} title={w.events.liveHint}
      leftSection={<span className={on ? styles.live : styles.paused} aria-hidden />}>
      {on ? w.events.live : w.events.paused}
    </Button>
  )
}

function Filters({ search, events, narrow }: { search: EventsSearch; events: Entry[]; narrow: Narrow }) {
  const w = useWords(words)
  const known = (pick: (e: Entry) => string | null | undefined) => [...new Set(events.map(pick).filter((v): v is string => Boolean(v)))].sort()
  return (
    <div className={styles.bar}>
      <div role="group" aria-label={w.events.state} className={styles.states}>
        {[undefined, ...states].map((s) => (
          <button type="button" key={s ?? 'all'} aria-pressed={search.state === s} onClick={() => narrow({ state: s })}>{s ? w.events[s] : w.events.all}</button>
        ))}
      </div>
      <Typed key={`n${search.name === undefined}`} label={w.events.name} value={search.name} known={known((e) => e.name)} set={(name) => narrow({ name })} />
      <Typed key={`s${search.source === undefined}`} label={w.events.source} value={search.source} known={known((e) => e.source)} set={(source) => narrow({ source })} />
    </div>
  )
}

function Typed({ label, value, known, set }: { label: string; value?: string; known: string[]; set: (text?: string) => void }) {
  const [text, setText] = useState(value ?? '')
  const later = useDebouncedCallback((typed: string) => set(typed.trim() || undefined), 300)
  return (
    <Autocomplete className={styles.filter} placeholder={label} aria-label={label} data={known} value={text} clearable
      onChange={(typed) => { setText(typed); later(typed) }} />
  )
}

function Nothing({ search, empty, narrow }: { search: EventsSearch; empty: boolean; narrow: Narrow }) {
  const w = useWords(words)
  if (empty) return <FirstEvent />
  if (search.state === 'quarantined' && !search.name && !search.source)
    return <Empty title={w.events.noQuarantine}>{w.events.noQuarantineDo}</Empty>
  return (
    <Empty title={w.events.none}>
      {w.events.noneDo}
      <br />
      <Button mt="md" variant="default" onClick={() => narrow({ state: undefined, name: undefined, source: undefined })}>{w.events.clear}</Button>
    </Empty>
  )
}
