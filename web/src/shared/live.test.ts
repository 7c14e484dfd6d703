import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { follower, listen, whileShown } from './live'
import { keys } from './queries'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A readout on the screen whose answers are given by hand. */
function readout(client: QueryClient, name: string) {
  const waiting: ((seq: number) => void)[] = []
  const queryFn = vi.fn(() => new Promise((done) => waiting.push((seq) => done({ asked: { seq } }))))
  new QueryObserver(client, { queryKey: keys.readout(name, {}), queryFn }).subscribe(() => {})
  const answer = async (seq: number) => {
    waiting.shift()!(seq)
    await vi.advanceTimersByTimeAsync(5)
  }
  return { asked: queryFn, answer }
}

it('asks again when the wheel has moved, and not before', async () => {
  const client = new QueryClient()
  const wheel = readout(client, 'wheel')
  await wheel.answer(7)
  const { follow } = follower(client)
  follow(7)
  expect(wheel.asked).toHaveBeenCalledTimes(1)
  follow(8)
  expect(wheel.asked).toHaveBeenCalledTimes(2)
})

it('asks again what was answered before anybody listened', async () => {
  const client = new QueryClient()
  const [early, timely] = [readout(client, 'wheel'), readout(client, 'funnel')]
  await early.answer(6)
  await timely.answer(7)
  follower(client).follow(7)
  expect([early.asked.mock.calls.length, timely.asked.mock.calls.length]).toEqual([2, 1])
})

it('asks again what was under way when the wheel moved, where its answer was made before', async () => {
  const client = new QueryClient()
  const { follow } = follower(client)
  follow(7)
  const [early, timely] = [readout(client, 'wheel'), readout(client, 'funnel')]
  follow(8)
  await early.answer(7)
  await timely.answer(8)
  expect([early.asked.mock.calls.length, timely.asked.mock.calls.length]).toEqual([2, 1])
})

it('lets a slow readout finish while events keep coming, then brings it up to the last', async () => {
  const client = new QueryClient()
  const [slow, quick] = [readout(client, 'funnel'), readout(client, 'wheel')]
  await slow.answer(1)
  await quick.answer(1)
  const { follow } = follower(client)
  for (const seq of [1, 2, 3]) follow(seq)
  expect(slow.asked).toHaveBeenCalledTimes(2)
  await quick.answer(3)
  await slow.answer(2)
  expect(slow.asked).toHaveBeenCalledTimes(3)
  await slow.answer(3)
  expect([slow.asked.mock.calls.length, quick.asked.mock.calls.length]).toEqual([3, 2])
})

it('has what is fitted anew asked once a minute, and at once for somebody who comes back', async () => {
  const client = new QueryClient()
  const [value, wheel] = [readout(client, 'value'), readout(client, 'wheel')]
  const asked = () => [value.asked.mock.calls.length, wheel.asked.mock.calls.length]
  await value.answer(1)
  await wheel.answer(1)
  const { follow, look, stop } = follower(client)
  for (const seq of [1, 2, 3]) {
    follow(seq)
    if (seq > 1) await wheel.answer(seq)
  }
  expect(asked()).toEqual([1, 3])
  await vi.advanceTimersByTimeAsync(59_000)
  expect(asked()).toEqual([1, 3])
  await vi.advanceTimersByTimeAsync(1_000) // nothing comes any more, and it is brought up to the last all the same
  expect(asked()).toEqual([2, 3])
  await value.answer(3)
  follow(4)
  await wheel.answer(4)
  expect(asked()).toEqual([2, 4])
  look()
  expect(asked()).toEqual([3, 4])
  await value.answer(4)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(asked()).toEqual([3, 4])
  follow(5)
  await wheel.answer(5)
  expect(asked()).toEqual([4, 5])
  await value.answer(5)
  follow(6)
  await wheel.answer(6)
  stop()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(asked()).toEqual([4, 6])
})

it('asks conversations again whenever the stream opens: what moved while nobody listened is told by none', async () => {
  const client = new QueryClient()
  const asked = vi.fn(() => Promise.resolve([]))
  new QueryObserver(client, { queryKey: keys.record('conversations'), queryFn: asked }).subscribe(() => {})
  await vi.advanceTimersByTimeAsync(5)
  const source = Object.assign(new EventTarget(), { close: vi.fn() }) as unknown as EventSource
  const hear = vi.fn()
  const stop = listen(client, source, hear)
  for (const times of [2, 3]) {
    source.onerror!(new Event('error'))
    source.onopen!(new Event('open'))
    await vi.advanceTimersByTimeAsync(5)
    expect(asked).toHaveBeenCalledTimes(times)
  }
  expect(hear.mock.calls.flat()).toEqual(['lost', 'live', 'lost', 'live'])
  stop()
  expect(source.close).toHaveBeenCalled()
})

it('listens only while the page is the one shown: one that was left keeps no connection', () => {
  const [page, begun, ended] = [new EventTarget(), vi.fn(), vi.fn()]
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
  const says = (what: string) => { page.dispatchEvent(new Event(what)); return [begun.mock.calls.length, ended.mock.calls.length] }
  const stop = whileShown(() => { begun(); return ended })
  expect(says('pageshow')).toEqual([1, 0])
  expect(says('pagehide')).toEqual([1, 1])
  expect(says('pageshow')).toEqual([2, 1])
  stop()
  expect(ended).toHaveBeenCalledTimes(2)
  expect(says('pageshow')).toEqual([2, 2])
  vi.unstubAllGlobals()
})
