import { Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import type { PastEvent, StageMove } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMeanings } from '../../../shared/meaning'
import { Rows } from '../../../shared/Rows'
import { choose, type Line, lines } from './lines'
import styles from './person.module.css'
import { EventLine, MoveLine } from './TimelineLine'
import * as words from './words'

interface Props {
  events: PastEvent[]
  moves: StageMove[]
  /** The oldest event is here. */
  whole: boolean
  more: () => void
}

/** What a person did, what was done for them, and where it moved them; newest first. */
export function Timeline({ events, moves, whole, more }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const meaning = useMeanings()
  const named = useEventName()
  const [typed, type] = useState('')
  const [kind, setKind] = useState('')
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const all = useMemo(() => lines(events, moves, whole), [events, moves, whole])
  const shown = useMemo(() => choose(all, typed, kind, named), [all, typed, kind, named])
  const kinds = useMemo(() => [...new Set(events.map((e) => e.meaning ?? 'none'))].sort(), [events])
  const turn = useCallback((id: string, open: boolean) => setOpened((before) => {
    if (before.has(id) === open) return before
    const next = new Set(before)
    if (open) next.add(id)
    else next.delete(id)
    return next
  }), [])

  const draw = useCallback((line: Line<PastEvent>) => (
    <div className={styles.line}>
      {line.kind === 'move' ? <MoveLine move={line.move} f={f} /> : <EventLine event={line.event} open={opened.has(line.key)} turn={(open) => turn(line.key, open)} f={f} />}
    </div>
  ), [opened, turn, f])

  return (
    <>
      <Group className={styles.filters}>
        <TextInput type="search" size="sm" placeholder={w.person.filterName} aria-label={w.person.filterName} value={typed} onChange={(e) => type(e.currentTarget.value)} flex={1} miw={180} />
        <NativeSelect size="sm" aria-label={w.person.kind} value={kind} onChange={(e) => setKind(e.currentTarget.value)} data={[
          { value: '', label: w.person.everyKind }, { value: 'move', label: w.person.moves },
          ...kinds.map((k) => ({ value: k, label: k === 'none' ? w.person.noMeaning : (meaning[k] ?? k) }))]} />
      </Group>
      <Rows items={shown} id={(l) => l.key} height={45} measured more={whole ? undefined : more}>
        {draw}
      </Rows>
      {!shown.length && <Text c="dimmed" size="sm" py="md">{w.person.noneHere}</Text>}
      {whole && shown.length > 0 && <Text c="dimmed" size="sm" pt="md">{w.person.theEnd}</Text>}
    </>
  )
}
