import { expect, test } from 'vitest'
import { type Arms, verdicts } from './verdict'

const result = (final: boolean, ok: boolean, lifts: ({ difference: number; known: boolean; detectable: number | null } | null)[]) =>
  ({ final, lift: { sample_ratio: { ok, p: 1 }, arms: lifts.map((lift, i) => ({ arm: `arm${i}`, lift })) } }) as unknown as Arms

const lifts = [null, { difference: 0.1, known: true, detectable: 0.05 }, { difference: -0.1, known: true, detectable: 0.05 }, { difference: 0.01, known: false, detectable: null }]

test('a lift is told at the end only, and never of arms that chance did not make', () => {
  expect(verdicts(result(false, true, lifts))).toEqual([])
  expect(verdicts(result(true, false, lifts))).toEqual([])
  expect(verdicts(result(true, true, lifts)).map((v) => [v.arm, v.kind])).toEqual([['arm1', 'known'], ['arm2', 'less'], ['arm3', 'unknown']])
})
