// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { keys } from '../queries'
import { useSaving } from '../saving'
import { Changed, useEdit } from './edit'
import type { RecordRow } from './field'

const server = vi.hoisted(() => ({ set: vi.fn(), show: vi.fn() }))
vi.mock('./operations', () => ({ recordSet: server.set, recordShow: server.show }))

const lan: RecordRow = { id: 'per_1', type: 'people', version: 3, created_at: '', updated_at: '', values: { name: 'Lan', title: 'Kế toán' } }
const ok = (data: unknown) => Promise.resolve({ data, error: undefined, response: { ok: true, status: 200 } })
const refused = (status: number) => Promise.resolve({ data: undefined, error: { detail: 'no' }, response: { ok: false, status } })

let client: QueryClient
const list = keys.record('records', { type: 'people' })
const shown = () => client.getQueryData<{ pages: { rows: RecordRow[] }[] }>(list)!.pages[0]!.rows[0]!
const within = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>

beforeEach(() => {
  client = new QueryClient()
  client.setQueryData(list, { pages: [{ rows: [lan] }], pageParams: [] })
  server.set.mockReset()
  server.show.mockReset()
})

test('a change is shown at once, sent with the version it was made upon, and the next one with the version that left', async () => {
  server.set.mockImplementation(({ body }: { body: { values: object } }) => ok({ ...lan, version: 4, values: { ...lan.values, ...body.values } }))
  const { result } = renderHook(() => useEdit('people'), { wrapper: within })
  await act(async () => {
    const first = result.current(lan, 'title', 'Giám đốc')
    expect(shown().values.title).toBe('Giám đốc')
    await Promise.all([first, result.current(shown(), 'name', 'Lan Anh')])
  })
  expect(server.set.mock.calls.map(([asked]) => (asked as { headers: Record<string, string> }).headers['If-Match'])).toEqual(['"3"', '"4"'])
})

test('where another field was changed meanwhile, the change goes on top of it', async () => {
  server.set.mockImplementationOnce(() => refused(412)).mockImplementationOnce(() => ok({ ...lan, version: 6, values: { name: 'Lan Chi', title: 'Giám đốc' } }))
  server.show.mockImplementation(() => ok({ ...lan, version: 5, values: { ...lan.values, name: 'Lan Chi' } }))
  const { result } = renderHook(() => useEdit('people'), { wrapper: within })
  await act(async () => void (await result.current(lan, 'title', 'Giám đốc')))
  expect(shown()).toMatchObject({ version: 6, values: { name: 'Lan Chi', title: 'Giám đốc' } })
})

test('where the same value was changed meanwhile, theirs stands until somebody decides', async () => {
  server.set.mockImplementationOnce(() => refused(412)).mockImplementation(() => ok({ ...lan, version: 6, values: { ...lan.values, title: 'Giám đốc' } }))
  server.show.mockImplementation(() => ok({ ...lan, version: 5, values: { ...lan.values, title: 'Trưởng phòng' } }))
  const { result } = renderHook(() => ({ edit: useEdit('people'), saving: useSaving() }), { wrapper: within })
  await act(async () => void (await result.current.edit(lan, 'title', 'Giám đốc')))
  expect(shown().values.title).toBe('Trưởng phòng')
  const error = result.current.saving.failed[0]!.error as Changed
  expect([error.field, error.mine, error.theirs]).toEqual(['title', 'Giám đốc', 'Trưởng phòng'])
  await act(async () => { result.current.saving.failed[0]!.again(); await new Promise((r) => setTimeout(r)) })
  expect(shown().values.title).toBe('Giám đốc')
  expect(result.current.saving.failed).toEqual([])
})

test('what could not be kept is taken back only when it is given up', async () => {
  server.set.mockImplementation(() => refused(500))
  const { result } = renderHook(() => ({ edit: useEdit('people'), saving: useSaving() }), { wrapper: within })
  await act(async () => void (await result.current.edit(lan, 'title', 'Giám đốc')))
  expect(shown().values.title).toBe('Giám đốc')
  act(() => result.current.saving.failed[0]!.forget())
  expect(shown().values.title).toBe('Kế toán')
})
