import { Button, CloseButton } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useMay } from '../../../../shared/session'
import { BulkDialog, type Doing } from './BulkDialog'
import { BulkTasks } from './BulkTasks'
import { ListDialog } from './ListDialog'
import styles from './list.module.css'
import type { ListState } from './useList'
import type { Selection } from './useSelection'
import * as words from './words'

interface Props {
  list: ListState
  selection: Selection
  loaded: number
  count?: number
}

/** What can be done with the chosen rows, at the foot of the list. */
export function BulkBar({ list, selection, loaded, count }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const [doing, act] = useState<Doing>()
  const [giving, give] = useState(false)
  const [listing, putIntoList] = useState(false)
  if (selection.none) return null
  const n = selection.all ? count : selection.ids.size
  const update = may(`${list.type}:update`)
  return (
    <div className={styles.bulk} role="region" aria-label={w.chosen}>
      <span className="figures" role="status">{w.chosenCount(n ?? 0, f.number(n))}</span>
      {!selection.all && selection.ids.size >= loaded && count !== undefined && count > loaded && <Button size="compact-sm" variant="subtle" onClick={() => selection.take(true)}>{w.takeAll(f.number(count))}</Button>}
      {update && <Button size="compact-sm" variant="default" onClick={() => act('set')}>{w.bulkSet}</Button>}
      {update && <Button size="compact-sm" variant="default" onClick={() => act('assign')}>{w.bulkAssign}</Button>}
      {update && <Button size="compact-sm" variant="default" onClick={() => act('tags')}>{w.bulkTags}</Button>}
      {list.type === 'people' && may('segments:write') && <Button size="compact-sm" variant="default" onClick={() => putIntoList(true)}>{w.bulkList}</Button>}
      {may('tasks:create') && <Button size="compact-sm" variant="default" onClick={() => give(true)}>{w.bulkTasks}</Button>}
      {may(`${list.type}:delete`) && <Button size="compact-sm" variant="default" c="var(--bad)" onClick={() => act('delete')}>{w.bulkDelete}</Button>}
      <CloseButton aria-label={w.chosenNone} title={`${w.chosenNone} (Esc)`} onClick={selection.clear} />
      {listing && <ListDialog list={list} selection={selection} close={() => putIntoList(false)} />}
      {doing && <BulkDialog list={list} selection={selection} doing={doing} close={() => act(undefined)} />}
      {giving && <BulkTasks list={list} selection={selection} close={() => give(false)} />}
    </div>
  )
}
