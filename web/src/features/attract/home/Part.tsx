import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Card } from '../../../shared/Card'
import { useWords } from '../../../shared/language'
import { Answer } from '../../../shared/states'
import styles from './home.module.css'
import * as words from './words'

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

/** A part of the home: a few lines, each of which leads on. */
export function Part<T>({ title, to, query, lines, none, foot }: Props<T>) {
  const w = useWords(words)
  return (
    <Card title={title} actions={<Anchor component={Link} to={to} size="sm" aria-label={w.all(title)}>→</Anchor>}>
      <Answer query={query} height={80}>
        {(data) => {
          const all = lines(data)
          return <>{all.length ? <ul className={styles.lines}>{all.map((line, i) => <li key={i}>{line}</li>)}</ul> : <Text size="sm" c="dimmed" component="div">{none}</Text>}{foot?.(data)}</>
        }}
      </Answer>
    </Card>
  )
}
