import type { ValueAnswer } from '../../../shared/client'

/** The 95 % interval of an estimate. */
export type Interval = { low: number | null; high: number | null }

/** A readout whose estimates may come with their intervals. */
export type Estimated = ValueAnswer & { momentum: Partial<Interval>; half_life_interval?: Interval | null }

/** An interval as it is shown; undefined where there is none. */
export function pair(i: Partial<Interval> | null | undefined, show: (v: number) => string): [string, string] | undefined {
  return i?.low == null || i.high == null ? undefined : [show(i.low), show(i.high)]
}
