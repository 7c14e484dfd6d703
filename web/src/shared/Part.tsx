import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Card } from './Card'
import { useWords } from './language'
import styles from './part.module.css'
import { Answer } from './states'

const en = { all: (what: string) => `All: ${what}` }
const vi: typeof en = { all: (what) => `Tất cả: ${what}` }

interface Props<T> {
  title: string
  /** Where all of it is. */
  to: string
  query: Parameters<typeof Answer<T>>[0]['query']
  /** Its lines; none: what is said where there is nothing. */
  lines: (data: T) => ReactNode[]
  none: ReactNode
  foot?: (data: T) => ReactNode
}

/** A part of a home: a few lines, each of which leads on. */
export function Part<T>({ title, to, query, lines, none, foot }: Props<T>) {
  const w = useWords({ en, vi })
  return (
    <Card title={title} actions={<Anchor component={Link} to={to} size="sm" aria-label={w.all(title)}>→</Anchor>}>
      <Answer query={query} height={80}>
        {(data) => {
          const all = lines(data)
          return <>{all.length ? <Lines>{all.map((line, i) => <li key={i}>{line}</li>)}</Lines> : <Text size="sm" c="dimmed" component="div">{none}</Text>}{foot?.(data)}</>
        }}
      </Answer>
    </Card>
  )
}

/** The parts of a home beside one another, as many as the screen has room for. */
export function Parts({ children }: { children: ReactNode }) {
  return <div className={styles.parts}>{children}</div>
}

/** Lines of a part that is made otherwise. */
export function Lines({ children }: { children: ReactNode }) {
  return <ul className={styles.lines}>{children}</ul>
}
