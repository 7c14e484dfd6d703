import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, memo, useEffect, useMemo, useRef } from 'react'
import type { ListAnswer, ListRow } from '../../../shared/client'
import { type Format, useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import type { ScreenSearch } from '../../../shared/question'
import { type Stage, StageMark, useStages } from '../../../shared/stage'
import { type Column, columnsOf, isCount, isFigure, stayed } from './columns'
import * as words from './words'

interface Props {
  answer: ListAnswer
  rows: ListRow[]
  /** Asks for the next page; undefined where there is none, or it is on its way. */
  more?: () => void
}

/** The rows of a list, of which only those in sight are drawn. */
export function ListRows({ answer, rows, more }: Props) {
  const w = useWords(words)
  const box = useRef<HTMLDivElement>(null)
  const phone = useMediaQuery('(max-width: 48em)')
  const first = rows[0]
  const columns = useMemo(() => columnsOf(answer.kind, first), [answer.kind, first])
  const height = !phone ? 44 : columns.includes('move') || columns.length > 3 ? 82 : 62 // on a phone what is told of somebody may need two lines
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => height, overscan: 10 })
  useEffect(() => virtual.measure(), [virtual, height])
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= rows.length - 60) more()
  }, [last, more, rows.length])
  return (
    <div role="table" aria-rowcount={answer.count + 1} aria-label={w.columns.person} className="list-table" style={{ '--columns': columns.map((c) => widths[c]).join(' ') } as CSSProperties}>
      <div role="rowgroup">
        <div role="row" className="list-row list-columns">
          <span role="columnheader">{w.columns.person}</span>
          {columns.map((c) => <span key={c} role="columnheader" className={isFigure(c) ? 'list-figure' : undefined}>{w.columns[c]}</span>)}
        </div>
      </div>
      <div ref={box} role="rowgroup" className="list-scroll" tabIndex={0}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {shown.map((v) => (
            <Row key={v.index} row={rows[v.index]!} index={v.index} columns={columns} answer={answer} start={v.start} size={v.size} />
          ))}
        </div>
      </div>
    </div>
  )
}

const widths: Record<Column, string> = {
  stage: 'minmax(0, 1.1fr)',
  since: 'minmax(0, 0.85fr)',
  purchases: 'minmax(0, 0.6fr)',
  revenue: 'minmax(0, 0.8fr)',
  at: 'minmax(0, 1.35fr)',
  move: 'minmax(0, 1.9fr)',
  class: 'minmax(0, 0.8fr)',
  value: 'minmax(0, 0.8fr)',
  repeats: 'minmax(0, 0.7fr)',
  friends: 'minmax(0, 0.7fr)',
  days: 'minmax(0, 0.7fr)',
}

/** The person is shown as known then, too. */
const asThen = ({ as_of, known_at, timezone }: ScreenSearch) => ({ as_of, known_at, timezone })

interface RowProps {
  row: ListRow
  index: number
  columns: Column[]
  answer: ListAnswer
  /** Where it stands, and how high it is, in pixels. */
  start: number
  size: number
}

/** One row. While the list scrolls, only those that come into sight are drawn anew. */
const Row = memo(function Row({ row, index, columns, answer, start, size }: RowProps) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div role="row" aria-rowindex={index + 2} className="list-row" style={{ position: 'absolute', top: 0, left: 0, right: 0, height: size, transform: `translateY(${start}px)` }}>
      <span role="cell" className="list-person">
        <Link to="/people/$id" params={{ id: row.person.id }} search={asThen as never}>{row.person.name ?? <span className="list-soft">{w.nameless}</span>}</Link>
      </span>
      {columns.map((c) => <span key={c} role="cell" className={isFigure(c) ? 'list-figure' : undefined} data-label={isCount(c) ? w.columns[c] : undefined}><Value column={c} row={row} answer={answer} f={f} /></span>)}
    </div>
  )
})

function Value({ column, row, answer, f }: { column: Column; row: ListRow; answer: ListAnswer; f: Format }) {
  const w = useWords(words)
  switch (column) {
    case 'stage': return <StageMark stage={row.stage} />
    case 'since': return f.day(row.since)
    case 'purchases': return f.number(row.purchases)
    case 'revenue': return f.money(row.revenue, answer.currency)
    case 'at': return f.instant(row.at)
    case 'move': return <Move row={row} />
    case 'class': return row.class ? w.classes[row.class] : f.number(null)
    case 'value': return f.money(row.value, row.currency ?? answer.currency)
    case 'repeats': return f.number(row.repeats)
    case 'friends': return f.number(row.friends)
    case 'days': return f.days(stayed(row, answer.asked.as_of))
  }
}

function Move({ row }: { row: ListRow }) {
  const w = useWords(words)
  const stage = useStages()
  return <>{stage[row.from as Stage]} → {row.to ? stage[row.to as Stage] : <span className="list-soft">{w.ongoing}</span>}</>
}
