import { ActionIcon, Badge, Group, Menu, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { type Field, useLabel } from '../../../shared/record/field'
import styles from './field.module.css'
import { useSetField, useUsage } from './queries'
import * as words from './words'

interface Props {
  field: Field
  may: boolean
  edit: () => void
  up?: () => void
  down?: () => void
  place?: number
  /** Another one was dropped here, from a place. */
  drop?: (from: number) => void
}

const mark = 'application/x-banhda-field'

/** One field: its name, kind and use, and what can be done with it. */
export function FieldLine({ field, may, edit, up, down, place, drop }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const name = useLabel()(field)
  const set = useSetField()
  const usage = useUsage(field.id).data
  const [over, hover] = useState(false)
  const archive = (archived: boolean) => set.mutate({ path: { id: field.id }, body: { archived } })
  return (
    <li className={styles.line} data-over={over || undefined} draggable={may && place !== undefined}
      onDragStart={(e) => { e.dataTransfer.setData(mark, String(place)); e.dataTransfer.effectAllowed = 'move' }}
      onDragOver={(e) => { if (drop && e.dataTransfer.types.includes(mark)) { e.preventDefault(); hover(true) } }}
      onDragLeave={() => hover(false)} onDrop={(e) => { e.preventDefault(); hover(false); drop?.(Number(e.dataTransfer.getData(mark))) }}>
      {may && place !== undefined && <span className={styles.grip} title={w.drag} aria-hidden><Icon name="grip" size={16} /></span>}
      <div className={styles.name}>
        <Text size="sm" fw={500}>{name} <code>{field.key}</code></Text>
        <Group gap={6}>
          <Text size="xs" c="dimmed">{w.kinds[field.kind] ?? field.kind}{usage && usage.total > 0 && ` · ${w.used(f.number(usage.filled), f.number(usage.total))}`}</Text>
          {field.required && <Badge size="xs" variant="light" tt="none">{w.required}</Badge>}
          {field.unique && <Badge size="xs" variant="light" tt="none">{w.unique}</Badge>}
        </Group>
      </div>
      {may && (
        <Group gap={2} wrap="nowrap">
          {place !== undefined && <ActionIcon variant="subtle" color="gray" onClick={up} disabled={!up} aria-label={w.up(name)}><Icon name="up" size={16} /></ActionIcon>}
          {place !== undefined && <ActionIcon variant="subtle" color="gray" onClick={down} disabled={!down} aria-label={w.down(name)}><Icon name="down" size={16} /></ActionIcon>}
          <Menu position="bottom-end">
            <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={w.edit(name)}><Icon name="more" size={16} /></ActionIcon></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={edit}>{w.edit(name)}</Menu.Item>
              {!field.standard && (field.archived ? <Menu.Item onClick={() => archive(false)}>{w.unarchive}</Menu.Item> : <Menu.Item onClick={() => archive(true)}>{w.archive}<Text size="xs" c="dimmed" maw={220}>{w.archiveAbout}</Text></Menu.Item>)}
            </Menu.Dropdown>
          </Menu>
        </Group>
      )}
    </li>
  )
}
