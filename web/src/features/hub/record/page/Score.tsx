import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { personScore, type ScoreLine, type ScoreMoment } from '../../../../shared/record/operations'
import { useMay } from '../../../../shared/session'
import * as words from './liveWords'
import styles from './page.module.css'
import { useCalibration, useOf } from './queries'

/** Somebody's score as a lead, rule by rule: what gave it, how often, and how much of it time has taken. */
export function Score({ id }: { id: string }) {
  const w = useWords(words)
  const may = useMay()('segments:read')
  const score = useOf(id, 'score', personScore).data
  if (!score || (!score.lines.length && !score.score)) return null
  return (
    <section className={styles.group} aria-label={w.score}>
      <h3>{w.score}: <span className="figures">{score.score}</span></h3>
      {may && <Likely score={score.score} />}
      {score.lines.map((l, i) => <Line key={i} line={l} />)}
      <History moments={score.history ?? []} />
      {may && <Anchor component={Link} to={'/settings/score' as string} size="xs" c="dimmed">{w.rules}</Anchor>}
    </section>
  )
}

/** Within how many days somebody buys, by what is said of such scores. */
const days = 90

/** What became of people who had such a score; nothing where too few are known. */
function Likely({ score }: { score: number }) {
  const w = useWords(words)
  const f = useFormat()
  const band = useCalibration(days).data?.bands.find((b) => b.from <= score && score <= b.to)
  return band ? <Text size="xs" c="dimmed">{w.likely(f.number(band.people), f.number(band.bought), f.number(days))}</Text> : null
}

/** How the score came about: what moved it, and what time took in between. */
function History({ moments }: { moments: ScoreMoment[] }) {
  const w = useWords(words)
  const f = useFormat()
  const moved = (n: number) => `${n > 0 ? '+' : ''}${f.about(n, 1)}`
  if (!moments.length) return null
  return (
    <details>
      <summary>{w.history} ({f.number(moments.length)})</summary>
      <Text size="xs" c="dimmed">{w.historyAbout}</Text>
      <ol className={styles.moments}>
        {moments.map((m, i) => (
          <li key={i} className={styles.relation}>
            <div>
              {m.name} <b className="figures" style={{ color: m.moved < 0 ? 'var(--bad)' : undefined }}>{moved(m.moved)}</b>
              <Text size="xs" c="dimmed">{[f.instant(m.at), Math.abs(m.faded) >= 0.05 && w.before(moved(m.faded))].filter(Boolean).join(' · ')}</Text>
            </div>
            <b className="figures">{f.number(m.points)}</b>
          </li>
        ))}
      </ol>
    </details>
  )
}

function Line({ line }: { line: ScoreLine }) {
  const w = useWords(words)
  const f = useFormat()
  const points = (n: number) => `${n > 0 ? '+' : ''}${f.about(n, 1)}`
  const faded = line.half_life && Math.abs(line.fresh - line.points) >= 0.05
  const why = [
    line.event && w.times(line.times),
    line.last && w.last(f.day(line.last)),
    faded && w.faded(points(line.fresh), f.days(line.half_life!)),
    line.most && Math.abs(line.fresh) >= line.most && w.most(f.number(line.most)),
  ].filter(Boolean).join(' · ')
  return (
    <div className={styles.relation}>
      <div>{line.name}{why && <Text size="xs" c="dimmed">{why}</Text>}</div>
      <b className="figures" style={{ color: line.points < 0 ? 'var(--bad)' : undefined }}>{points(line.points)}</b>
    </div>
  )
}
