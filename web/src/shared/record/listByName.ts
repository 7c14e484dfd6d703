import { useState } from 'react'
import { useChange, useRecords } from '../queries'
import { segmentAdd, segmentList } from './operations'

/** A list that is chosen by its name: one there is, or one that is made by it. */
export function useListByName() {
  const lists = (useRecords('segments', segmentList).data?.segments ?? []).filter((s) => s.kind === 'list')
  const add = useChange(segmentAdd, { refreshes: ['segments'] })
  const [typed, type] = useState('')
  const name = typed.trim()
  const named = lists.find((l) => l.name === name)
  /** Goes on with the list, which is made first where there is none of the name. */
  const take = (go: (id: string) => void) => {
    if (named) go(named.id)
    else if (name) add.mutate({ body: { name, kind: 'list' } }, { onSuccess: (made) => go(made.id) })
  }
  return { lists, typed, type, name, named, take, making: add.isPending, error: add.error }
}
