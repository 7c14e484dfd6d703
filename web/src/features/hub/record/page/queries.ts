import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask, type Operation, type Options } from '../../../../shared/ask'
import { duplicateList, noteHistory, noteList, person, scoreCalibration, timeline } from '../../../../shared/client'
import { keys } from '../../../../shared/queries'
import { type RecordRow, type RecordType } from '../../../../shared/record/field'
import { type Change, recordHistory, recordList, recordShow } from '../../../../shared/record/operations'

/** One record: what is written in place changes it here, too. */
export const useRecord = (type: RecordType, id: string) =>
  useQuery({ queryKey: keys.record('record', { type, id }), queryFn: ({ signal }) => ask(recordShow, { path: { type, id }, signal }) as Promise<RecordRow> })

export interface Filter { kind?: string; team?: string }

/** What happened around a record, page after page; asked again when something new comes. */
export const useTimeline = (type: RecordType, id: string, { kind, team }: Filter) =>
  useInfiniteQuery({
    queryKey: keys.record('timeline', { type, id, kind, team }),
    queryFn: ({ pageParam, signal }) => ask(timeline, { path: { type, id }, query: { kind: kind ? [kind] : undefined, team: team || undefined, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export const useNotes = (type: RecordType, id: string) =>
  useQuery({ queryKey: keys.record('notes', { type, id }), queryFn: ({ signal }) => ask(noteList, { path: { type, id }, query: { limit: 1 }, signal }) })

export const useNoteHistory = (type: RecordType, id: string, note: string) =>
  useQuery({ queryKey: keys.record('notes', { type, id, note }), queryFn: ({ signal }) => ask(noteHistory, { path: { type, id, note }, signal }) })

/** Where somebody stands on the wheel, and how they are known; only of people. */
export const useStanding = (type: RecordType, id: string) =>
  useQuery({ queryKey: keys.readout('standing', id), queryFn: ({ signal }) => ask(person, { path: { id }, query: { limit: 1 }, signal }), enabled: type === 'people', retry: false })

/** Who changed a field, newest first. */
export const useHistory = (type: RecordType, id: string, field: string) =>
  useQuery({ queryKey: keys.record('history', { type, id, field }), queryFn: ({ signal }) => ask(recordHistory, { path: { type, id }, query: { field, limit: 20 }, signal }) as Promise<{ changes: Change[] }> })

/** The likeliest of the records that are probably the same as one. */
export const useDuplicates = (type: RecordType, id: string, enabled: boolean) =>
  useQuery({ queryKey: keys.record('duplicates', { type, id }), queryFn: ({ signal }) => ask(duplicateList, { path: { type }, query: { record: id, limit: 1 }, signal }), enabled })

/** The first few records that fulfil a condition. */
export const useSome = (type: RecordType, where: string) =>
  useQuery({ queryKey: keys.record('records', { type, where, few: true }), queryFn: ({ signal }) => ask(recordList, { path: { type }, query: { where, limit: 6 }, signal }) })

/** What else is known of a person: their score, segments, touches. */
export const useOf = <O extends Operation>(id: string, what: string, operation: O) =>
  useQuery({ queryKey: keys.record('records', { [what]: id }), queryFn: ({ signal }) => ask(operation, { path: { id }, signal } as unknown as Options<O>) })

/** What became of leads by their score: it moves slowly, so it is asked once an hour at most. */
export const useCalibration = (days: number) =>
  useQuery({ queryKey: keys.record('score-calibration', { days }), queryFn: ({ signal }) => ask(scoreCalibration, { query: { days }, signal }), staleTime: 3_600_000, retry: false })
