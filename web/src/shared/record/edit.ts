import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ask, Problem } from '../ask'
import { keys } from '../queries'
import { saving } from '../saving'
import type { RecordRow, RecordType } from './field'
import { recordSet, recordShow } from './operations'

/** Thrown where somebody else gave a field of a record another value meanwhile: theirs stands on the screen. */
export class Changed extends Error {
  constructor(readonly record: string, readonly field: string, readonly mine: unknown, readonly theirs: unknown) {
    super(field)
  }
}

/** One change after the other for each record: each knows the version the one before left. */
const waiting = new Map<string, Promise<unknown>>()

/**
 * Changes one value of a record in place: shown at once, kept behind, the header says how that went. A value somebody
 * else changed meanwhile is not overwritten.
 */
export function useEdit(type: RecordType) {
  const client = useQueryClient()
  return useCallback((row: RecordRow, key: string, value: unknown, links?: RecordRow['links']) => {
    const base = { ...row } // what the change was made upon
    each(client, row.id, (r) => ({ ...r, values: { ...r.values, [key]: value ?? undefined }, links: { ...r.links, ...links } }))
    const undo = () => each(client, row.id, (r) => ({ ...r, values: { ...r.values, [key]: base.values[key] }, links: base.links }))
    return saving(() => {
      const turn = (waiting.get(row.id) ?? Promise.resolve()).catch(() => {}).then(() => send(client, type, base, key, value))
      waiting.set(row.id, turn)
      return turn
    }, undo)
  }, [client, type])
}

async function send(client: QueryClient, type: RecordType, base: RecordRow, key: string, value: unknown): Promise<RecordRow> {
  const set = (version: number) =>
    ask(recordSet, { path: { type, id: base.id }, headers: { 'If-Match': `"${version}"` }, body: { values: { [key]: value ?? null } } })
  try {
    return keep(client, await set(versionOf(client, base)))
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 412) throw error
    const now = await ask(recordShow, { path: { type, id: base.id } })
    const theirs = !alike(now.values[key], base.values[key])
    Object.assign(base, now)
    if (theirs) throw new Changed(base.id, key, value, keep(client, now).values[key])
    return keep(client, await set(now.version))
  }
}

const alike = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The version last heard of a record, wherever it is shown. */
function versionOf(client: QueryClient, row: RecordRow): number {
  let latest = row.version
  each(client, row.id, (r) => { latest = Math.max(latest, r.version); return r })
  return latest
}

function keep(client: QueryClient, record: RecordRow): RecordRow {
  each(client, record.id, (r) => (r.version <= record.version ? { ...r, ...record } : r))
  for (const name of ['history', 'timeline']) void client.invalidateQueries({ queryKey: keys.record(name) })
  return record
}



type Pages = { pages: { rows?: RecordRow[] }[] }

/** Every place a record is kept for the screen: pages of lists, and itself. */
function each(client: QueryClient, id: string, change: (r: RecordRow) => RecordRow) {
  for (const [key, data] of client.getQueriesData<Pages>({ queryKey: keys.record('records') })) {
    if (!data?.pages) continue
    const changed = data.pages.map((page) => {
      const i = page.rows?.findIndex((r) => r.id === id) ?? -1
      return i < 0 ? page : { ...page, rows: page.rows!.with(i, change(page.rows![i]!)) }
    })
    if (changed.some((page, i) => page !== data.pages[i])) client.setQueryData<Pages>(key as QueryKey, { ...data, pages: changed })
  }
  for (const [key, data] of client.getQueriesData<RecordRow>({ queryKey: keys.record('record') }))
    if (data?.id === id) client.setQueryData(key, change(data))
}
