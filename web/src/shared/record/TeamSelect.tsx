import { Select, type SelectProps } from '@mantine/core'
import { useWords } from '../language'
import { useRecords } from '../queries'
import { teamList } from './operations'
import * as words from './words'

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** A team's id, tea_…; empty: none. */
  value?: string | null
  onChange: (team: string | null, name?: string) => void
  name?: string
}

/** Chooses a team. */
export function TeamSelect({ value, onChange, name, ...rest }: Props) {
  const w = useWords(words)
  const { data } = useRecords('teams', teamList)
  const all = (data?.teams ?? []).map((t) => ({ value: t.id, label: t.name }))
  if (value && !all.some((t) => t.value === value)) all.push({ value, label: name ?? value })
  return <Select searchable clearable placeholder={w.choose} {...rest} data={all} value={value ?? null} onChange={(team, option) => onChange(team, option?.label)} />
}
