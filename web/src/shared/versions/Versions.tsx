import { Button, Group, NativeSelect, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { compare } from '../compare'
import { useFormat } from '../format'
import { useWords } from '../language'
import { Answer, Empty } from '../states'
import styles from './versions.module.css'
import * as words from './words'

/** One thing that is said: what it is called, what is shown of it, and all by which it differs from another. */
export interface Line {
  name: string
  says: string
  all: unknown
}

interface Version<C> {
  number: number
  at: string
  content: C
}

interface Props<C> {
  query: UseQueryResult<{ versions: Version<C>[] | null }>
  /** What is being written. */
  draft: C
  linesOf: (content: C) => Line[]
  restore?: (content: C) => void
}

/** What was published, the newest first; any of it can be compared with the draft or with another, and taken up again. */
export function Versions<C>({ query, draft, linesOf, restore }: Props<C>) {
  const w = useWords(words)
  const f = useFormat()
  const [open, setOpen] = useState<number>()
  const [against, compareWith] = useState(theDraft)
  const press = (number: number) => { setOpen(open === number ? undefined : number); compareWith(theDraft) }
  return (
    <Answer query={query}>
      {({ versions: all }) => all?.length ? (
        <ul className={styles.all}>
          {all.map((v) => (
            <li key={v.number} className={`card ${styles.version}`}>
              <Group justify="space-between" gap="xs">
                <div><b>{w.version(v.number)}</b> <Text span size="sm" c="dimmed">{f.instant(v.at)}</Text></div>
                <Group gap={6}>
                  <Button size="compact-sm" variant="default" aria-expanded={open === v.number} onClick={() => press(v.number)}>{w.compare}</Button>
                  {restore && <Button size="compact-sm" variant="default" onClick={() => restore(v.content)}>{w.restore}</Button>}
                </Group>
              </Group>
              {open === v.number && (
                <>
                  <NativeSelect size="xs" mt="xs" maw={220} label={w.against} value={against} onChange={(e) => compareWith(Number(e.currentTarget.value))}
                    data={[{ value: theDraft, label: w.written }, ...all.filter((o) => o !== v).map((o) => ({ value: o.number, label: w.version(o.number) }))].map((o) => ({ ...o, value: String(o.value) }))} />
                  <Differences of={[v, all.find((o) => o.number === against) ?? { number: Infinity, content: draft }]} linesOf={linesOf} />
                </>
              )}
            </li>
          ))}
        </ul>
      ) : <Empty title={w.none}>{w.publishFirst}</Empty>}
    </Answer>
  )
}

/** Stands for the draft among the numbers of versions. */
const theDraft = 0

/** The older of two is what was, the newer what became of it; the draft is the newest. */
function Differences<C>({ of, linesOf }: { of: Pick<Version<C>, 'number' | 'content'>[]; linesOf: (content: C) => Line[] }) {
  const w = useWords(words)
  const [before, after] = [...of].sort((a, b) => a.number - b.number)
  const lines = compare(linesOf(before!.content), linesOf(after!.content), (l) => JSON.stringify(l.all))
  if (lines.every((l) => l.is === 'same')) return <Text size="sm" mt="xs" role="status">{w.same}</Text>
  return <ul className={styles.differences}>{lines.map((l, i) => <li key={i} data-is={l.is}><b>{l.value.name}</b> {l.value.says} <Text span size="xs" c="dimmed">{w.is[l.is]}</Text></li>)}</ul>
}
