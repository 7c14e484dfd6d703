import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ask } from './ask'
import { type ArrangementAnswer, arrangementSet, arrangementShow } from './client'
import { keys, useRecords } from './queries'

/** Something somebody arranged on their screens: it goes with them to every device. Undefined until it is known. */
export function useArranged<T>(name: string): [arranged: T | undefined, arrange: (value: T | null) => void, known: boolean] {
  const client = useQueryClient()
  const { data, isFetched } = useRecords('arrangement', arrangementShow)
  const arrange = useCallback((value: T | null) => {
    client.setQueryData<ArrangementAnswer>(keys.record('arrangement'), (before) => ({ arrangement: { ...before?.arrangement, [name]: value } }))
    void ask(arrangementSet, { body: { arrangement: { [name]: value } } })
  }, [client, name])
  return [(data?.arrangement[name] ?? undefined) as T | undefined, arrange, isFetched]
}
