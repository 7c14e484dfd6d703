// The tie between the two views: the wheel counts moves, a funnel counts people step by step, and both must come to
// the same people. Nothing here assumes it: both are asked, and compared.

type Wheel = {
  speed: { from: string; to: string; spells: number; moved: number }[] | null
  cohort: { arrived: number; prospect: number; customer: number; promoter: number }
}
type Funnel = { steps: { people: number }[] | null }

/** The steps of the funnel of the wheel, in its order. */
export const wheelSteps = '→stranger, →prospect, →customer, →promoter'

/** One place where both views count the same people. */
export type Knot = { from: string; to: string; funnel: number; wheel: number }

/** The cohort's stages in both views: of those who arrived, who ever came so far. */
export function cohortKnots({ cohort }: Wheel, funnel: Funnel): Knot[] {
  const counts = [cohort.arrived, cohort.prospect, cohort.customer, cohort.promoter]
  const names = ['stranger', 'prospect', 'customer', 'promoter']
  return names.map((to, k) => ({ from: 'stranger', to, funnel: funnel.steps?.[k]?.people ?? 0, wheel: counts[k]! }))
}

/** Every arrow in both views; funnels come in the order of the wheel's arrows. */
export function arrowKnots({ speed }: Wheel, funnels: Funnel[]): Knot[] {
  return (speed ?? []).map(({ from, to, moved }, i) => ({ from, to, funnel: funnels[i]?.steps?.[1]?.people ?? 0, wheel: moved }))
}

export const tied = (knots: Knot[]): boolean => knots.every((k) => k.funnel === k.wheel)
