import { Button, Drawer, Select, Text } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { DealForecastAnswer, DealReportAnswer } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage, type RecordRow } from '../../../shared/record/field'
import { RecordLink } from '../../../shared/record/RecordLink'
import { UserSelect } from '../../../shared/record/UserSelect'
import { Screen } from '../../../shared/Screen'
import { Answer, Empty } from '../../../shared/states'
import styles from './deal.module.css'
import { type Behind, type Period, useBehind, useForecast, usePipelineOf, useReport } from './queries'
import type { BoardSearch } from './search'
import * as words from './words'

/** How a pipeline did, and what it is expected to bring. */
export function ReportPage() {
  const w = useWords(words)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as BoardSearch
  const { setup, known, key } = usePipelineOf(search.pipeline)
  const period: Period = { pipeline: key, from: search.since, to: search.until, owner: search.owner }
  const report = useReport(period, known)
  const forecast = useForecast(period, known)
  const [behind, open] = useState<Behind>()
  const go = (change: Partial<BoardSearch>) => void navigate({ to: '.', search: ((before: object) => ({ ...before, ...change })) as never, replace: true })
  const pipeline = setup?.pipelines.find((p) => p.key === (key ?? report.data?.pipeline))
  const names: Names = {
    stage: (key) => inLanguage(pipeline?.stages.find((s) => s.key === key)?.label, language) || key,
    reason: (key) => inLanguage(setup?.reasons.find((r) => r.key === key)?.label, language) || w.noReason,
  }
  return (
    <Screen title={w.report} lead={w.reportLead} actions={<Button component={Link} to={'/deals' as string} size="xs" variant="default">{w.board}</Button>}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginBottom: 12 }}>
        {(setup?.pipelines.length ?? 0) > 1 && <Select size="xs" label={w.pipeline} allowDeselect={false} value={pipeline?.key ?? null} data={setup!.pipelines.map((p) => ({ value: p.key!, label: inLanguage(p.label, language) }))} onChange={(key) => go({ pipeline: key ?? undefined })} />}
        <DayInput size="xs" w={140} label={w.from} value={search.since ?? report.data?.from ?? ''} onChange={(day) => go({ since: day || undefined })} />
        <DayInput size="xs" w={140} label={w.to} value={search.until ?? report.data?.to ?? ''} onChange={(day) => go({ until: day || undefined })} />
        <UserSelect size="xs" label={w.owner} clearable placeholder={w.all} value={search.owner ?? null} onChange={(user) => go({ owner: user ?? undefined })} />
      </div>
      <Answer query={report}>{(data) => nothingOf(data) ? <Empty title={w.reportEmpty}>{w.reportEmptyDo}</Empty> : <Figures report={data} names={names} open={(query) => open({ kind: 'report', query: { ...period, from: data.from, to: data.to, ...query } })} />}</Answer>
      <Answer query={forecast}>{(data) => nothingAhead(data) ? <Empty title={w.forecastEmpty}>{w.forecastEmptyDo}</Empty> : <Forecast forecast={data} names={names} open={(query) => open({ kind: 'forecast', query: { pipeline: period.pipeline, owner: period.owner, ...query } })} />}</Answer>
      {behind && <DealsBehind behind={behind} close={() => open(undefined)} />}
    </Screen>
  )
}

/** Whether there is no deal a report could tell of. */
const nothingOf = (r: DealReportAnswer) => r.velocity.open + r.velocity.won + r.velocity.lost === 0 && r.stages.every((s) => s.entered === 0)

/** Whether nothing is, or ever was, expected. */
const nothingAhead = (d: DealForecastAnswer) => d.months.every((m) => Object.values(m.categories).every((c) => c.deals === 0)) && d.weeks.length + d.guesses.length === 0

interface Names { stage: (key: string) => string; reason: (key: string) => string }
type ReportQuery = Extract<Behind, { kind: 'report' }>['query']
type ForecastQuery = Extract<Behind, { kind: 'forecast' }>['query']

function Part({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return <section className={`card ${styles.pad}`} aria-label={title}><h2>{title}</h2>{about && <Text size="sm" c="dimmed" mb="xs">{about}</Text>}{children}</section>
}

function Table({ name, head, children }: { name: string; head: string[]; children: ReactNode }) {
  return <div className={styles.scroll} tabIndex={0} role="group" aria-label={name}><table className={styles.table}><thead><tr>{head.map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead><tbody>{children}</tbody></table></div>
}

function Number({ n, shown, open }: { n: number; shown?: string; open: () => void }) {
  const f = useFormat()
  return n ? <button type="button" className={styles.door} onClick={open}>{shown ?? f.number(n)}</button> : <>–</>
}

function Figures({ report: r, names, open }: { report: DealReportAnswer; names: Names; open: (q: ReportQuery) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const v = r.velocity
  return (
    <>
      <Part title={w.velocity}>
        <div className={styles.facts}>
          <Fact name={w.open}><Number n={v.open} open={() => open({ figure: 'open' })} /></Fact>
          <Fact name={w.won}><Number n={v.won} open={() => open({ figure: 'won' })} /></Fact>
          <Fact name={w.lost}><Number n={v.lost} open={() => open({ figure: 'lost' })} /></Fact>
          <Fact name={w.winRate}>{v.win_rate === null ? '–' : f.percent(v.win_rate)}</Fact>
          <Fact name={w.average}>{v.average === null ? '–' : f.money(v.average, r.currency)}</Fact>
          <Fact name={w.cycle}>{v.cycle_days === null ? '–' : f.number(v.cycle_days)}</Fact>
          <Fact name={w.perDay}>{v.per_day === null ? '–' : f.money(v.per_day, r.currency)}</Fact>
        </div>
      </Part>
      <Part title={w.funnel} about={w.funnelAbout}>
        <Table name={w.funnel} head={[w.stage, w.entered, w.on, w.lost, w.still, w.left, w.share_on, w.median]}>
          {r.stages.map((s) => (
            <tr key={s.stage}>
              <td>{names.stage(s.stage)}</td>
              {(['entered', 'on', 'lost', 'still', 'left'] as const).map((figure) => <td key={figure}><Number n={s[figure]} open={() => open({ figure, stage: s.stage })} /></td>)}
              <td>{s.on_share === null ? '–' : `${f.percent(s.on_share)} (${f.percent(s.on_between[0] ?? 0)}–${f.percent(s.on_between[1] ?? 0)})`}</td>
              <td>{s.median_days === null ? '–' : f.number(s.median_days, 1)}</td>
            </tr>
          ))}
        </Table>
      </Part>
      <div className={styles.sides}>
        <Part title={w.reasons}>
          <Table name={w.reasons} head={[w.reasons, w.title, w.value]}>
            {r.reasons.map((x) => <tr key={x.state + x.reason}><td>{x.state === 'won' ? w.won : w.lost}: {names.reason(x.reason)}</td><td><Number n={x.deals} open={() => open({ figure: 'reason', state: x.state, reason: x.reason })} /></td><td>{f.money(x.value, r.currency)}</td></tr>)}
          </Table>
        </Part>
        <Part title={w.sellers}>
          <Table name={w.sellers} head={[w.seller, w.title, w.value]}>
            {r.sellers.map((s) => <tr key={s.owner?.id ?? ''}><td>{s.owner?.name ?? w.nobody}</td><td><Number n={s.deals} open={() => open({ figure: 'seller', seller: s.owner?.id })} /></td><td>{f.money(s.value, r.currency)}</td></tr>)}
          </Table>
        </Part>
      </div>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><small>{name}</small><b>{children}</b></div>
}

const categories = ['closed', 'commit', 'best_case', 'pipeline'] as const

function Forecast({ forecast: d, names, open }: { forecast: DealForecastAnswer; names: Names; open: (q: ForecastQuery) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const head = [...categories.map((c) => w.categories[c]!), w.weighted]
  const cells = (m: DealForecastAnswer['months'][number], week?: string) => (
    <>
      {categories.map((category) => <td key={category}><Number n={m.categories[category]?.deals ?? 0} shown={f.money(m.categories[category]?.value ?? 0, d.currency)} open={() => open({ month: m.month, category, week })} /></td>)}
      <td>{f.money(m.weighted, d.currency)}</td>
    </>
  )
  return (
    <>
      <Part title={w.forecast}>
        <Table name={w.forecast} head={[w.month, ...head]}>{d.months.map((m) => <tr key={m.month}><td>{f.month(`${m.month}-15`)}</td>{cells(m)}</tr>)}</Table>
        {d.weeks.length > 0 && <><Text fw={600} size="sm" mt="md">{w.weeks}</Text><Table name={w.weeks} head={[w.week, ...head]}>{d.weeks.map((m) => <tr key={m.week}><td>{f.day(`${m.week}T12:00:00Z`)}</td>{cells(m, m.week)}</tr>)}</Table></>}
      </Part>
      <Part title={w.score} about={d.score ? w.scored(d.score.months, f.percent(d.score.bias, 1), f.percent(d.score.mape, 1)) : w.notEnough(d.needed)}>
        {d.guesses.length > 0 && <Table name={w.score} head={[w.month, w.guess, w.categories.commit!, w.actual]}>{d.guesses.map((g) => <tr key={g.month}><td>{f.month(`${g.month}-15`)}</td><td>{f.money(g.weighted, d.currency)}</td><td>{f.money(g.commit, d.currency)}</td><td>{f.money(g.actual, d.currency)}</td></tr>)}</Table>}
      </Part>
      <Part title={w.calibration}>
        <Table name={w.calibration} head={[w.stage, w.said, w.seen, w.interval]}>
          {d.calibration.map((c) => <tr key={c.stage}><td>{names.stage(c.stage)}</td><td>{f.percent(c.said / 100)}</td><td>{c.share === null ? w.few : `${f.percent(c.share)} (${f.number(c.won)}/${f.number(c.ended)})`}{c.wrong ? ` · ${w.off}` : ''}</td><td>{c.share === null ? '–' : `${f.percent(c.low)}–${f.percent(c.high)}`}</td></tr>)}
        </Table>
      </Part>
    </>
  )
}

/** The deals behind a figure: as many as it counts. */
function DealsBehind({ behind, close }: { behind: Behind; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const deals = useBehind(behind)
  return (
    <Drawer opened onClose={close} position="right" size="md" title={<b>{w.behind}</b>}>
      <Answer query={deals}>
        {(data) => (
          <ul className={styles.trail} style={{ maxHeight: 'none' }}>
            {(data.pages.flatMap((p) => p.rows) as unknown as RecordRow[]).map((r) => <li key={r.id}><RecordLink type="deals" id={r.id} name={String(r.values.name)} /> <Text span size="sm" c="dimmed">{typeof r.values.value === 'number' ? f.money(r.values.value, String(r.values.currency ?? 'VND')) : ''}</Text></li>)}
          </ul>
        )}
      </Answer>
      {deals.hasNextPage && <Button size="xs" variant="default" mt="sm" loading={deals.isFetchingNextPage} onClick={() => void deals.fetchNextPage()}>{w.further}</Button>}
    </Drawer>
  )
}
