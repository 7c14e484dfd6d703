import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { DuplicateRow, DuplicateSide } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { writePhone } from '../../../shared/record/write'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import styles from './duplicate.module.css'
import { MergeDialog } from './MergeDialog'
import { useApart, useDuplicates } from './queries'
import { type DuplicatesSearch, type MergeType, mergeTypes } from './search'
import * as words from './words'

/** Records that are probably one: look, merge them, or say that they are not. */
export function DuplicatesPage() {
  const w = useWords(words)
  const may = useMay()
  const search: DuplicatesSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const seen = mergeTypes.filter((t) => may(`${t}:read`))
  const type = search.type ?? seen[0] ?? 'people'
  const state = search.state ?? 'open'
  const show = (change: DuplicatesSearch) => void navigate({ to: '.', search: (old: object) => ({ ...old, ...change }), replace: true })
  const list = useDuplicates(type, state)
  const rows = list.data?.pages.flatMap((p) => p.duplicates) ?? []
  const looking = list.data?.pages[0]?.looking
  return (
    <Screen title={w.title} lead={w.lead}>
      <Group justify="space-between" mb="sm" gap="sm">
        <SegmentedControl aria-label={w.of} value={type} onChange={(v) => show({ type: v === 'people' ? undefined : (v as MergeType) })} data={seen.map((t) => ({ value: t, label: w.types[t] }))} />
        <Button variant="subtle" size="compact-sm" onClick={() => show({ state: state === 'open' ? 'apart' : undefined })}>{state === 'open' ? w.showApart : w.showOpen}</Button>
      </Group>
      {looking && <Text size="sm" c="dimmed" mb="sm" role="status">{w.looking}</Text>}
      <Answer query={{ ...list, data: list.data }}>
        {() => (rows.length ? (
          <ul className={styles.pairs}>{rows.map((d) => <Pair key={`${d.a.id} ${d.b.id}`} pair={d} type={type} apart={state === 'apart'} />)}</ul>
        ) : <Empty title={state === 'open' ? w.none : w.noneApart}>{state === 'open' && w.noneText}</Empty>)}
      </Answer>
      {list.hasNextPage && <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{w.more}</Button>}
    </Screen>
  )
}

function Pair({ pair, type, apart }: { pair: DuplicateRow; type: MergeType; apart: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const merges = may(`${type}:update`) && (type !== 'people' || may('people:merge'))
  const [merging, merge] = useState(false)
  const decide = useApart()
  const tell = (open: boolean) => decide.mutate({ path: { type }, body: { a: pair.a.id, b: pair.b.id, open } }, {
    onSuccess: () => notifications.show({ message: open ? w.opened : w.apart(pair.a.name || w.nameless, pair.b.name || w.nameless) }),
  })
  return (
    <li className={`card ${styles.pair}`}>
      <Side side={pair.a} />
      <Side side={pair.b} />
      <div className={styles.why}>
        {pair.likeness > 0 && <b className={styles.likeness} title={w.likeness}>{f.percent(pair.likeness)}</b>}
        <span>{pair.reasons.map((r) => w.reasons[r] ?? r).join(' · ')}</span>
      </div>
      {may(`${type}:update`) && (
        <Group gap="xs" className={styles.do}>
          {apart ? <Button size="xs" variant="default" loading={decide.isPending} onClick={() => tell(true)}>{w.reopen}</Button> : (
            <>
              {merges && <Button size="xs" onClick={() => merge(true)}>{w.look}</Button>}
              <Button size="xs" variant="default" loading={decide.isPending} onClick={() => tell(false)}>{w.notSame}</Button>
            </>
          )}
        </Group>
      )}
      {merging && <MergeDialog type={type} a={pair.a.id} b={pair.b.id} close={() => merge(false)} />}
    </li>
  )
}

function Side({ side }: { side: DuplicateSide }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div className={styles.side}>
      <b>{side.name || w.nameless}</b>
      {[side.phone && writePhone(side.phone), side.email, side.company, side.code].filter(Boolean).map((line) => <span key={line}>{line}</span>)}
      <small>{w.since(f.day(side.created_at))}</small>
    </div>
  )
}
