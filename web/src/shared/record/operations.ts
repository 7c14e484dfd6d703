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
export interface Undone { undone: number; conflicts: { type: string; id: string; field: string; now: unknown; would_be: unknown }[] }

export const actUndo = on<Undone>('post', '/v1/acts/{id}/undo')
