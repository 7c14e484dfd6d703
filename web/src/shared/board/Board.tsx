import { Button } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import styles from './board.module.css'

/** Columns beside one another, to be scrolled along where they do not fit. */
export function Board({ label, children }: { label: string; children: ReactNode }) {
  return <div className={styles.board} tabIndex={0} role="group" aria-label={label}>{children}</div>
}

interface Props extends ComponentProps<'section'> {
  name: string
  /** What stands below the name: how many there are, what they come to. */
  facts: ReactNode
  /** What is said where there are no cards. */
  none: string
  /** Left out: there are no more cards. */
  further?: { label: string; loading: boolean; ask: () => void }
  children: ReactNode[]
}

/** A column of a board: its name, what is in it, and its cards. */
export function BoardColumn({ name, facts, none, further, children, ...rest }: Props) {
  return (
    <section {...rest} className={styles.column} aria-label={name}>
      <header className={styles.head}><h2>{name}</h2>{facts}</header>
      <ul className={styles.cards} aria-label={name}>
        {children.length ? children : <li className={styles.none}>{none}</li>}
        {further && <li><Button size="compact-sm" variant="subtle" fullWidth loading={further.loading} onClick={further.ask}>{further.label}</Button></li>}
      </ul>
    </section>
  )
}
