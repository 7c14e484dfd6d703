import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { type Stage, StageMark, stages } from '../../../shared/stage'
import styles from './people.module.css'
import * as words from './words'

interface Props {
  chosen?: Stage
  counts?: Record<Stage, number>
  choose: (stage?: Stage) => void
}

/** The stages as switches, each with how many stand there. */
export function StageFilter({ chosen, counts, choose }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const all = counts && stages.reduce((sum, s) => sum + counts[s], 0)
  const count = (n?: number) => n !== undefined && <span className={styles.count}>{f.number(n)}</span>
  return (
    <div role="group" aria-label={w.people.stage} className={styles.stages}>
      <button type="button" className={styles.stage} aria-pressed={!chosen} onClick={() => choose(undefined)}>
        {w.people.everyStage} {count(all)}
      </button>
      {stages.map((s) => (
        <button type="button" key={s} className={styles.stage} aria-pressed={chosen === s} onClick={() => choose(chosen === s ? undefined : s)}>
          <StageMark stage={s} /> {count(counts?.[s])}
        </button>
      ))}
    </div>
  )
}
