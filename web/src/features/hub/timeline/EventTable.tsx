import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { Entry } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMeanings } from '../../../shared/meaning'
import { type Place, Rows } from '../../../shared/Rows'
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
  const height = useMediaQuery('(max-width: 48em)') ? 64 : 42
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
        {(e, place) => <Row key={e.seq} event={e} place={place} open={() => open(e)} />}
      </Rows>
    </div>
  )
}

function Row({ event: e, place, open }: { event: Entry; place: Place; open: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const meaning = useMeanings()
  return (
    <div role="row" className={`${styles.row} ${styles[e.state]}`} data-index={place['data-index']} style={place.style}>
      <span role="cell" className={styles.when}>{f.second(e.received_at)}</span>
      <span role="cell" className={styles.name}>
        <button type="button" onClick={open}>{e.name ?? '–'}</button>
      </span>
      <span role="cell" className={styles.person}>
        {e.person ? <Link to="/people/$id" params={{ id: e.person.id }}>{e.person.name ?? e.person.id}</Link> : <span className={styles.soft}>{w.events.nobody}</span>}
      </span>
      <span role="cell" className={styles.source}>{e.source} <small>{w.ranks[e.rank]}</small></span>
      <span role="cell" className={styles.state}>{e.state === 'taken' ? (meaning[e.meaning ?? ''] ?? '') : w.events[e.state]}</span>
    </div>
  )
}
