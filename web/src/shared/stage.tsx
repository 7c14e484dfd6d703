import { useWords } from './language'

export type Stage = 'stranger' | 'prospect' | 'customer' | 'promoter' | 'dormant'

/** The stages in the order of the wheel; the last is where people fall asleep. */
export const stages: Stage[] = ['stranger', 'prospect', 'customer', 'promoter', 'dormant']

const en: Record<Stage, string> = {
  stranger: 'Stranger',
  prospect: 'Prospect',
  customer: 'Customer',
  promoter: 'Promoter',
  dormant: 'Dormant',
}
const vi: Record<Stage, string> = {
  stranger: 'Người lạ',
  prospect: 'Khách hàng tiềm năng',
  customer: 'Khách hàng',
  promoter: 'Người quảng bá',
  dormant: 'Ngủ quên',
}

/** The stages' names in the language shown. */
export const useStages = () => useWords({ en, vi })

/** A stage has the colour of the segment that brings people into it. */
export const stageColour: Record<Stage, string> = {
  stranger: 'var(--stranger)',
  prospect: 'var(--attract)',
  customer: 'var(--engage)',
  promoter: 'var(--delight)',
  dormant: 'var(--dormant)',
}

/** A stage as a word with its colour beside it, so that neither has to be read alone. */
export function StageMark({ stage }: { stage: string }) {
  const name = useStages()[stage as Stage]
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: '0.45em', whiteSpace: 'nowrap' }}>
      <span
        aria-hidden
        style={{
          width: '0.6em',
          height: '0.6em',
          borderRadius: '50%',
          flex: 'none',
          background: stage === 'dormant' ? 'transparent' : stageColour[stage as Stage],
          border: stage === 'dormant' ? '2px solid var(--dormant)' : undefined,
        }}
      />
      {name}
    </span>
  )
}
