import { ActionIcon, Autocomplete, Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../../shared/language'
import { type Condition, type Filter, operators, type Operator, readFilter, writeFilter } from './filter'
import * as words from './words'

interface Props {
  label: string
  where: string
  /** Those the event has been seen with. */
  properties: string[]
  change: (where: string) => void
}

const blank: Condition = { field: '', op: '=', values: [''] }

/** The condition of one step: rows where rows can hold it, else text. */
export function FilterEditor({ label, where, properties, change }: Props) {
  const read = readFilter(where)
  const [asText, setAsText] = useState(read === null)
  return (
    <fieldset className="filter">
      <legend>{label}</legend>
      {asText || !read ? (
        <AsText where={where} complex={read === null} change={change} toRows={() => setAsText(false)} />
      ) : (
        <Rows filter={read} properties={properties} change={(filter) => change(writeFilter(filter))} toText={() => setAsText(true)} />
      )}
    </fieldset>
  )
}

function AsText({ where, complex, change, toRows }: { where: string; complex: boolean; change: (where: string) => void; toRows: () => void }) {
  const w = useWords(words)
  const [text, setText] = useState(where)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    change(text.trim())
  }
  return (
    <form onSubmit={submit}>
      <TextInput size="xs" value={text} onChange={(e) => setText(e.target.value)} spellCheck={false} aria-label={w.asText} placeholder="total >= 100000 and coupon = TET" />
      {complex && <Text size="xs" c="dimmed">{w.complex}</Text>}
      <Group gap="xs" mt={6}>
        <Button type="submit" size="compact-xs">{w.apply}</Button>
        {!complex && <Button variant="subtle" color="gray" size="compact-xs" onClick={toRows}>{w.asRows}</Button>}
      </Group>
    </form>
  )
}

interface RowsProps {
  filter: Filter
  properties: string[]
  change: (filter: Filter) => void
  toText: () => void
}

function Rows({ filter, properties, change, toText }: RowsProps) {
  const w = useWords(words)
  const [draft, setDraft] = useState<Filter>(filter.conditions.length ? filter : { ...filter, conditions: [blank] })
  const set = (conditions: Condition[]) => setDraft({ ...draft, conditions })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    change({ ...draft, conditions: draft.conditions.filter((c) => c.field.trim() !== '') })
  }
  const joined = draft.conditions.length > 1
  return (
    <form onSubmit={submit}>
      {joined && (
        <NativeSelect size="xs" maw={200} mb={6} aria-label={w.onlyIf} value={draft.join} onChange={(e) => setDraft({ ...draft, join: e.target.value as Filter['join'] })}
          data={[{ value: 'and', label: w.fits.and }, { value: 'or', label: w.fits.or }]} />
      )}
      {draft.conditions.map((condition, i) => (
        <Row key={i} condition={condition} properties={properties} change={(c) => set(draft.conditions.with(i, c))} remove={() => set(draft.conditions.filter((_, at) => at !== i))} />
      ))}
      <Group gap="xs" mt={6}>
        <Button type="submit" size="compact-xs">{w.apply}</Button>
        <Button variant="subtle" size="compact-xs" onClick={() => set([...draft.conditions, blank])}>+ {w.addCondition}</Button>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={toText}>{w.asText}</Button>
      </Group>
    </form>
  )
}

function Row({ condition, properties, change, remove }: { condition: Condition; properties: string[]; change: (c: Condition) => void; remove: () => void }) {
  const w = useWords(words)
  const { field, op, values } = condition
  const many = op === 'in'
  const none = op === 'exists' || op === 'missing'
  const setOp = (next: Operator) => change({ ...condition, op: next, values: next === 'exists' || next === 'missing' ? [] : values.length ? values : [''] })
  const setValue = (text: string) => change({ ...condition, values: many ? text.split(',').map((v) => v.trim()) : [text] })
  return (
    <div className="filter-row">
      <Autocomplete size="xs" aria-label={w.property} placeholder={w.property} value={field} onChange={(next) => change({ ...condition, field: next })} data={properties} limit={100} />
      <NativeSelect size="xs" aria-label={w.operator} value={op} onChange={(e) => setOp(e.target.value as Operator)} data={operators.map((o) => ({ value: o, label: w.operators[o] }))} />
      {none ? <span /> : <TextInput size="xs" aria-label={many ? w.values : w.value} placeholder={many ? w.values : w.value} value={values.join(', ')} onChange={(e) => setValue(e.target.value)} />}
      <ActionIcon variant="subtle" color="gray" size="sm" onClick={remove} aria-label={w.removeCondition}>✕</ActionIcon>
    </div>
  )
}
