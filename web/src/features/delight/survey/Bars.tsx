import type { SurveyResults } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import styles from './survey.module.css'
import * as words from './words'

/** How often each score was given, the highest first; each opens who gave it. */
export function Bars({ of: r, people }: { of: SurveyResults; people: (low: number, high: number) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const scores = [...(r.scores ?? [])].reverse()
  const most = Math.max(1, ...scores.map((s) => s.count))
  const bad = (score: number) => r.kind === 'nps' && score <= 6
  return (
    <section className={`card ${styles.pad}`}>
      <b>{w.scores}</b>
      <ul className={styles.bars}>
        {scores.map(({ score, count }) => (
          <li key={score}>
            <button type="button" className="figures" disabled={!count} aria-label={w.given(score, f.number(count))} onClick={() => people(score, score)}>
              <span>{score}</span>{' '}
              <span className={styles.bar} data-good={score >= r.content || undefined} data-bad={bad(score) || undefined} style={{ width: `${(100 * count) / most}%` }} />
              <span>{f.number(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
