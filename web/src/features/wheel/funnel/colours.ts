import { stageColour } from '../../../shared/stage'
import { isStage, type Step } from '../../../shared/steps'

const ofMeaning: Record<string, string> = {
  seen: 'var(--attract)',
  lead: 'var(--attract)',
  purchase: 'var(--engage)',
  usage: 'var(--delight)',
  advocacy: 'var(--delight)',
}

/** A step has the colour of the wheel's segment it belongs to, grey where it belongs to none. */
export function stepColour(step: Step, meanings: Map<string, string | null>): string {
  if (isStage(step)) return step.stage === 'stranger' ? 'var(--attract)' : stageColour[step.stage]
  return ofMeaning[meanings.get(step.event) ?? ''] ?? 'var(--stranger)'
}
