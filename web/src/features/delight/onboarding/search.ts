import type { Asked } from './queries'

/** What is looked at, and whose. */
export interface OnboardingSearch {
  of?: View
  as?: 'board'
  plan?: string
  mine?: boolean
}

/** The lists behind the figures, in the order they are offered. */
export const views = ['running', 'begun', 'half', 'near', 'late', 'stalled', 'untouched', 'touched', 'finished', 'stopped'] as const

export type View = (typeof views)[number]

/** How a list is asked for: each is as long as its figure says. */
export const asks: Record<View, Asked> = {
  running: { state: 'running' },
  begun: { state: 'running', below: 34 },
  half: { state: 'running', least: 34, below: 67 },
  near: { state: 'running', least: 67 },
  late: { state: 'running', late: true },
  stalled: { state: 'running', stalled: true },
  untouched: { state: 'running', touch: 'waiting' },
  touched: { touch: 'had', days: 90 },
  finished: { state: 'finished', days: 90 },
  stopped: { state: 'stopped' },
}

/** The columns of the board: each customer who is under way, or was lately, stands in one. */
export const columns = ['waiting', 'moving', 'stalled', 'finished'] as const

export type Column = (typeof columns)[number]

export const stands: Record<Column, Asked> = {
  waiting: { state: 'running', moving: true, below: 1 },
  moving: { state: 'running', moving: true, least: 1 },
  stalled: asks.stalled,
  finished: asks.finished,
}

export const readSearch = (raw: Record<string, unknown>): OnboardingSearch => ({
  of: views.find((v) => v === raw.of),
  as: raw.as === 'board' ? 'board' : undefined,
  plan: raw.plan ? String(raw.plan) : undefined,
  mine: raw.mine === true || raw.mine === 'true' || undefined,
})
