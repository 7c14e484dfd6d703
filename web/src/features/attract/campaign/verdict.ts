import type { CampaignResult } from '../../../shared/client'

export interface Verdict {
  arm: string
  kind: 'known' | 'less' | 'unknown'
  difference: number
  /** The smallest difference that would show; null: none would. */
  detectable: number | null
}

/** What can be said of each arm's lift, once it may be read; nothing before, or where chance did not make the arms. */
export function verdicts(r: CampaignResult): Verdict[] {
  if (!r.final || !r.lift.sample_ratio.ok) return []
  return r.lift.arms.flatMap((a) => {
    if (!a.lift) return []
    const kind = !a.lift.known ? 'unknown' : a.lift.difference > 0 ? 'known' : 'less'
    return [{ arm: a.arm, kind, difference: a.lift.difference, detectable: a.lift.detectable ?? null } as Verdict]
  })
}
