import { useWords } from '../../../shared/language'
import { MeaningDot, useMeanings } from '../../../shared/meaning'
import styles from './catalogue.module.css'
import * as words from './words'

/** A meaning as its word, with the colour of where it leads. */
export function MeaningMark({ meaning }: { meaning: string }) {
  const w = useWords(words)
  const names = useMeanings()
  return (
    <span className={styles.meaning} title={w.means[(meaning || 'none') as keyof typeof w.means]}>
      <MeaningDot meaning={meaning} />
      {names[meaning] ?? w.catalogue.noMeaning}
    </span>
  )
}
