import { Text, Title } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import type { Point } from './average'
import { drawAverage } from './curve'
import type { Calendar } from './search'
import * as words from './words'

const height = 200

/** The average of all cohorts as a curve. The table below says the same in figures. */
export function Curve({ points, every }: { points: Point[]; every: Calendar }) {
  const w = useWords(words)
  const f = useFormat()
  const { ref, width } = useElementSize()
  const drawn = drawAverage(points, { width: width || 600, height, left: 44, right: 14, top: 12, bottom: 26 })
  return (
    <section className="card curve-card">
      <Title order={2} fz="md">{w.curve}</Title>
      <Text size="sm" c="dimmed">{w.curveAbout(every)}</Text>
      <div ref={ref} className="curve-box">
        <svg width={width || '100%'} height={height} role="img" aria-label={drawn.dots.map((d) => `${w.period(d.k, every)}: ${f.percent(d.rate)}`).join('; ')}>
          {drawn.yTicks.map((t) => (
            <g key={t.share}>
              <line x1={44} x2={(width || 600) - 14} y1={t.y} y2={t.y} className="curve-grid" />
              <text x={36} y={t.y} dy="0.35em" textAnchor="end">{f.percent(t.share)}</text>
            </g>
          ))}
          {drawn.xTicks.map((t) => <text key={t.k} x={t.x} y={height - 6} textAnchor="middle">+{t.k}</text>)}
          <path d={drawn.path} className="curve-line" />
          {drawn.dots.map((d) => (
            <circle key={d.k} cx={d.x} cy={d.y} r={3.5} className="curve-dot">
              <title>{`${w.period(d.k, every)}: ${f.percent(d.rate, 1)} · ${w.cohorts(d.cohorts, f.number(d.people))}`}</title>
            </circle>
          ))}
        </svg>
      </div>
    </section>
  )
}
