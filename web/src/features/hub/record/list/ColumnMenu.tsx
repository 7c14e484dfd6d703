import { ActionIcon, Button, Checkbox, Popover, ScrollArea } from '@mantine/core'
import { useState } from 'react'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { type Field, useLabel } from '../../../../shared/record/field'
import styles from './list.module.css'
import type { ListState } from './useList'
import * as words from './words'

/** Which columns stand in the list, and in which order: dragged, or moved by their arrows. */
export function ColumnMenu({ list }: { list: ListState }) {
  const w = useWords(words)
  const [dragged, drag] = useState<number>()
  const shown = list.columns
  const hidden = list.all.filter((f) => !shown.includes(f))
  const set = (columns: Field[]) => list.go({ columns: columns.map((c) => c.key).join(',') }, true)
  const move = (from: number, to: number) => {
    const next = shown.toSpliced(from, 1)
    next.splice(Math.max(1, to), 0, shown[from]!)
    set(next)
  }
  return (
    <Popover position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<Icon name="columns" size={16} />}>{w.columns}</Button>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <ScrollArea.Autosize mah="60vh" viewportProps={{ tabIndex: 0 }}>
          <ol className={styles.columnList} aria-label={w.columns}>
            {shown.map((field, i) => (
              <li key={field.key} draggable={i > 0} onDragStart={() => drag(i)} onDragOver={(e) => i > 0 && e.preventDefault()} onDrop={() => { if (dragged !== undefined) move(dragged, i); drag(undefined) }}>
                <Column field={field} shown locked={i === 0} toggle={() => set(shown.filter((f) => f !== field))} />
                {i > 0 && <Move up onClick={() => move(i, i - 1)} disabled={i === 1} field={field} />}
                {i > 0 && <Move onClick={() => move(i, i + 1)} disabled={i === shown.length - 1} field={field} />}
              </li>
            ))}
            {hidden.map((field) => <li key={field.key}><Column field={field} toggle={() => set([...shown, field])} /></li>)}
          </ol>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

function Column({ field, shown, locked, toggle }: { field: Field; shown?: boolean; locked?: boolean; toggle: () => void }) {
  const label = useLabel()
  return <Checkbox size="xs" label={label(field)} checked={Boolean(shown)} disabled={locked} onChange={toggle} style={{ flex: 1 }} />
}

function Move({ up, onClick, disabled, field }: { up?: boolean; onClick: () => void; disabled: boolean; field: Field }) {
  const w = useWords(words)
  const label = useLabel()
  const said = up ? w.moveUp(label(field)) : w.moveDown(label(field))
  return <ActionIcon size="sm" variant="subtle" color="gray" disabled={disabled} onClick={onClick} aria-label={said} title={said}><Icon name={up ? 'up' : 'down'} size={14} /></ActionIcon>
}
