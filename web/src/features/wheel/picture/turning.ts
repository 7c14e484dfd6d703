import type { WheelAnswer } from '../../../shared/client'
import type { Stage } from '../../../shared/stage'

/** What the picture shows of a period, each a whole number of people, moves or purchases. */
export interface Turning {
  arrivals: number
  /** Moves along the arrows, by where they lead. */
  prospects: number
  customers: number
  promoters: number
  /** Fallen asleep: prospects; customers and promoters. Come back: to prospect; to customer. */
  prospectsLost: number
  customersLost: number
  prospectsBack: number
  customersBack: number
  /** Repeat purchases, and first purchases of referred friends. */
  repeats: number
  friends: number
  stock: Record<Stage, number>
  mass: number
  massBefore: number
  /** Median days to move on from the stage, where half have. */
  median: Partial<Record<Stage, number | null>>
  rotationSpeed: number | null
}

export function turningOf(r: WheelAnswer): Turning {
  const flow = (from: Stage, to: Stage) => r.flows?.find((f) => f.from === from && f.to === to)?.transitions ?? 0
  const median = (from: Stage, to: Stage) => r.speed?.find((s) => s.from === from && s.to === to)?.median_days
  return {
    arrivals: r.arrivals,
    prospects: flow('stranger', 'prospect'),
    customers: flow('prospect', 'customer'),
    promoters: flow('customer', 'promoter'),
    prospectsLost: flow('prospect', 'dormant'),
    customersLost: r.growth.people.dormant,
    prospectsBack: flow('dormant', 'prospect'),
    customersBack: flow('dormant', 'customer'),
    repeats: r.rotations_by.repeat,
    friends: r.rotations_by.friends,
    stock: r.stock.to,
    mass: r.mass,
    massBefore: r.growth.people.start,
    median: { prospect: median('prospect', 'customer'), stranger: median('stranger', 'prospect'), customer: median('customer', 'promoter') },
    rotationSpeed: r.rotation_speed,
  }
}

/**
 * One scale for everybody in the picture: widths go with the square root of people, and the most there are is as
 * wide as the track. Nobody is nothing; anybody can be seen.
 */
export function scaleOf(t: Turning, track: number): (people: number) => number {
  const most = Math.max(t.arrivals, t.prospects + t.prospectsBack, t.customers + t.customersBack, t.promoters, t.prospectsLost, t.customersLost, t.repeats, t.friends)
  return (people) => (people <= 0 ? 0 : Math.max(1.5, track * Math.sqrt(people / most)))
}
