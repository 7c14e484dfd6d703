import { Text, Title } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { blockDays, drawCurve, shownBlocks } from './curve'
import type { Estimated } from './interval'
import * as words from './words'

const height = 300

/** The coasting curve: how what is expected fades when nobody pushes, with the momentum and the half-life in it. */
export function Coasting({ answer }: { answer: Estimated }) {
  const w = useWords(words)
  return (
    <>
      <Title order={2} fz="md">{w.curve}</Title>
      <Text size="sm" c="dimmed">{w.curveAbout}</Text>
      {answer.gammagamma ? <Drawing answer={answer} /> : <Text size="sm" my="lg">{w.noMoney}</Text>}
      <Blocks answer={answer} />
    </>
  )
}

function Drawing({ answer }: { answer: Estimated }) {
  const w = useWords(words)
  const f = useFormat()
  const { ref, width: measured } = useElementSize()
  const width = measured || 600
  const coasting = answer.coasting ?? []
  const half = answer.half_life_days
  const frame = { width, height, left: 64, right: 12, top: 18, bottom: 28 }
  const c = drawCurve(coasting, frame, shownBlocks(coasting, half), half, answer.half_life_interval)
  if (!c) return null
  const floor = height - frame.bottom
  const said = [w.curve, half !== null && w.half(f.days(half))].filter(Boolean).join(': ')
  return (
    <div ref={ref} className="value-box">
      <svg width={measured || '100%'} height={height} role="img" aria-label={said}>
        {c.yTicks.map((t) => (
          <g key={t.revenue}>
            <line x1={frame.left} x2={width - frame.right} y1={t.y} y2={t.y} className="value-grid" />
            <text x={frame.left - 8} y={t.y} dy="0.35em" textAnchor="end">{f.moneyShort(t.revenue, answer.currency)}</text>
          </g>
        ))}
        {c.xTicks.map((t, i) => <text key={t.days} x={t.x} y={height - 8} textAnchor={i === 0 ? 'start' : t.x > width - 40 ? 'end' : 'middle'}>{w.day(f.number(t.days))}</text>)}
        {c.interval && <rect x={c.interval.from} width={c.interval.to - c.interval.from} y={frame.top} height={floor - frame.top} className="value-interval" />}
        <path d={c.area} className="value-area" />
        <path d={c.momentum} className="value-momentum" />
        <path d={c.line} className="value-line" />
        {c.half && half !== null && (
          <g>
            <line x1={c.half.x} x2={c.half.x} y1={c.half.y} y2={floor} className="value-half" />
            <circle cx={c.half.x} cy={c.half.y} r={5} className="value-dot" />
            <text x={c.half.x + 10} y={c.half.y - 8} className="value-said" textAnchor={c.half.x > width * 0.7 ? 'end' : 'start'}>{w.half(f.days(half))}</text>
          </g>
        )}
      </svg>
      <p className="value-key"><span aria-hidden /> {w.momentumHere}</p>
    </div>
  )
}

/** The same in figures, for those who do not see the curve and those who want to reckon. */
function Blocks({ answer }: { answer: Estimated }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <details className="value-details">
      <summary>{w.curveTable}</summary>
      <div className="value-scroll" tabIndex={0} role="region" aria-label={w.curveTable}>
        <table className="value-table">
          <thead><tr><th scope="col">{w.block}</th><th scope="col">{w.expectedPurchases}</th><th scope="col">{w.expectedRevenue}</th></tr></thead>
          <tbody>
            {(answer.coasting ?? []).map((b) => (
              <tr key={b.block}>
                <th scope="row">{f.number((b.block - 1) * blockDays)}–{f.number(b.block * blockDays)}</th>
                <td>{f.ratio(b.purchases)}</td>
                <td>{f.money(b.revenue, answer.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
