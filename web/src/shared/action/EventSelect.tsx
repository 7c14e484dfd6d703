import { Select } from '@mantine/core'
import { useState } from 'react'
import { alsoByValue, useEventChoices } from '../EventPicker'
import { fold } from '../fold'
import { useWords } from '../language'
import * as words from './words'

interface Props { label?: string; value: string; change: (event: string) => void; error?: string; disabled?: boolean }

/** The name of an event: one that was seen, one the product will tell of, or, where what is typed is none of them, another. */
export function EventSelect({ label, value, change, error, disabled }: Props) {
  const w = useWords(words)
  const [typed, type] = useState('')
  const known = useEventChoices(value)
  const name = typed.trim()
  const another = name !== '' && !known.some((c) => fold(c.label) === fold(name) || fold(c.value) === fold(name))
  return (
    <Select label={label ?? w.event} placeholder={w.pickEvent} searchable clearable allowDeselect={false} selectFirstOptionOnChange limit={200} filter={alsoByValue} disabled={disabled} error={error}
      value={value || null} data={another ? [...known, { value: name, label: name }] : known} onSearchChange={type} onChange={(event) => change(event ?? '')}
      renderOption={({ option }) => (another && option.value === name ? w.anotherEvent(name)
        : <span className="picker-option"><span>{option.label}</span>{option.label !== option.value && <small>{option.value}</small>}</span>)} />
  )
}
