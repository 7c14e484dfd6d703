import { useElementSize } from '@mantine/hooks'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { type Stage, stageColour, StageMark, useStages } from '../../../shared/stage'
import { type Move, rows, type Stay, stays } from './path'
import styles from './person.module.css'
import * as words from './words'

interface Props {
  first: string
  now: string
  moves: Move[]
}

const step = 26
const top = 14

/** The way of one person around the wheel: time to the right, one line a stage, in the wheel's colours. */
export function StagePath({ first, now, moves }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const names = useStages()
  const { ref, width } = useElementSize()
  const narrow = width < 480
  const label = narrow ? 144 : 160
  const length = Math.max(width - label - 10, 0)
  const path = stays(first, moves, now)
  const x = (fraction: number) => label + fraction * length
  const y = (row: number) => top + row * step
  const bottom = y(rows.length - 1) + 34

  return (
    <div ref={ref}>
      {width > 0 && (
        <svg width={width} height={bottom} className={styles.path} role="img" aria-label={path.map((s) => names[s.stage]).join(' → ')}>
          {rows.map((stage, row) => (
            <g key={stage}>
              <text x={0} y={y(row)} dominantBaseline="central" className={styles.pathName}>{names[stage]}</text>
              <line x1={label} x2={x(1)} y1={y(row)} y2={y(row)} className={styles.pathRow} />
            </g>
          ))}
          {path.slice(1).map((s, i) => (
            <line key={i} x1={x(s.x)} x2={x(s.x)} y1={y(path[i]!.row)} y2={y(s.row)} className={styles.pathMove} />
          ))}
          {path.map((s, i) => <Stretch key={i} stay={s} x={x(s.x)} y={y(s.row)} width={s.width * length} title={
            `${names[s.stage]}: ${f.day(s.from)} – ${f.day(s.to)} (${f.days(age(s))})`} />)}
          <text x={label} y={bottom - 6} textAnchor={narrow ? 'middle' : 'start'} className={styles.pathName}>{f.day(first)}</text>
          <text x={x(1)} y={bottom - 6} textAnchor="end" className={styles.pathName}>{f.day(now)}</text>
        </svg>
      )}
      <details className={styles.moves}>
        <summary>{w.person.pathTable}</summary>
        <Moves first={first} moves={moves} />
      </details>
    </div>
  )
}

const age = (s: Stay) => (Date.parse(s.to) - Date.parse(s.from)) / 86_400_000

/** One stay; even the shortest can be seen and pointed at. */
function Stretch({ stay, x, y, width, title }: { stay: Stay; x: number; y: number; width: number; title: string }) {
  const asleep = stay.stage === 'dormant'
  return (
    <line x1={x} x2={x + Math.max(width, 0.01)} y1={y} y2={y} stroke={stageColour[stay.stage]} strokeWidth={asleep ? 4 : 8}
      strokeLinecap="round" strokeDasharray={asleep && width > 12 ? '1 8' : undefined}>
      <title>{title}</title>
    </line>
  )
}

function Moves({ first, moves }: { first: string; moves: Move[] }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <table className={styles.moveTable}>
      <thead><tr><th scope="col">{w.person.at}</th><th scope="col">{w.person.from}</th><th scope="col">{w.person.to}</th></tr></thead>
      <tbody>
        <tr><td>{f.instant(first)}</td><td>{w.person.arrived}</td><td><StageMark stage={moves[0]?.from ?? 'stranger'} /></td></tr>
        {moves.map((m, i) => (
          <tr key={i}><td>{f.instant(m.at)}</td><td><StageMark stage={m.from as Stage} /></td><td><StageMark stage={m.to as Stage} /></td></tr>
        ))}
      </tbody>
    </table>
  )
}
