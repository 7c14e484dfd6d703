import { useMediaQuery } from '@mantine/hooks'
import { useCallback } from 'react'
import type { Entry } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { type Format, useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMeanings } from '../../../shared/meaning'
import { RowLink } from '../../../shared/RowLink'
import { Rows } from '../../../shared/Rows'
import styles from './events.module.css'
import * as words from './words'

interface Props {
  events: Entry[]
  more?: () => void
  open: (e: Entry) => void
}

/** The list of events, a line each; on a phone two. */
export function EventTable({ events, more, open }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const meaning = useMeanings()
  const height = useMediaQuery('(max-width: 48em)') ? 64 : 42
  const row = useCallback((e: Entry) => <Row event={e} open={open} f={f} w={w} meaning={meaning} />, [open, f, w, meaning])
  return (
    <div role="table" aria-label={w.events.title} className={`card ${styles.table}`}>
      <div role="rowgroup">
        <div role="row" className={styles.head}>
          <span role="columnheader">{w.events.received}</span>
          <span role="columnheader">{w.events.name}</span>
          <span role="columnheader">{w.events.person}</span>
          <span role="columnheader">{w.events.source}</span>
          <span role="columnheader">{w.events.state}</span>
        </div>
      </div>
      <Rows items={events} id={(e) => e.seq} height={height} more={more} role="rowgroup">
        {row}
      </Rows>
    </div>
  )
}

interface RowProps {
  event: Entry
  open: (e: Entry) => void
  f: Format
  w: typeof words.en
  meaning: Record<string, string>
}

function Row({ event: e, open, f, w, meaning }: RowProps) {
  const named = useEventName()
  return (
    <div role="row" className={`${styles.row} ${styles[e.state]}`}>
      <span role="cell" className={styles.when}>{f.second(e.received_at)}</span>
      <span role="cell" className={styles.name} title={e.name ?? undefined}>
        <button type="button" onClick={() => open(e)}>{e.name ? named(e.name) : '–'}</button>
      </span>
      <span role="cell" className={styles.person} title={e.person?.name ?? e.person?.id}>
        {e.person ? <RowLink to={`/people/${e.person.id}`}>{e.person.name ?? e.person.id}</RowLink> : <span className={styles.soft}>{w.events.nobody}</span>}
      </span>
      <span role="cell" className={styles.source} title={e.source}>{e.source} <small>{w.ranks[e.rank]}</small></span>
      <span role="cell" className={styles.state}>{e.state === 'taken' ? (meaning[e.meaning ?? ''] ?? '') : w.events[e.state]}</span>
    </div>
  )
}
