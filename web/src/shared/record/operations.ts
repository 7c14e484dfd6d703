import * as client from '../client'
import type { Field, RecordRow } from './field'

// Operations on records of any type, with which lists and pages of records are made. They are those of the client; where a
// description says no more than that a value is some value, its form is said here.

export {
  actUndo, addressFind, bulk as recordBulk, duplicateLike, fieldUsage, personScore, personSegments, recordCount, recordRemove, recordRestore,
  search as recordFind, segmentAdd, segmentList, segmentMembers, segmentPeople, segmentRemove, segmentSet, segmentShow, segmentSizes, segmentTurns,
  tagList, taskAdd, taskList, taskRead, teamList, viewAdd, viewList, viewRemove, viewSet,
} from '../client'
export type { BulkAnswer, DuplicateRow, Found, ListView as View, Place, SavedSegment as Segment, ScoreLine, ScoreMoment, Task, UndoneAnswer as Undone } from '../client'

/** An operation that answers with what the client cannot know the form of. */
const giving = <T>() => <O extends (options: never) => unknown>(operation: O) =>
  operation as unknown as (options: Parameters<O>[0]) => Promise<{ data: T; error: unknown; request: Request; response: Response }>

export interface Page { rows: RecordRow[]; cursor: string | null }

/** One value that became another, under an act; the field '' is the record itself. */
export interface Change extends client.HistoryChange {
  before_link?: Link
  after_link?: Link
}

type Link = NonNullable<RecordRow['links']>[string]

export const fieldList = giving<{ fields: Field[] }>()(client.fieldList)
export const fieldAdd = giving<Field>()(client.fieldAdd)
export const fieldSet = giving<Field>()(client.fieldSet)
export const recordList = giving<Page>()(client.recordList)
export const recordShow = giving<RecordRow>()(client.recordShow)
export const recordAdd = giving<RecordRow>()(client.recordAdd)
export const recordSet = giving<RecordRow>()(client.recordSet)
export const recordHistory = giving<{ changes: Change[]; cursor: string | null }>()(client.recordHistory)
