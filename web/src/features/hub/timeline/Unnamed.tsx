import { Button } from '@mantine/core'
import { useEventName } from '../../../shared/eventName'
import { useEventNames } from '../../../shared/EventPicker'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer } from '../../../shared/states'
import styles from './catalogue.module.css'
import type { Keyed } from './rules'
import * as words from './words'

/** Event names that were seen and that no rule is about. */
export function Unnamed({ rules, give }: { rules: Keyed[]; give?: (name: string) => void }) {
  const w = useWords(words)
  const named = useEventName()
  const f = useFormat()
  const names = useEventNames()
  const ruled = new Set(rules.map((k) => k.rule.event))
  return (
    <section className={`card ${styles.part}`}>
      <h2>{w.catalogue.unnamed}</h2>
      <Answer query={names} height={80}>
        {(answer) => {
          const unnamed = (answer.names ?? []).filter((n) => !ruled.has(n.name)).sort((a, b) => b.total - a.total)
          if (!unnamed.length) return <p className={styles.hint}>{w.catalogue.allNamed}</p>
          return (
            <>
              <p className={styles.hint}>{w.catalogue.unnamedText}</p>
              <ul className={styles.unnamed}>
                {unnamed.map((n) => (
                  <li key={n.name}>
                    <span><b title={n.name}>{named(n.name)}</b><small>{w.catalogue.seen(f.number(n.total))}</small></span>
                    {give && <Button size="compact-sm" variant="default" onClick={() => give(n.name)}>{w.catalogue.give}</Button>}
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </Answer>
    </section>
  )
}
