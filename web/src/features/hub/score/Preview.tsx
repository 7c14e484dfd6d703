import { Text } from '@mantine/core'
import type { ScorePreview } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import styles from './score.module.css'
import * as words from './words'

/** What the rules would make of real people: who would be on top, why, and how the points would be spread. */
export function Preview({ seen, stale }: { seen: ScorePreview; stale: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  if (!seen.top.length) return <Text mt="md" c="dimmed">{w.nobody}</Text>
  const most = Math.max(...seen.spread.map((s) => s.people))
  const points = (n: number) => `${n > 0 ? '+' : ''}${f.about(n, 1)}`
  return (
    <section aria-label={w.previewOf} className={styles.preview}>
      <h3>{w.previewOf}: {w.scored(seen.scored, f.number(seen.scored))}</h3>
      {stale && <Text size="sm" role="status" c="dimmed">{w.stale}</Text>}
      <ol className={styles.spread} aria-label={w.spread}>
        {seen.spread.map((s) => (
          <li key={s.from}>
            <span className="figures">{s.from === s.to ? f.number(s.from) : `${f.number(s.from)}…${f.number(s.to)}`}</span>
            <span className={styles.bar}><i style={{ width: `${most ? (100 * s.people) / most : 0}%` }} /></span>
            <span className="figures">{f.number(s.people)}</span>
          </li>
        ))}
      </ol>
      <ol className={styles.top}>
        {seen.top.map((t) => (
          <li key={t.person.id}>
            <div>
              <RecordLink type="people" id={t.person.id} name={t.person.name ?? t.person.id} />
              <Text size="xs" c="dimmed">{t.lines.map((l) => `${points(l.points)} ${l.name}${l.times > 1 ? ` ×${l.times}` : ''}`).join(' · ')}</Text>
            </div>
            <span><b className="figures">{f.number(t.score)}</b>{t.now !== t.score && <Text size="xs" c="dimmed" className="figures">{w.was(f.number(t.now))}</Text>}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
