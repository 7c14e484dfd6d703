import { Group, Text } from '@mantine/core'
import { funnel, type WheelAnswer } from '../../../shared/client'
import { Door } from '../../../shared/Door'
import { Definition } from '../../../shared/Figure'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useReadout } from '../../../shared/queries'
import { type Question } from '../../../shared/question'
import { useWidth } from '../../../shared/width'
import { ties } from './ties'
import * as words from './words'

const colours = ['var(--stranger)', 'var(--attract)', 'var(--engage)', 'var(--delight)']
const figures = ['arrived', 'prospect', 'customer', 'promoter'] as const

/** The funnel of those who arrived, in the picture's colours, and the proof that it counts the same people. */
export function Strip({ wheel: r, question }: { wheel: WheelAnswer; question: Question }) {
  const w = useWords(words)
  const f = useFormat()
  const { ref, width } = useWidth()
  const counts = figures.map((name) => r.cohort[name])
  const flows = [r.arrivals, ...(['prospect', 'customer', 'promoter'] as const).map((to, i) => r.flows?.find((x) => x.to === to && x.from === ['stranger', 'prospect', 'customer'][i])?.transitions ?? 0)]
  const paths = ['arrivals', 'flows.stranger.prospect.transitions', 'flows.prospect.customer.transitions', 'flows.customer.promoter.transitions']
  return (
    <section className="card wheel-strip">
      <Group gap={2}><h2 className="wheel-heading">{w.funnel}</h2><Definition label={w.funnel}>{w.funnelIs}</Definition></Group>
      <div ref={ref}>{width > 0 && <Bands counts={counts} width={width} />}</div>
      <dl className="wheel-steps figures">
        {counts.map((n, i) => (
          <div key={figures[i]}>
            <dt>{w.steps[i]}</dt>
            <dd><Door figure={`wheel.cohort.${figures[i]}`} label={w.steps[i]}>{f.number(n)}</Door>{i > 0 && counts[i - 1]! > 0 && <>{' '}<small><Door figure={`wheel.cohort.${figures[i]}`}>{f.percent(n / counts[i - 1]!)}</Door></small></>}</dd>
            {i > 0 && <dd><small><Door figure={`wheel.${paths[i]}`}>{f.number(flows[i])}</Door> {w.inFlow} <Door figure={`wheel.cohort.moved.${figures[i]}`}>{f.number(r.cohort.moved[figures[i] as 'prospect' | 'customer' | 'promoter'])}</Door> {w.theirs}</small></dd>}
          </div>
        ))}
      </dl>
      <Tie wheel={r} question={question} />
    </section>
  )
}

/** Bands as high as the square root of people, each ending as high as the next begins. */
function Bands({ counts, width }: { counts: number[]; width: number }) {
  const height = 96
  const most = Math.max(...counts, 1)
  const high = (n: number) => (n > 0 ? Math.max(2, height * Math.sqrt(n / most)) : 0)
  const step = width / counts.length
  return (
    <svg width={width} height={height} aria-hidden style={{ display: 'block', marginBlock: 8 }}>
      {counts.map((n, i) => {
        const [a, b] = [high(n) / 2, high(counts[i + 1] ?? n) / 2]
        const [left, right, mid, middle] = [i * step, (i + 1) * step - 3, i * step + step / 2, height / 2]
        return a > 0 && (
          <path key={i} fill={colours[i]} d={`M${left} ${middle - a}C${mid} ${middle - a} ${mid} ${middle - b} ${right} ${middle - b}V${middle + b}C${mid} ${middle + b} ${mid} ${middle + a} ${left} ${middle + a}Z`} />
        )
      })}
    </svg>
  )
}

/** Asks the strict funnels of the wheel's forward arrows and says whether they count the same people. */
function Tie({ wheel: r, question }: { wheel: WheelAnswer; question: Question }) {
  const w = useWords(words)
  const strict = (from: string, to: string) => ({ ...question, steps: `→${from}, →${to}`, order: 'strict' as const })
  const cohort = useReadout('funnel', funnel, { ...question, steps: '→stranger, →prospect, →customer, →promoter' })
  const first = useReadout('funnel', funnel, strict('stranger', 'prospect'))
  const second = useReadout('funnel', funnel, strict('prospect', 'customer'))
  const third = useReadout('funnel', funnel, strict('customer', 'promoter'))
  const answers = [cohort, first, second, third]
  if (answers.some((a) => !a.data || a.isPlaceholderData || a.data.asked.seq !== r.asked.seq)) return <Text size="xs" c="dimmed" mt="sm">{w.tying}</Text>
  const tied = ties(r, cohort.data!, [first.data!, second.data!, third.data!])
  return (
    <Text size="xs" c="dimmed" mt="sm" data-tied={tied}>
      <Text span inherit fw={600} c={tied ? 'var(--good)' : 'var(--bad)'}>{tied ? `✓ ${w.tied}` : `✗ ${w.untied}`}</Text> {tied ? w.tiedIs : w.untiedIs}
    </Text>
  )
}
