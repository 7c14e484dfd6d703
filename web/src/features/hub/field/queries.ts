import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { keys, useChange, useRecords } from '../../../shared/queries'
import type { RecordType } from '../../../shared/record/field'
import { fieldAdd, fieldList, fieldSet, fieldUsage } from '../../../shared/record/operations'

/** All fields of a type, those put away too. */
export const useAllFields = (type: RecordType) => useRecords('fields', fieldList, { type, archived: true })

export const useUsage = (id: string) =>
  useQuery({ queryKey: keys.record('fields', { usage: id }), queryFn: ({ signal }) => ask(fieldUsage, { path: { id }, signal }) })

const refreshes = { refreshes: ['fields', 'record', 'records'] }
export const useAddField = () => useChange(fieldAdd, refreshes)
export const useSetField = () => useChange(fieldSet, refreshes)
