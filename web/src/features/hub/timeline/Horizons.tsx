import { NumberInput } from '@mantine/core'
import { useWords } from '../../../shared/language'
import styles from './catalogue.module.css'
import { type Draft, horizons } from './draft'
import { days } from './rules'
import * as words from './words'

/** How long without activity until somebody is dormant, and how long praise lasts. */
export function Horizons({ draft, may }: { draft: Draft; may: boolean }) {
  const w = useWords(words)
  return (
    <section className={`card ${styles.part}`} id="horizons">
      <h2>{w.catalogue.times}</h2>
      <p className={styles.hint}>{w.catalogue.timesText}</p>
      {horizons.map((h) => {
        const length = days(draft.times[h] ?? '')
        return (
          <NumberInput key={h} label={w.catalogue[h]} suffix={` ${w.catalogue.days}`} min={1} max={36500} allowNegative={false} readOnly={!may} mt="xs" value={length ?? ''}
            error={length !== null && length > 0 ? undefined : w.problems.horizon} onChange={(n) => draft.setTime(h, n === '' ? '' : `${n}d`)} decimalScale={0} />
        )
      })}
    </section>
  )
}
