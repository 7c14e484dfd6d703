import { useWords } from './language'

const en: Record<string, string> = {
  seen: 'seen',
  lead: 'lead',
  purchase: 'purchase',
  usage: 'usage',
  advocacy: 'advocacy',
  grievance: 'grievance',
  touch: 'touch',
  handoff: 'hand-off',
}
const vi: Record<string, string> = {
  seen: 'hoạt động',
  lead: 'để lại liên hệ',
  purchase: 'mua',
  usage: 'sử dụng',
  advocacy: 'nói tốt',
  grievance: 'không vui',
  touch: 'chạm tới',
  handoff: 'chuyển giao',
}

/** What events can mean, in the language shown. */
export const useMeanings = () => useWords({ en, vi })

/** A meaning has the colour of the stage it leads to; our own effort, which leads nowhere by itself, is a ring. */
export const meaningColour: Record<string, string> = {
  seen: 'var(--stranger)',
  lead: 'var(--attract)',
  purchase: 'var(--engage)',
  usage: 'var(--engage)',
  advocacy: 'var(--delight)',
  grievance: 'var(--bad)',
}

/** The dot of a meaning. */
export function MeaningDot({ meaning }: { meaning: string | null }) {
  const colour = meaningColour[meaning ?? '']
  return (
    <span
      aria-hidden
      style={{ width: 9, height: 9, flex: 'none', borderRadius: '50%', background: colour, border: colour ? undefined : '1.5px solid var(--line)' }}
    />
  )
}
