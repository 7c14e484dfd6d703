import { Select, type SelectProps } from '@mantine/core'
import { userList } from '../client'
import { useWords } from '../language'
import { useRecords } from '../queries'
import { useMay, useSession } from '../session'
import * as words from './words'

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** A user's id, usr_…; empty: nobody. */
  value?: string | null
  onChange: (user: string | null, name?: string) => void
  /** Who has it now, for those who may not see all users. */
  name?: string
  /** What can be chosen besides. */
  also?: { value: string; label: string }[]
}

/** Chooses who is in charge; oneself stands first. */
export function UserSelect({ value, onChange, name, also = [], ...rest }: Props) {
  const w = useWords(words)
  const may = useMay()
  const me = useSession()?.user
  const { data } = useRecords('users', userList, undefined, { enabled: may('users:read') })
  const others = (data?.users ?? []).filter((u) => u.id !== me?.id).map((u) => ({ value: u.id, label: u.name }))
  const all = [...also, ...(me ? [{ value: me.id, label: `${me.name} (${w.me})` }] : []), ...others]
  if (value && !all.some((u) => u.value === value)) all.push({ value, label: name ?? value })
  return <Select searchable clearable placeholder={w.nobody} {...rest} data={all} value={value || null} onChange={(user, option) => onChange(user, user === me?.id ? me?.name : option?.label)} />
}
