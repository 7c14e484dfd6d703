import { Text, Title } from '@mantine/core'
import { Figure } from '../../../shared/Figure'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Empty } from '../../../shared/states'
import { Coasting } from './Coasting'
import { type Estimated, pair } from './interval'
import { Models } from './Models'
import { useValueSearch } from './search'
import * as words from './words'

/** Everything the readout says, as far as it could be known. */
export function Report({ answer }: { answer: Estimated }) {
  const w = useWords(words)
  const f = useFormat()
  if (answer.people === 0) return <section className="card"><Empty title={w.none}>{w.noneDo}</Empty></section>
  return (
    <div className="value-page">
      <div className="value-top">
        <section className="card value-figures"><Figures answer={answer} /></section>
        {answer.bgnbd ? (
          <section className="card value-curve"><Coasting answer={answer} /></section>
        ) : (
          <section className="card value-curve"><Empty title={w.notEnough}>{w.notEnoughDo(answer.repeaters, f.number(answer.repeaters))}</Empty></section>
        )}
      </div>
      {answer.bgnbd && <div className="value-below"><Meaning answer={answer} /><Models answer={answer} /></div>}
    </div>
  )
}

function Figures({ answer }: { answer: Estimated }) {
  const w = useWords(words)
  const f = useFormat()
  const asked = { ...useValueSearch(), at: answer.asked.at }
  const { momentum, next, reasons = {}, currency } = answer
  const sample = w.from(f.number(answer.people), f.number(answer.repeaters))
  return (
    <>
      <Figure label={w.people} definition={w.peopleAbout} value={f.number(answer.people)} figure="value.people" asked={asked} />
      <Figure label={w.repeaters} definition={w.repeatersAbout} value={f.number(answer.repeaters)} figure="value.repeaters" asked={asked}
        unit={w.repeatShare(f.percent(answer.repeaters / answer.people))} />
      <Figure label={w.momentum} definition={w.momentumAbout} value={momentum.revenue === null ? null : f.money(momentum.revenue, currency)} reason={reasons['momentum.revenue']}
        unit={w.momentumUnit} figure="value.people" asked={asked} sample={sample} interval={pair(momentum, (v) => f.moneyShort(v, currency))} />
      <Figure label={w.halfLife} definition={w.halfLifeAbout} value={answer.half_life_days === null ? null : f.days(answer.half_life_days)} reason={reasons.half_life_days}
        figure="value.people" asked={asked} interval={pair(answer.half_life_interval, f.days)} />
      <Figure label={w.next(f.number(next.days))} definition={w.nextAbout} value={next.purchases === null ? null : w.purchases(f.ratio(next.purchases))} reason={reasons['next.purchases']}
        unit={next.revenue === null ? undefined : f.money(next.revenue, currency)} figure="value.people" asked={asked} />
      {next.happened && <Happened answer={answer} />}
    </>
  )
}

/** What came of the expectation: errors are shown, not hidden. */
function Happened({ answer: { next, currency } }: { answer: Estimated }) {
  const w = useWords(words)
  const f = useFormat()
  const { purchases, revenue } = next.happened!
  const off = next.purchases === null || purchases === 0 ? null : next.purchases / purchases - 1
  return (
    <div className="value-happened">
      <Text size="sm" fw={600}>{w.happened}</Text>
      <Text size="sm">
        {revenue == null ? w.happenedUnknown(f.number(purchases)) : w.happenedAbout(f.number(purchases), f.money(revenue, currency))}
        {off !== null && <> {w.off((off > 0 ? '+' : '') + f.percent(off))}</>}
      </Text>
    </div>
  )
}

function Meaning({ answer }: { answer: Estimated }) {
  const w = useWords(words)
  const f = useFormat()
  const { momentum, half_life_days: half, gammagamma, currency } = answer
  return (
    <section className="card value-meaning">
      <Title order={2} fz="md">{w.meaning}</Title>
      {momentum.revenue === null ? <p>{w.noMoney}</p> : <p>{w.meaningMomentum(f.moneyShort(momentum.revenue, currency))} {half === null ? answer.reasons?.half_life_days?.startsWith('not reached') && w.meaningNoHalf : w.meaningHalf(f.days(half))}</p>}
      <p>{w.meaningRepeat(f.percent(answer.repeaters / answer.people))} {gammagamma && w.meaningMean(f.money(gammagamma.mean, currency))}</p>
    </section>
  )
}
