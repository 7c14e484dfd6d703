import type { ReactNode } from 'react'
import type { TrendAnswer, ValueAnswer, WheelAnswer } from '../../../shared/client'
import { Door } from '../../../shared/Door'
import { Figure, type FigureProps } from '../../../shared/Figure'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Care } from './Care'
import * as words from './words'

interface Props {
  wheel: WheelAnswer
  before?: WheelAnswer
  comparison?: { from: string; to: string }
  value?: ValueAnswer
  valueAsked: Record<string, string>
  trend?: TrendAnswer
}

type TrendKey = 'mass' | 'rotation_speed' | 'wheel_share' | 'self_sustaining_ratio' | 'revenue_total' | 'rep' | 'ref' | 'momentum' | 'half_life_days'

/** The wheel's figures beside its picture, in three groups. */
export function Figures(p: Props) {
  const w = useWords(words)
  return (
    <section className="card wheel-figures">
      <Group title={w.turning}><Turning {...p} /></Group>
      <Group title={w.growing}><Growing {...p} /></Group>
      {p.value && <Group title={w.coasting}><Coasting {...p} value={p.value} /></Group>}
      <Group title={w.care.title}><Care /></Group>
    </section>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="wheel-group">
      <h2 className="wheel-heading">{title}</h2>
      {children}
    </div>
  )
}

/** What a figure was in the period compared with, and whether more of it is better: of all these it is. */
function thanIn(asked?: { from: string; to: string }) {
  return (now: number | null, before: number | null | undefined, show: (n: number) => string): Pick<FigureProps, 'before' | 'beforeAsked' | 'turn'> =>
    now == null || before == null ? {} : { before: show(before), beforeAsked: asked, turn: now > before ? 'good' : now < before ? 'bad' : 'none' }
}

const line = (trend: TrendAnswer | undefined, key: TrendKey) => trend?.periods?.map((p) => p[key])

function Turning({ wheel: r, before, comparison, trend }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const than = thanIn(comparison)
  const why = (key: string) => r.reasons?.[key]
  const { rep, ref } = r.gain
  const money = (n: number | null) => f.moneyShort(n, r.revenue.currency)
  return (
    <>
      <Figure label={w.speed} definition={w.speedIs} value={r.rotation_speed === null ? null : f.ratio(r.rotation_speed)} reason={why('rotation_speed')} unit={w.speedUnit} figure="wheel.rotations"
        sample={<><Door figure="wheel.rotations">{f.number(r.rotations)}</Door> {w.speedFrom(r.rotations)}</>} {...than(r.rotation_speed, before?.rotation_speed, f.ratio)} trend={line(trend, 'rotation_speed')} />
      <Figure label={w.share} definition={w.shareIs} value={r.wheel_share === null ? null : f.percent(r.wheel_share)} reason={why('wheel_share')} unit={w.shareUnit} figure="wheel.revenue.total"
        sample={<>{w.revenueRepeat} <Door figure="wheel.revenue.repeat">{money(r.revenue.repeat)}</Door> + {w.revenueReferred} <Door figure="wheel.revenue.referred">{money(r.revenue.referred)}</Door> {w.shareOf} <Door figure="wheel.revenue.total">{money(r.revenue.total)}</Door></>}
        {...than(r.wheel_share, before?.wheel_share, f.percent)} trend={line(trend, 'wheel_share')} />
      <Figure label={w.sustaining} definition={w.sustainingIs} value={r.self_sustaining_ratio === null ? null : f.ratio(r.self_sustaining_ratio)} reason={why('self_sustaining_ratio')} unit={w.sustainingUnit} figure="wheel.self_sustaining.gained"
        sample={<><Door figure="wheel.self_sustaining.gained">{f.number(r.self_sustaining.gained)}</Door> {w.sustainingFrom} ÷ <Door figure="wheel.self_sustaining.lost">{f.number(r.self_sustaining.lost)}</Door> {w.sustainingLost}</>}
        {...than(r.self_sustaining_ratio, before?.self_sustaining_ratio, f.ratio)} trend={line(trend, 'self_sustaining_ratio')} />
      {([['rep', rep, w.rep, w.times, w.repIs], ['ref', ref, w.ref, w.buyers, w.refIs]] as const).map(([key, gain, label, unit, definition]) => (
        <Figure key={key} label={label} definition={definition} value={gain.mean === null ? null : f.number(gain.mean, 2)} reason={why(`gain.${key}`) ?? why(`gain.${key}.mean`)} unit={unit} figure="wheel.gain.customers"
          interval={gain.low !== null && gain.high !== null ? [f.number(gain.low, 2), f.number(gain.high, 2)] : undefined}
          sample={<>n = <Door figure="wheel.gain.customers">{f.number(gain.customers)}</Door> {w.customers}</>} trend={line(trend, key)} />
      ))}
    </>
  )
}

function Growing({ wheel: r, before, comparison, trend }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const than = thanIn(comparison)
  const people = r.growth.people
  const change = r.growth.revenue
  const { revenue } = r
  const money = (n: number | null) => f.moneyShort(n, revenue.currency)
  const term = (sign: string, figure: string, shown: string, name: string) => (
    <span key={figure}>{sign && `${sign} `}<b><Door figure={`wheel.${figure}`} label={name}>{shown}</Door></b> {name}</span>
  )
  return (
    <>
      <Figure label={w.mass} definition={w.massIs} value={f.number(r.mass)} figure="wheel.mass" {...than(r.mass, before?.mass, f.number)} trend={line(trend, 'mass')} />
      <p className="equation figures">
        {term('', 'growth.people.start', f.number(people.start), w.startOf)}
        {term('+', 'growth.people.new', f.number(people.new), w.fresh)}
        {term('+', 'growth.people.awakened', f.number(people.awakened), w.awakened)}
        {term('−', 'growth.people.dormant', f.number(people.dormant), w.asleep)}
        {term('=', 'growth.people.end', f.number(people.end), w.endOf)}
      </p>
      <Figure label={w.revenue} definition={w.revenueIs} value={revenue.total === null ? null : money(revenue.total)} reason={r.reasons?.['revenue.total']} figure="wheel.revenue.total"
        {...than(revenue.total, before?.revenue.total, money)} trend={line(trend, 'revenue_total')}
        sample={revenue.refunds > 0 && <><Door figure="wheel.revenue.refunds">{money(revenue.refunds)}</Door> {w.refunds}</>} />
      {revenue.total !== null && (
        <p className="equation figures">
          {term('', 'revenue.new', money(revenue.new), w.revenueNew)}
          {term('+', 'revenue.repeat', money(revenue.repeat), w.revenueRepeat)}
          {term('+', 'revenue.referred', money(revenue.referred), w.revenueReferred)}
          {(revenue.others ?? []).map((o) => <span key={o.currency}>{f.money(o.total, o.currency)}</span>)}
        </p>
      )}
      {change && (
        <p className="equation figures">
          {term('', 'growth.revenue.before', money(change.before), w.before)}
          {term('+', 'growth.revenue.new', money(change.new), w.revenueNew)}
          {term('+', 'growth.revenue.reactivated', money(change.reactivated), w.reactivated)}
          {term('+', 'growth.revenue.expansion', money(change.expansion), w.expansion)}
          {term('−', 'growth.revenue.contraction', money(change.contraction), w.contraction)}
          {term('−', 'growth.revenue.lost', money(change.lost), w.gone)}
          {term('=', 'growth.revenue.after', money(change.after), w.after)}
        </p>
      )}
    </>
  )
}

function Coasting({ value: v, valueAsked, trend }: Props & { value: ValueAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const { momentum } = v
  const spread = v.half_life_interval as typeof v.half_life_interval | null
  const few = Math.max(1, ...(trend?.periods ?? []).map((p) => p.one_in))
  const oneIn = few > 1 && <> ({w.oneIn(few)})</>
  const sample = (
    <><Door figure="value.people" asked={valueAsked}>{f.number(v.people)}</Door> {w.everBought}, <Door figure="value.repeaters" asked={valueAsked}>{f.number(v.repeaters)}</Door> {w.repeaters}</>
  )
  return (
    <>
      <Figure label={w.momentumLabel} definition={w.momentumIs} value={momentum.revenue === null ? null : f.moneyShort(momentum.revenue, v.currency)} reason={v.reasons?.['momentum.revenue']} unit={w.momentumUnit(momentum.days)}
        figure="value.people" asked={valueAsked} sample={<>{sample}{oneIn}</>} trend={line(trend, 'momentum')}
        interval={momentum.low != null && momentum.high != null ? [f.moneyShort(momentum.low, v.currency), f.moneyShort(momentum.high, v.currency)] : undefined} />
      <Figure label={w.halfLife} definition={w.halfLifeIs} value={v.half_life_days === null ? null : f.days(v.half_life_days)} reason={v.reasons?.half_life_days} unit={w.halfLifeUnit}
        figure="value.people" asked={valueAsked} sample={sample} trend={line(trend, 'half_life_days')}
        interval={spread?.low != null ? [f.days(spread.low), f.days(spread.high)] : undefined} />
    </>
  )
}
