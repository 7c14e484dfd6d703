// @vitest-environment jsdom
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { keys, useChange, useRemoval } from './queries'

/** A server with two of a kind, of which one is taken away. */
function setUp() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000 } } })
  let there = ['Bảo hành', 'Trang trà']
  const take = () => {
    there = there.slice(0, 1)
    return Promise.resolve({ data: new Response('{"result":{}}\n').body, error: undefined, response: { ok: true, status: 200 } })
  }
  const within = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>
  const list = () => renderHook(() => useQuery({ queryKey: keys.record('flows'), queryFn: () => Promise.resolve(there) }), { wrapper: within })
  return { take, within, list }
}

test.each([['a change', useChange, ['Bảo hành', 'Trang trà']], ['a removal', useRemoval, undefined]])('after %s a list that did not stand open begins with what may be shown', async (_, use, first) => {
  const { take, within, list } = setUp()
  const before = list()
  await waitFor(() => expect(before.result.current.data).toHaveLength(2))
  before.unmount()
  const change = renderHook(() => use(take, { refreshes: ['flows'] }), { wrapper: within })
  await act(() => change.result.current.mutateAsync({}))
  const again = list()
  expect(again.result.current.data).toEqual(first)
  await waitFor(() => expect(again.result.current.data).toEqual(['Bảo hành']))
})

test('a list that stands open keeps what it shows until it has heard of a removal', async () => {
  const { take, within, list } = setUp()
  const open = list()
  await waitFor(() => expect(open.result.current.data).toHaveLength(2))
  const change = renderHook(() => useRemoval(take, { refreshes: ['flows'] }), { wrapper: within })
  await act(() => change.result.current.mutateAsync({}))
  await waitFor(() => expect(open.result.current.data).toEqual(['Bảo hành']))
})
