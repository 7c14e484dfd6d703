import type { SurveyResults } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import styles from './survey.module.css'
import * as words from './words'

/** How a survey went, period by period: few answers leave a gap. */
export function Trend({ of: r }: { of: SurveyResults }) {
  const w = useWords(words)
  const f = useFormat()
  const round = (n: number) => f.number(Math.round(n))
  const periods = (r.trend ?? []).filter((p) => p.asked > 0)
  return (
    <section className={`card ${styles.pad}`}>
      <b>{w.trend}</b> <small>{w.trendOf[r.step]}</small>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={w.table}>
        <table className={`${styles.trend} figures`}>
          <thead><tr><th>{w.period}</th><th>{w.asked}</th><th>{w.answered}</th><th>{w.score[r.kind]}</th><th>95 %</th></tr></thead>
          <tbody>
            {periods.map((p) => (
              <tr key={p.from}>
                <td>{f.day(p.from)}</td><td>{f.number(p.asked)}</td><td>{f.number(p.answered)}</td>
                <td>{p.result ? round(p.result.score) : '—'}</td><td>{p.result ? `${round(p.result.low)} – ${round(p.result.high)}` : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
