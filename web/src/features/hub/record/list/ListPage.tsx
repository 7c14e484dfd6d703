import { Alert, Button, TextInput } from '@mantine/core'
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { readGroup } from '../../../../shared/condition/condition'
import { useCount } from '../../../../shared/condition/count'
import { useWords } from '../../../../shared/language'
import { ExportDialog } from '../../../../shared/record/ExportDialog'
import type { RecordType } from '../../../../shared/record/field'
import { Screen } from '../../../../shared/Screen'
import { useMay } from '../../../../shared/session'
import { Loading, Wrong } from '../../../../shared/states'
import { BulkBar } from './BulkBar'
import { Cards } from './Cards'
import { ColumnMenu } from './ColumnMenu'
import { Create } from './Create'
import { Filters } from './Filters'
import styles from './list.module.css'
import { Nothing } from './Nothing'
import { Panel } from './Panel'
import { QuickFilters } from './QuickFilters'
import { rowsOf, useRows } from './queries'
import { Table } from './Table'
import { type ListState, useList } from './useList'
import { useSelection } from './useSelection'
import { ViewTabs } from './ViewTabs'
import * as words from './words'

/** The list of a kind of records: what people look at all day. */
export function ListPage({ type }: { type: RecordType }) {
  const w = useWords(words)
  const may = useMay()
  const list = useList(type)
  const [filtering, filter] = useState(false)
  return (
    <Screen title={w.title[type]} actions={may(`${type}:create`) && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => list.go({ create: 'yes' })}>{w.create[type]}</Button>}>
      <ViewTabs list={list} />
      <div className={styles.bar}>
        <Search key={list.search.view ?? ''} typed={list.q ?? ''} search={(q) => list.go({ q: q || undefined }, true)} />
        <Button variant={list.where ? 'light' : 'default'} size="xs" aria-expanded={filtering} onClick={() => filter(!filtering)}>{w.filterBy(conditions(list.where))}</Button>
        <ColumnMenu list={list} />
        <QuickFilters list={list} />
      </div>
      {filtering && <Filters key={list.search.view ?? ''} list={list} close={() => filter(false)} />}
      {list.search.bin && <Alert color="gray" mb="sm" title={w.bin}>{type === 'people' ? w.binPeople : w.binAbout} <Button size="compact-sm" variant="subtle" onClick={() => list.go({ bin: undefined })}>{w.binLeave}</Button></Alert>}
      <Content list={list} />
      {list.search.create === 'yes' && list.ready && <Create list={list} close={() => list.go({ create: undefined }, true)} />}
      {list.search.open && <Panel type={type} id={list.search.open} close={() => list.go({ open: undefined })} />}
    </Screen>
  )
}

const conditions = (where: string | undefined) => (where ? (readGroup(where)?.parts.length ?? 1) : 0)

function Content({ list }: { list: ListState }) {
  const w = useWords(words)
  const narrow = useMediaQuery('(max-width: 48em)', window.innerWidth <= 768, { getInitialValueInEffect: false })
  const navigate = useNavigate()
  const asked = { q: list.q, where: list.where, sort: list.sortText, columns: list.columns.map((c) => c.key).join(','), deleted: list.search.bin ? true as const : undefined }
  const answer = useRows(list.type, asked, list.ready)
  const count = useCount(list.type, asked, list.ready)
  const rows = useMemo(() => rowsOf(answer.data?.pages), [answer.data])
  const selection = useSelection(rows)
  const may = useMay()
  const [choosing, choose] = useState(false)
  const [handing, hand] = useState(false)
  const { clear } = selection
  useEffect(clear, [clear, list.q, list.where, list.search.bin])
  const { hasNextPage, isFetching, fetchNextPage } = answer
  const next = useCallback(() => void (!isFetching && fetchNextPage()), [isFetching, fetchNextPage])
  const more = hasNextPage ? next : undefined
  const open = (id: string) => (narrow ? void navigate({ to: `/${list.type}/${id}` }) : list.go({ open: id }))
  if (answer.error && !answer.data) return <Wrong error={answer.error} retry={answer.refetch} />
  if (!answer.data) return <Loading />
  if (!rows.length) return <Nothing list={list} />
  return (
    <>
      {answer.error && <Wrong error={answer.error} retry={answer.refetch} />}
      <div className={styles.foot}>
        <Counted count={count.data?.count} />
        {may(`${list.type}:export`) && <Button size="compact-sm" variant="subtle" ml="auto" onClick={() => hand(true)}>{w.export}</Button>}
        {narrow && <Button size="compact-sm" variant="subtle" onClick={() => { choose(!choosing); clear() }}>{choosing ? w.choosingEnd : w.choosing}</Button>}
      </div>
      <div style={{ opacity: answer.isPlaceholderData ? 0.55 : 1 }} aria-busy={answer.isPlaceholderData}>
        {narrow
          ? <Cards list={list} rows={rows} selection={selection} choosing={choosing} more={more} />
          : <Table list={list} rows={rows} count={count.data?.count} selection={selection} more={more} open={open} />}
      </div>
      {handing && <ExportDialog type={list.type} query={asked} count={count.data?.count} close={() => hand(false)} />}
      {!list.search.bin && <BulkBar list={list} selection={selection} loaded={rows.length} count={count.data?.count} />}
    </>
  )
}

function Counted({ count }: { count?: number }) {
  const w = useWords(words)
  const f = useFormat()
  return <span role="status" className="figures">{count === undefined ? '' : w.counted(count, f.number(count))}</span>
}

/** Seeks while somebody types, and says in the URL what was sought. */
function Search({ typed, search }: { typed: string; search: (text: string) => void }) {
  const w = useWords(words)
  const [text, setText] = useState(typed)
  const [before, remember] = useState(typed)
  if (typed !== before) {
    remember(typed)
    if (!typed) setText('') // it was cleared elsewhere
  }
  const later = useDebouncedCallback(search, 200)
  return (
    <TextInput type="search" size="xs" className={styles.search} leftSection={<Icon name="find" size={16} />} placeholder={w.search} aria-label={w.search} value={text} spellCheck={false}
      onChange={(e) => { setText(e.currentTarget.value); later(e.currentTarget.value.trim()) }} />
  )
}
