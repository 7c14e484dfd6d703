import type { CampaignResult } from '../client'

/** How the arms of an experiment stand, in which chance decided who was treated how. */
export type Arms = Pick<CampaignResult, 'lift' | 'final' | 'final_at' | 'so_far'>

export interface Verdict {
  arm: string
  kind: 'known' | 'less' | 'unknown'
  difference: number
  /** The smallest difference that would show; null: none would. */
  detectable: number | null
}

/** What can be said of each arm's lift, once it may be read; nothing before, or where chance did not make the arms. */
export function verdicts(r: Arms): Verdict[] {
  if (!r.final || !r.lift.sample_ratio.ok) return []
  return r.lift.arms.flatMap((a) => {
    if (!a.lift) return []
    const kind = !a.lift.known ? 'unknown' : a.lift.difference > 0 ? 'known' : 'less'
    return [{ arm: a.arm, kind, difference: a.lift.difference, detectable: a.lift.detectable ?? null } as Verdict]
  })
}
