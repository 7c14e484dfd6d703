import type { PastEvent, StageMove } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import type { Format } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { MeaningDot, useMeanings } from '../../../shared/meaning'
import { StageMark } from '../../../shared/stage'
import styles from './person.module.css'
import * as words from './words'

/** One move between stages. */
export function MoveLine({ move, f }: { move: StageMove; f: Format }) {
  return (
    <div className={styles.move}>
      <time className={styles.when} dateTime={move.at}>{f.instant(move.at)}</time>
      <span />
      <div><StageMark stage={move.from} /> → <StageMark stage={move.to} /></div>
    </div>
  )
}

interface EventProps {
  event: PastEvent
  open: boolean
  turn: (open: boolean) => void
  f: Format
}

/** One event: what, when, how much, and the gist of its properties; opened, all that is known of it. */
export function EventLine({ event: e, open, turn, f }: EventProps) {
  const w = useWords(words)
  const meaning = useMeanings()
  const named = useEventName()
  const properties = Object.entries((e.properties ?? {}) as Record<string, unknown>)
  return (
    <details className={styles.event} open={open} onToggle={(t) => turn(t.currentTarget.open)}>
      <summary>
        <time className={styles.when} dateTime={e.at}>{f.instant(e.at)}</time>
        <span className={styles.dot}><MeaningDot meaning={e.meaning} /></span>
        <span className={styles.what}>
          <b>{named(e.name)}</b>{' '}
          <span className={styles.gist}>{gist(e, properties, w, meaning)}</span>
        </span>
        <span className={styles.value}>{e.value != null && e.currency ? f.money(e.value, e.currency) : ''}</span>
      </summary>
      {open && <Details rows={[...facts(e, f, w), ...properties.map(([k, v]): Fact => [k, readable(v)])]} />}
    </details>
  )
}

type Words = typeof words.en
type Fact = [name: string, value: string | undefined]

/** The meaning, and the first few properties that fit on a line. */
function gist(e: PastEvent, properties: [string, unknown][], w: Words, meaning: Record<string, string>): string {
  const few = properties.filter(([, v]) => typeof v !== 'object').slice(0, 3).map(([k, v]) => `${k}: ${readable(v)}`)
  return [e.meaning && meaning[e.meaning], e.derived && w.person.derived, ...few].filter(Boolean).join(' · ')
}

function facts(e: PastEvent, f: Format, w: Words): Fact[] {
  return [
    [w.person.received, f.second(e.received_at)],
    [w.person.source, e.source],
    [w.person.sale, e.sale],
    [w.person.team, e.team],
    [w.person.campaign, e.campaign],
    [w.person.eventId, e.id],
  ]
}

function readable(v: unknown): string {
  return typeof v === 'string' ? v : JSON.stringify(v)
}

function Details({ rows }: { rows: Fact[] }) {
  return (
    <dl className={styles.detail}>
      {rows.filter(([, value]) => value).map(([name, value], i) => [<dt key={`n${i}`}>{name}</dt>, <dd key={`v${i}`}>{value}</dd>])}
    </dl>
  )
}
