import { client } from '../client/client.gen'
import type { Field, RecordRow } from './field'

interface Asked { path?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; signal?: AbortSignal; headers?: Record<string, string> }

const json = { 'Content-Type': 'application/json' }

/** An operation on records of any type: its type is in the path. */
const on = <T>(method: 'get' | 'post' | 'put' | 'patch' | 'delete', url: string) =>
  ((options: Asked) => client[method]({ url, ...options, ...(options.body !== undefined && { headers: { ...json, ...options.headers } }) })) as unknown as
    (options: Asked) => Promise<{ data: T; error: unknown; request: Request; response: Response }>

export interface Page { rows: RecordRow[]; cursor?: string }

export const fieldList = on<{ fields: Field[] }>('get', '/v1/fields')
export const recordList = on<Page>('get', '/v1/records/{type}')
export const recordCount = on<{ count: number }>('get', '/v1/records/{type}/count')
export const recordShow = on<RecordRow>('get', '/v1/records/{type}/{id}')
export const recordAdd = on<RecordRow>('post', '/v1/records/{type}')
export const recordSet = on<RecordRow>('patch', '/v1/records/{type}/{id}')
export const recordRemove = on<unknown>('delete', '/v1/records/{type}/{id}')
export const recordFind = on<{ results: Found[] }>('get', '/v1/search')
export const tagList = on<{ tags: { tag: string; count: number }[] }>('get', '/v1/tags')
export const addressFind = on<{ places: Place[] }>('get', '/v1/addresses')

/** One thing the search box found. */
export interface Found { type: string; id: string; name: string; detail?: string; matched?: string }

/** A province, or a ward in one; of old names, what they became. */
export interface Place { province: string; ward?: string; was?: string }

export const teamList = on<{ teams: { id: string; name: string }[] }>('get', '/v1/teams')

/** What undoing an act left as it was, since somebody changed it meanwhile. */
export interface Undone { act: string; undone: number; conflicts: { type: string; id: string; field: string; now: unknown; would_be: unknown }[] }

export const actUndo = on<Undone>('post', '/v1/acts/{id}/undo')

/** A list somebody saved: what narrows it, its order and columns, and who sees it. */
export interface View {
  id: string
  type: string
  name: string
  where?: string
  sort?: string
  columns?: string
  shared?: 'me' | 'team' | 'all'
  /** Comes with the product: it cannot be changed. */
  builtin?: boolean
  mine?: boolean
}

export const viewList = on<{ views: View[] }>('get', '/v1/views')
export const viewAdd = on<View>('post', '/v1/views')
export const viewSet = on<View>('patch', '/v1/views/{id}')
export const viewRemove = on<unknown>('delete', '/v1/views/{id}')

export interface BulkAnswer {
  act?: string
  changed?: number
  count?: number
  beyond?: number
  sample?: { id: string; name: string; before: Record<string, unknown>; after: Record<string, unknown> }[]
}

export const recordBulk = on<BulkAnswer>('post', '/v1/bulk/{type}')

/** A named choice of people: by a condition, or a list made by hand. */
export interface Segment {
  id: string
  kind: 'rule' | 'list'
  name: string
  where: string
  description?: string
  count?: number
  keep: boolean
  /** Its members are kept up to date. */
  kept: boolean
  judged_at: string | null
  uses: { kind: 'segment' | 'campaign' | 'workflow' | 'cta' | 'form' | 'page'; id: string; name: string; listens: boolean }[]
}

interface NamedPerson { id: string; name: string | null }

export const segmentList = on<{ segments: Segment[] }>('get', '/v1/segments')
export const segmentAdd = on<Segment>('post', '/v1/segments')
export const segmentSet = on<Segment>('patch', '/v1/segments/{id}')
export const segmentRemove = on<unknown>('delete', '/v1/segments/{id}')
export const segmentShow = on<Segment>('get', '/v1/segments/{id}')
export const segmentMembers = on<{ members: { person: NamedPerson; since: string }[]; cursor: string | null }>('get', '/v1/segments/{id}/members')
export const segmentTurns = on<{ turns: { person: NamedPerson; entered: boolean; told: boolean; at: string }[]; cursor: string | null }>('get', '/v1/segments/{id}/turns')
export const segmentSizes = on<{ sizes: { day: string; members: number }[] }>('get', '/v1/segments/{id}/sizes')
export const segmentPeople = on<{ act: string; changed: number }>('post', '/v1/segments/{id}/people')
export const personSegments = on<{ segments: { id: string; kind: 'rule' | 'list'; name: string; since: string }[] }>('get', '/v1/records/people/{id}/segments')

/** What one rule gives somebody now. */
export interface ScoreLine { name: string; event?: string; when?: string; times: number; points: number; fresh: number; half_life?: number; most?: number; first: string | null; last: string | null }
export interface Score { score: number; lines: ScoreLine[] }

export const personScore = on<Score>('get', '/v1/records/people/{id}/score')

/** A pair of records that are probably one: what was asked about, and what is there. */
export interface Likely { b: { id: string; name: string; email?: string; phone?: string }; likeness: number; reasons: string[] }

export const duplicateLike = on<{ duplicates: Likely[] }>('get', '/v1/duplicates/{type}/like')

/** One value that became another, under an act; the field '' is the record itself. */
export interface Change {
  act: string
  at: string
  actor: { id: string; name: string }
  origin: string
  field: string
  before: unknown
  after: unknown
  before_link?: Link
  after_link?: Link
}

type Link = NonNullable<RecordRow['links']>[string]

export const recordHistory = on<{ changes: Change[]; cursor?: string | null }>('get', '/v1/records/{type}/{id}/history')

/** A task as far as records show it. */
export interface TaskRow { id: string; title: string; kind: string; due_on: string | null; due_at: string | null; owner: { id: string; name: string } | null; done_at: string | null }

export const taskAdd = on<TaskRow>('post', '/v1/tasks')
export const taskQuick = on<{ title: string; due_on: string | null; due_at: string | null }>('get', '/v1/tasks/read')
export const taskList = on<{ tasks: TaskRow[]; cursor: string | null }>('get', '/v1/tasks')
export const recordRestore = on<unknown>('post', '/v1/records/{type}/{id}/restore')

export const fieldAdd = on<Field>('post', '/v1/fields')
export const fieldSet = on<Field>('patch', '/v1/fields/{id}')
export const fieldUsage = on<{ filled: number; total: number }>('get', '/v1/fields/{id}/usage')
