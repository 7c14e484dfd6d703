import type { WorkflowProblem } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import type { Definition } from './definition'
import { useDescribe } from './describe'
import * as stepWords from './stepWords'
import styles from './workflow.module.css'
import * as words from './words'

interface Props { definition: Definition; problems: WorkflowProblem[]; triggers: () => void; rules: () => void }

/** What stands above the first step: what lets people in, who of them enters, and what for. */
export function Head({ definition: d, problems, triggers, rules }: Props) {
  const w = useWords(words)
  const k = useWords(stepWords)
  const { trigger, rules: said } = useDescribe()
  const wrong = (places: string[]) => problems.some((p) => places.includes(p.place) || (p.place === '' && places.includes(p.field)))
  return (
    <div className={styles.head}>
      <button type="button" className={styles.open} onClick={triggers}>
        <span className={styles.title}>{wrong(['triggers', ...d.triggers.map((t) => t.id)]) && <span className={styles.mark} aria-hidden>!</span>}{w.lets}</span>
        {d.triggers.map((t) => <span key={t.id} className={styles.text}>{trigger(t)}</span>)}
        {!d.triggers.length && <span className={styles.text}>{w.nothingLets}</span>}
      </button>
      <button type="button" className={styles.open} onClick={rules}>
        <span className={styles.title}>{wrong(['where', 'goal', 'again']) && <span className={styles.mark} aria-hidden>!</span>}{k.rules}</span>
        {said(d).map((line) => <span key={line} className={styles.text}>{line}</span>)}
      </button>
    </div>
  )
}
