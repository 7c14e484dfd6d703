import { Loader, Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useWords } from '../language'
import { useRecords } from '../queries'
import type { RecordType } from './field'
import { recordFind } from './operations'
import * as words from './words'

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'type'> {
  /** Of which records; left out: of any, or one named by its id. */
  type?: RecordType
  value?: { id: string; name: string } | null
  onChange: (chosen: { id: string; name: string } | null) => void
}

const everyType = 'people,companies,products,orders'
const anId = /^[a-z]{2,4}_[0-9A-Z]{8,}$/

/** Chooses one record by what one knows of it. */
export function RecordSelect({ type, value, onChange, ...rest }: Props) {
  const w = useWords(words)
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 150)
  const wanted = q !== '' && q !== value?.name
  const found = useRecords('search', recordFind, { q, types: type ?? everyType, limit: 8 }, { enabled: wanted })
  const results = (wanted && found.data?.results) || []
  const items = results.map((r) => ({ value: r.id, label: r.name || r.id, detail: r.detail }))
  if (!type && anId.test(q)) items.push({ value: q, label: q, detail: '' })
  if (value && !items.some((i) => i.value === value.id)) items.unshift({ value: value.id, label: value.name, detail: undefined })
  return (
    <Select searchable clearable filter={({ options }) => options} placeholder={w.found} nothingFoundMessage={q ? w.notFound : w.found} {...rest}
      data={items} value={value?.id ?? null} onSearchChange={setTyped} rightSection={found.isFetching ? <Loader size={14} /> : undefined}
      onChange={(id) => onChange(id ? { id, name: items.find((i) => i.value === id)?.label ?? id } : null)}
      renderOption={({ option }) => <span className="picker-option"><span>{option.label}</span><small>{items.find((i) => i.value === option.value)?.detail}</small></span>} />
  )
}
