import { Button, Menu, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Link, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { PeriodBar, useNarrow } from '../../../shared/PeriodBar'
import { Screen } from '../../../shared/Screen'
import { useZone } from '../../../shared/session'
import { Empty, Loading, Wrong } from '../../../shared/states'
import styles from './people.module.css'
import { PeopleTable } from './PeopleTable'
import { usePeople, useStock } from './queries'
import { type Column, columns, type PeopleSearch, shownColumns, writeColumns } from './search'
import { StageFilter } from './StageFilter'
import * as words from './words'

/** Everybody the company knows: found by name, e-mail or phone, narrowed by stage and condition. */
export function PeoplePage() {
  const w = useWords(words)
  const search = useSearch({ strict: false }) as PeopleSearch
  const narrow = useNarrow() as (change: Partial<PeopleSearch>) => void
  const { q, stage, segment, as_of, known_at, timezone } = search
  const narrowing = { segment, as_of, known_at, timezone }
  const stock = useStock(narrowing, useZone())
  const list = usePeople({ ...narrowing, q, stage, order: 'last_seen' })
  const people = useMemo(() => list.data?.pages.flatMap((page) => page.people ?? []) ?? [], [list.data])
  const shown = useMemo(() => shownColumns({ columns: search.columns }), [search.columns])
  const { hasNextPage, isFetching, fetchNextPage } = list
  const more = useCallback(() => void (!isFetching && fetchNextPage()), [isFetching, fetchNextPage])

  return (
    <Screen title={w.people.title} actions={<PeriodBar period={false} />}>
      <div className={styles.bar}>
        <Search key={q === undefined ? 'none' : 'some'} typed={q ?? ''} search={(text) => narrow({ q: text || undefined })} />
        <ColumnMenu shown={shown} choose={(chosen) => narrow({ columns: writeColumns(chosen) })} />
      </div>
      <StageFilter chosen={stage} counts={q ? undefined : stock.data} choose={(s) => narrow({ stage: s })} />
      {list.error && <Wrong error={list.error} retry={list.refetch} />}
      {!list.data && !list.error && <Loading />}
      {list.data && !people.length && <Nobody narrowed={Boolean(q || stage || segment || as_of || known_at)} clear={() =>
        narrow({ q: undefined, stage: undefined, segment: undefined, as_of: undefined, known_at: undefined })} />}
      {people.length > 0 && (
        <div style={{ opacity: list.isPlaceholderData ? 0.55 : 1 }}>
          <PeopleTable people={people} currency={list.data!.pages[0]!.currency} columns={shown} more={hasNextPage ? more : undefined} />
          <Foot n={people.length} more={hasNextPage} />
        </div>
      )}
    </Screen>
  )
}

/** Searches while somebody types, and says in the URL what was searched. */
function Search({ typed, search }: { typed: string; search: (text: string) => void }) {
  const w = useWords(words)
  const [text, setText] = useState(typed)
  const later = useDebouncedCallback(search, 200)
  return (
    <TextInput type="search" className={styles.search} placeholder={w.people.search} aria-label={w.people.search} value={text} spellCheck={false}
      onChange={(e) => { setText(e.currentTarget.value); later(e.currentTarget.value.trim()) }} />
  )
}

function ColumnMenu({ shown, choose }: { shown: Column[]; choose: (chosen: Column[]) => void }) {
  const w = useWords(words)
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default" visibleFrom="sm">{w.people.columns}&nbsp;▾</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map((c) => (
          <Menu.CheckboxItem key={c} checked={shown.includes(c)} onChange={() => choose(shown.includes(c) ? shown.filter((s) => s !== c) : [...shown, c])}>
            {w.people[c]}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Nobody({ narrowed, clear }: { narrowed: boolean; clear: () => void }) {
  const w = useWords(words)
  if (narrowed) return <Empty title={w.people.none}>{w.people.noneDo}<br /><Button mt="md" variant="default" onClick={clear}>{w.people.clear}</Button></Empty>
  return (
    <Empty title={w.people.empty}>
      {w.people.emptyDo}
      <br />
      <Button component={Link} to="/import" mt="md" mx={4}>{w.people.toImport}</Button>
      <Button component={Link} to="/events" mt="md" mx={4} variant="default">{w.people.toEvents}</Button>
    </Empty>
  )
}

function Foot({ n, more }: { n: number; more: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  return <p className={styles.foot} role="status">{more ? w.people.shownMore(f.number(n)) : w.people.shown(f.number(n))}</p>
}
