import { MultiSelect, Select } from '@mantine/core'
import { DayInput } from '../DayInput'
import { useLanguage, useWords } from '../language'
import { type Field, inLanguage } from '../record/field'
import { FieldInput } from '../record/FieldInput'
import { UserSelect } from '../record/UserSelect'
import { stages, useStages } from '../stage'
import type { Op } from './condition'
import styles from './condition.module.css'
import * as words from './words'

interface Props {
  field: Field
  op: Op
  values: string[]
  change: (values: string[]) => void
}

const times = ['today', 'yesterday', 'this_week', 'last_week', 'this_month', 'last_month', 'this_year', '-7d', '-14d', '-30d', '-60d', '-90d', '-180d', '-365d', '+7d', '+30d']

/** With what a field is compared: as its kind wants it, with times reckoned from today and with whoever looks. */
export function Constant({ field, op, values, change }: Props) {
  const w = useWords(words)
  const { language } = useLanguage()
  const stage = useStages()
  const value = values[0] ?? ''
  const one = (v: unknown) => change([v === null || v === undefined ? '' : String(v)])
  const options = field.key === 'stage' ? stages.map((s) => ({ value: s as string, label: stage[s] })) : (field.options ?? []).map((o) => ({ value: o.key, label: inLanguage(o.label, language) }))
  const same = { size: 'xs' as const, className: styles.controlValue, 'aria-label': w.pickValue, placeholder: w.pickValue }
  switch (field.kind) {
    case 'choice': case 'choices':
      return op === 'in' ? <MultiSelect {...same} searchable data={options} value={values.filter(Boolean)} onChange={change} /> : <Select {...same} searchable data={options} value={value || null} onChange={one} allowDeselect={false} />
    case 'boolean': return <Select {...same} data={[{ value: 'yes', label: w.yes }, { value: 'no', label: w.no }]} value={value || null} onChange={one} allowDeselect={false} />
    case 'date': case 'instant': return <Times value={value} change={one} />
    case 'user': return <UserSelect {...same} also={[{ value: 'me', label: w.whoLooks }]} value={value || null} onChange={one} />
    case 'tags': return <FieldInput field={{ ...field, kind: 'tags' }} bare size="xs" value={value ? [value] : []} onChange={(tags) => one((tags as string[]).at(-1))} />
    case 'number': case 'money': return <span className={styles.controlValue}><FieldInput field={field} bare size="xs" value={value === '' ? null : Number(value)} onChange={(v) => v !== undefined && one(v)} /></span>
    case 'team': case 'person': case 'company': case 'product': return <span className={styles.controlValue}><FieldInput field={field} bare size="xs" value={value || null} onChange={one} /></span>
    default: return <span className={styles.controlValue}><FieldInput field={{ ...field, kind: 'text' }} bare size="xs" value={value} onChange={one} /></span>
  }
}

/** A time by what people call it, so that a saved list moves along; or a day. */
function Times({ value, change }: { value: string; change: (value: string) => void }) {
  const w = useWords(words)
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value)
  const known = times.includes(value) || day || value === '' ? times : [...times, value]
  return (
    <>
      <Select size="xs" w={190} aria-label={w.pickTime} placeholder={w.pickTime} allowDeselect={false} searchable value={day ? 'day' : value || null} data={[...known.map((t) => ({ value: t, label: w.time(t) })), { value: 'day', label: w.aDay }]}
        onChange={(t) => t && change(t === 'day' ? new Date().toISOString().slice(0, 10) : t)} />
      {day && <DayInput size="xs" w={130} aria-label={w.aDay} value={value} onChange={change} />}
    </>
  )
}
