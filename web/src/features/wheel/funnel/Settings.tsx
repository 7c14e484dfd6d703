import { Autocomplete, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useEventNames } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import { useNarrow } from '../../../shared/PeriodBar'
import { orders, useFunnelSearch } from './search'
import { isStage, type Step } from '../../../shared/steps'
import * as words from './words'

const windows = ['1h', '1d', '7d', '14d', '30d', '90d']
const isWindow = (text: string) => /^[1-9]\d{0,8}[smhdw]$/.test(text)

/** How the steps must follow one another, and by what the result is split. */
export function Settings({ first }: { first?: Step }) {
  const w = useWords(words)
  const narrow = useNarrow()
  const { window, order, breakdown } = useFunnelSearch()
  const names = useEventNames().data?.names ?? []
  const properties = first && !isStage(first) ? (names.find((n) => n.name === first.event)?.properties ?? []) : []
  const set = (change: { window?: string; order?: string; breakdown?: string }) => narrow(change as never)
  return (
    <div className="funnel-settings">
      <NativeSelect size="xs" label={w.order} value={order ?? 'ordered'} data={orders.map((o) => ({ value: o, label: w.orders[o] }))}
        onChange={(e) => set({ order: e.target.value === 'ordered' ? undefined : e.target.value })} />
      <Committed key={`window ${window}`} label={w.window} hint={w.windowHint} placeholder={w.noWindow} value={window ?? ''} data={windows} wrong={w.windowWrong} fits={isWindow}
        commit={(text) => set({ window: text || undefined })} />
      {first && !isStage(first) && (
        <Committed key={`breakdown ${breakdown}`} label={w.breakdown} hint={w.breakdownHint} placeholder={w.nothing} value={breakdown ?? ''} data={properties}
          commit={(text) => set({ breakdown: text || undefined })} />
      )}
    </div>
  )
}

interface CommittedProps {
  label: string
  hint: string
  placeholder: string
  value: string
  data: string[]
  commit: (text: string) => void
  fits?: (text: string) => boolean
  wrong?: string
}

/** A text with suggestions that counts once it is chosen, entered or left. */
function Committed({ label, hint, placeholder, value, data, commit, fits = () => true, wrong }: CommittedProps) {
  const [draft, setDraft] = useState(value)
  const ok = draft.trim() === '' || fits(draft.trim())
  const done = (text: string) => {
    if (text.trim() !== value && (text.trim() === '' || fits(text.trim()))) commit(text.trim())
  }
  return (
    <Autocomplete size="xs" label={label} title={hint} placeholder={placeholder} value={draft} data={data} limit={100} clearable error={ok ? undefined : wrong}
      onChange={setDraft} onOptionSubmit={done} onBlur={() => done(draft)} onClear={() => done('')} onKeyDown={(e) => e.key === 'Enter' && done(draft)} />
  )
}
