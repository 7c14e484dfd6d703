import { ActionIcon } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import styles from './catalogue.module.css'
import { EventMark } from './EventMark'
import { MeaningMark } from './MeaningMark'
import { RuleForm } from './RuleForm'
import type { Condition, Keyed, Problem, Rule } from './rules'
import * as words from './words'

interface Props {
  keyed: Keyed
  index: number
  last: boolean
  may: boolean
  open: boolean
  problems: Problem[]
  turn: (open: boolean) => void
  set: (rule: Rule) => void
  remove: () => void
  shift: (to: number) => void
}

/** One rule: a line to read, a form once it is opened. Keys move and remove it from both. */
export function RuleRow(p: Props) {
  const w = useWords(words)
  const f = useFormat()
  const line = useRef<HTMLLIElement>(null)
  const number = f.number(p.index + 1)
  const { event, meaning, where } = p.keyed.rule
  useEffect(() => {
    if (p.open) line.current?.scrollIntoView({ block: 'nearest' })
  }, [p.open, p.index])

  const keys = (e: KeyboardEvent) => {
    if (!p.may || !e.altKey) return
    if (e.key === 'ArrowUp') p.shift(p.index - 1)
    else if (e.key === 'ArrowDown') p.shift(p.index + 1)
    else if (e.key === 'Delete') p.remove()
    else return
    e.preventDefault()
  }
  const text = (
    <>
      <span className={styles.number}>{number}</span>
      <span className={styles.event}><EventMark name={event || '…'} /> <Conditions where={where ?? []} /></span>
      <MeaningMark meaning={meaning} />
    </>
  )
  return (
    <li ref={line} onKeyDown={keys} className={p.open ? styles.opened : undefined}>
      <div className={styles.rule}>
        {p.may ? <button type="button" className={styles.read} aria-expanded={p.open} onClick={() => p.turn(!p.open)}>{text}</button> : <div className={styles.read}>{text}</div>}
        {p.may && (
          <span className={styles.tools}>
            <ActionIcon variant="subtle" color="gray" disabled={p.index === 0} aria-label={w.catalogue.up(number)} onClick={() => p.shift(p.index - 1)}>↑</ActionIcon>
            <ActionIcon variant="subtle" color="gray" disabled={p.last} aria-label={w.catalogue.down(number)} onClick={() => p.shift(p.index + 1)}>↓</ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={w.catalogue.remove(number)} onClick={p.remove}>✕</ActionIcon>
          </span>
        )}
      </div>
      {p.open && <RuleForm rule={p.keyed.rule} set={p.set} done={() => p.turn(false)} />}
      {p.problems.map((problem) => <p key={problem.kind} className={problem.error ? styles.wrong : styles.warning}>{say(problem, event, w, f.number)}</p>)}
    </li>
  )
}

function say(p: Problem, event: string, w: typeof words.en, number: (n: number) => string): string {
  return p.kind === 'hidden' ? w.problems.hidden(number((p.by ?? 0) + 1), event) : w.problems[p.kind]
}

/** A rule's conditions as people say them. */
export function Conditions({ where }: { where: Condition[] }) {
  const w = useWords(words)
  if (!where.length) return null
  const one = (c: Condition) => [c.property, w.operators[c.operator as keyof typeof w.operators] ?? c.operator, c.operator === 'exists' ? '' : String(c.value ?? '')].join(' ').trim()
  return <span className={styles.where}>{w.catalogue.where} {where.map(one).join(', ')}</span>
}
