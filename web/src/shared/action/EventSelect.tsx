import { Autocomplete } from '@mantine/core'
import { useEventNames } from '../EventPicker'
import { useEventName } from '../eventName'
import { useWords } from '../language'
import * as words from './words'

/** What the product tells of by itself, before it has. */
const told = ['Lead Captured', 'Form Submitted', 'Email Opened', 'Email Link Clicked', 'Unsubscribed', 'Order Completed', 'Call Made', 'Page Viewed']

interface Props { label?: string; value: string; change: (event: string) => void; error?: string; disabled?: boolean }

/** The name of an event: one that was seen, one the product will tell of, or another. */
export function EventSelect({ label, value, change, error, disabled }: Props) {
  const w = useWords(words)
  const named = useEventName()
  const seen = (useEventNames().data?.names ?? []).map((n) => n.name)
  const all = [...new Set([...seen, ...told])]
  return (
    <Autocomplete label={label ?? w.event} placeholder={w.pickEvent} disabled={disabled} error={error} value={value} data={all} limit={200} onChange={change}
      renderOption={({ option }) => <span className="picker-option"><span>{named(option.value)}</span>{named(option.value) !== option.value && <small>{option.value}</small>}</span>} />
  )
}
