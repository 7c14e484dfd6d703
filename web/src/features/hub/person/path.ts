// The path of one person through the stages, as a small drawing: time to the right, stages one above the other.

export type Stage = 'stranger' | 'prospect' | 'customer' | 'promoter' | 'dormant'

/** The rows of the drawing from the top: the further on the wheel the higher, those asleep at the bottom. */
export const rows: Stage[] = ['promoter', 'customer', 'prospect', 'stranger', 'dormant']

export interface Move {
  at: string
  from: string
  to: string
}

/** Stay is one stretch in one stage; x and width are fractions of the whole, 0 to 1. */
export interface Stay {
  stage: Stage
  row: number
  from: string
  to: string
  x: number
  width: number
}

/**
 * stays cuts a person's time from `first` to `now` at their moves. Stages passed through at one instant are kept, with
 * no width, so that the path shows every step that was taken.
 */
export function stays(first: string, moves: Move[], now: string): Stay[] {
  const begin = Date.parse(first)
  const whole = Math.max(Date.parse(now) - begin, 1)
  const at = (t: string) => Math.min(Math.max((Date.parse(t) - begin) / whole, 0), 1)
  const steps = [{ at: first, stage: (moves[0]?.from ?? 'stranger') as Stage }, ...moves.map((m) => ({ at: m.at, stage: m.to as Stage }))]
  return steps.map((step, i) => {
    const end = steps[i + 1]?.at ?? now
    return { stage: step.stage, row: rows.indexOf(step.stage), from: step.at, to: end, x: at(step.at), width: at(end) - at(step.at) }
  })
}
