import { Title } from '@mantine/core'
import type { CSSProperties } from 'react'
import type { RetentionAnswer } from '../../../shared/client'
import { Door } from '../../../shared/Door'
import { type Format, useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import type { Point } from './average'
import type { Calendar } from './search'
import * as words from './words'

type Cohort = NonNullable<RetentionAnswer['cohorts']>[number]
type Cell = NonNullable<Cohort['returned']>[number]

interface Props {
  cohorts: Cohort[]
  points: Point[]
  every: Calendar
  /** The whole question, for the doors. */
  asked: Record<string, string | undefined>
}

/** The triangle: a row for each cohort, a cell for each period after, the deeper the colour the more came back. */
export function Heat({ cohorts, points, every, asked }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const partial = cohorts.some((c) => c.returned?.some((cell) => cell?.partial))
  return (
    <section className="card heat-card">
      <Title order={2} fz="md" mb="xs">{w.table}</Title>
      <div className="heat-scroll" tabIndex={0} role="region" aria-label={w.table}>
        <table className="heat">
          <thead>
            <tr>
              <th rowSpan={2} scope="col">{w.cohort}</th>
              <th rowSpan={2} scope="col">{w.size}</th>
              <th colSpan={points.length} scope="colgroup" className="heat-later">{w.later(every)}</th>
            </tr>
            <tr>
              {points.map(({ k }) => <th key={k} scope="col" title={w.period(k, every)}><abbr aria-label={w.period(k, every)}>+{k}</abbr></th>)}
            </tr>
          </thead>
          <tbody>
            <tr className="heat-average" title={w.averageAbout}>
              <th scope="row">{w.average}</th>
              <td>{f.number(cohorts.reduce((sum, c) => sum + c.size, 0))}</td>
              {points.map(({ k, rate, people, cohorts: n }) => <td key={k} title={n ? w.cohorts(n, f.number(people)) : undefined}>{rate === null ? '' : f.percent(rate)}</td>)}
            </tr>
            {cohorts.map((cohort) => <Row key={cohort.start} cohort={cohort} every={every} asked={asked} />)}
          </tbody>
        </table>
      </div>
      {partial && <p className="heat-note"><span className="heat-key" aria-hidden /> {w.partialKey}</p>}
    </section>
  )
}

function Row({ cohort, every, asked }: { cohort: Cohort; every: Calendar; asked: Props['asked'] }) {
  const w = useWords(words)
  const f = useFormat()
  const name = cohortName(cohort.start, every, f)
  return (
    <tr>
      <th scope="row">{name}</th>
      <td><Door figure={`retention.${cohort.start}`} asked={asked} label={`${name}, ${w.size}`}>{f.number(cohort.size)}</Door></td>
      {(cohort.returned ?? []).map((cell, k) => {
        const reason = cell === null ? w.future : cell.rate === null ? w.nobody : undefined
        if (!cell || reason) return <td key={k} className={cell ? 'heat-none' : 'heat-future'} title={reason}><span className="heat-reason">{reason}</span></td>
        const said = w.cell(name, w.period(k, every), f.percent(cell.rate, 1), f.number(cell.people), f.number(cohort.size))
        return (
          <td key={k} className={`heat-cell ${cell.partial ? 'heat-partial' : ''}`} style={shade(cell)} title={cell.partial ? `${said}; ${w.partial}` : said}>
            <Door figure={`retention.${cohort.start}.${k}`} asked={asked} label={said}>{f.percent(cell.rate)}</Door>
          </td>
        )
      })}
    </tr>
  )
}

const shade = (cell: NonNullable<Cell>) => ({ '--rate': (cell.rate ?? 0).toFixed(3) }) as CSSProperties

/** A cohort by its calendar period. Its start is a day, whatever the reader's zone. */
function cohortName(start: string, every: Calendar, f: Format): string {
  const locale = f.language === 'vi' ? 'vi-VN' : 'en-GB'
  const options: Intl.DateTimeFormatOptions = every === 'month' ? { month: 'numeric', year: 'numeric' } : { day: 'numeric', month: 'numeric', year: 'numeric' }
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(new Date(start))
}
