import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { follower } from './live'
import { keys } from './queries'

/** A readout on the screen whose answers are given by hand. */
function readout(client: QueryClient, name: string) {
  const waiting: ((seq: number) => void)[] = []
  const queryFn = vi.fn(() => new Promise((done) => waiting.push((seq) => done({ asked: { seq } }))))
  new QueryObserver(client, { queryKey: keys.readout(name, {}), queryFn }).subscribe(() => {})
  const answer = async (seq: number) => {
    waiting.shift()!(seq)
    await new Promise((done) => setTimeout(done, 5))
  }
  return { asked: queryFn, answer }
}

it('asks again when the wheel has moved, and not before', async () => {
  const client = new QueryClient()
  const wheel = readout(client, 'wheel')
  await wheel.answer(7)
  const follow = follower(client)
  follow(7)
  expect(wheel.asked).toHaveBeenCalledTimes(1)
  follow(8)
  expect(wheel.asked).toHaveBeenCalledTimes(2)
})

it('lets a slow readout finish while events keep coming, then brings it up to the last', async () => {
  const client = new QueryClient()
  const [slow, quick] = [readout(client, 'trend'), readout(client, 'wheel')]
  await slow.answer(1)
  await quick.answer(1)
  const follow = follower(client)
  for (const seq of [1, 2, 3]) follow(seq)
  expect(slow.asked).toHaveBeenCalledTimes(2)
  await quick.answer(3)
  await slow.answer(2)
  expect(slow.asked).toHaveBeenCalledTimes(3)
  await slow.answer(3)
  expect([slow.asked.mock.calls.length, quick.asked.mock.calls.length]).toEqual([3, 2])
})
