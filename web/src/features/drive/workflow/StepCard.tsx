import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import type { Drawing } from './Canvas'
import type { Node } from './definition'
import { useDescribe } from './describe'
import styles from './workflow.module.css'
import * as words from './words'

/** How many people are at each node; of those, how many in earlier versions. */
export type Counts = Map<string, { people: number; earlier: number }>

/** One step: what it is and says, what is wrong with it, and how many people are there. */
export function StepCard({ node, drawing }: { node: Node; drawing: Drawing }) {
  const w = useWords(words)
  const f = useFormat()
  const { title, text } = useDescribe()
  const here = drawing.counts.get(node.id)
  const wrong = drawing.problems.has(node.id)
  const below = text(node)
  return (
    <div className={`${styles.step} ${styles[node.kind]}`} data-wrong={wrong || undefined} data-passed={drawing.trial?.passed.has(node.id) || undefined} data-now={drawing.trial?.now === node.id || undefined}>
      <button type="button" className={styles.open} data-step={node.id} aria-expanded={drawing.opened === node.id} onClick={() => drawing.open(node.id)}>
        <span className={styles.title}>{wrong && <span className={styles.mark} aria-hidden>!</span>}{title(node)}</span>
        {below && <span className={styles.text}>{below}</span>}
      </button>
      {here && here.people > 0 && (
        <button type="button" className={`${styles.count} figures`} aria-label={w.hereNow(here.people, f.number(here.people))} title={w.hereNow(here.people, f.number(here.people)) + (here.earlier ? ` (${f.number(here.earlier)} ${w.earlier})` : '')}
          onClick={() => drawing.people(node.id)}>{f.short(here.people)}</button>
      )}
    </div>
  )
}
