import { type Stage, stages } from '../../../shared/stage'
import type { en } from './titleWords'

type Words = typeof en

/**
 * What a figure is called, from its path in the readout's JSON: `wheel.stock.to.customer`, `funnel.steps.1`,
 * `retention.2026-01-01.3`. steps are the funnel's, as people read them. A path nobody knows is its own name.
 */
export function figureTitle(figure: string, w: Words, stage: Record<Stage, string>, steps: string[]): string {
  const [readout, ...path] = figure.split('.')
  switch (readout) {
    case 'wheel':
      return wheelTitle(path, w, stage) ?? figure
    case 'funnel':
      return funnelTitle(path, w, steps)
    case 'retention':
      return path.length > 1 ? w.returned(path[0]!, Number(path[1])) : w.began(path[0] ?? '')
    case 'value':
      return w.value[path[0] ?? ''] ?? figure
    case 'care':
      return w.care[path.join('.')] ?? figure
  }
  return figure
}

function wheelTitle(path: string[], w: Words, stage: Record<Stage, string>): string | undefined {
  const [group, a = '', b = '', what = ''] = path
  const name = (s: string) => (stages.includes(s as Stage) ? stage[s as Stage] : s)
  switch (group) {
    case 'stock':
      return a === 'from' ? w.stockFrom(name(b)) : w.stockTo(name(b))
    case 'flows':
      return (what === 'people' ? w.movers : w.moves)(name(a), name(b))
    case 'speed':
      return (what === 'moved' ? w.movedAmong : w.spells)(name(a), name(b))
    case 'cohort':
      return a === 'arrived' ? w.wheel.arrivals : w.cohort(name(a))
  }
  return w.wheel[path.join('.')]
}

/** `steps.K`, `breakdown.VALUE.K`, or `breakdown.K` where the value is missing; a value may itself hold points. */
function funnelTitle(path: string[], w: Words, steps: string[]): string {
  const k = Number(path.at(-1))
  const step = w.step(k + 1, steps[k] ?? '')
  if (path[0] !== 'breakdown') return step
  return `${step} · ${path.length > 2 ? path.slice(1, -1).join('.') : w.missing}`
}
