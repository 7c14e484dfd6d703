import { Button, Group, TextInput, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import styles from './catalogue.module.css'
import type { Draft } from './draft'
import { RuleRow } from './RuleRow'
import * as words from './words'

interface Props {
  draft: Draft
  may: boolean
  /** The rule that is open for editing, by its key. */
  opened?: number
  open: (key?: number) => void
  version: number
}

/** The rules in their order; the first that fits an event gives it its meaning. */
export function RuleList({ draft, may, opened, open, version }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const [typed, type] = useState('')
  const [said, say] = useState('')
  const wanted = typed.trim().toLowerCase()
  const shift = (from: number, to: number) => {
    draft.shift(from, to)
    if (to >= 0 && to < draft.rules.length) say(w.catalogue.moved(draft.rules[from]!.rule.event, f.number(to + 1)))
  }
  return (
    <section className={`card ${styles.part}`}>
      <Group justify="space-between" mb="xs">
        <h2>{w.catalogue.rules} <small>{w.catalogue.version(f.number(version))}</small></h2>
        <Group gap="xs">
          <TextInput type="search" size="sm" placeholder={w.catalogue.filter} aria-label={w.catalogue.filter} value={typed} onChange={(e) => type(e.currentTarget.value)} />
          {may && <Button size="sm" onClick={() => { type(''); open(draft.add({ event: '', meaning: 'seen' })) }}>{w.catalogue.add}</Button>}
        </Group>
      </Group>
      {may && <p className={`${styles.hint} ${styles.keys}`}>{w.catalogue.keys}</p>}
      {!draft.rules.length && <p>{w.catalogue.empty}</p>}
      <ol className={styles.rules}>
        {draft.rules.map((k, i) => (!wanted || k.rule.event.toLowerCase().includes(wanted) || k.key === opened) && (
          <RuleRow key={k.key} keyed={k} index={i} last={i === draft.rules.length - 1} may={may} open={k.key === opened}
            problems={draft.wrong.filter((p) => p.index === i)}
            turn={(on) => open(on ? k.key : undefined)} set={(rule) => draft.set(k.key, rule)}
            remove={() => draft.remove(k.key)} shift={(to) => shift(i, to)} />
        ))}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </section>
  )
}
