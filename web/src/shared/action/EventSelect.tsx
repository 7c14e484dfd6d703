import { Autocomplete } from '@mantine/core'
import { useEventChoices } from '../EventPicker'
import { useEventName } from '../eventName'
import { useWords } from '../language'
import * as words from './words'

interface Props { label?: string; value: string; change: (event: string) => void; error?: string; disabled?: boolean }

/** The name of an event: one that was seen, one the product will tell of, or another. */
export function EventSelect({ label, value, change, error, disabled }: Props) {
  const w = useWords(words)
  const named = useEventName()
  const all = useEventChoices().map((c) => c.value)
  return (
    <Autocomplete label={label ?? w.event} placeholder={w.pickEvent} disabled={disabled} error={error} value={value} data={all} limit={200} onChange={change}
      renderOption={({ option }) => <span className="picker-option"><span>{named(option.value)}</span>{named(option.value) !== option.value && <small>{option.value}</small>}</span>} />
  )
}
