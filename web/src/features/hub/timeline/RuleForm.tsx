import { ActionIcon, Autocomplete, Button, Group, NativeSelect, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useEventNames } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import { useMeanings } from '../../../shared/meaning'
import styles from './catalogue.module.css'
import { type Condition, constant, meanings, operators, type Rule } from './rules'
import * as words from './words'

interface Props {
  rule: Rule
  set: (rule: Rule) => void
  done: () => void
}

/** One rule, open for editing. Changes show at once in its line. */
export function RuleForm({ rule, set, done }: Props) {
  const w = useWords(words)
  const names = useEventNames().data?.names ?? []
  const meaning = useMeanings()
  const where = rule.where ?? []
  const properties = names.find((n) => n.name === rule.event)?.properties ?? []
  const setCondition = (at: number, c: Condition) => set({ ...rule, where: where.map((old, i) => (i === at ? c : old)) })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    done()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <Autocomplete label={w.catalogue.event} data={[...new Set(names.map((n) => n.name))]} value={rule.event} onChange={(event) => set({ ...rule, event })} maxLength={500} flex="1 1 220px" data-autofocus autoFocus={!rule.event} limit={30} />
        <NativeSelect label={w.catalogue.meaning} value={rule.meaning} onChange={(e) => set({ ...rule, meaning: e.currentTarget.value })} flex="1 1 240px"
          data={meanings.map((m) => ({ value: m, label: m ? `${meaning[m]} – ${w.means[m]}` : w.means.none }))} />
      </Group>
      {where.map((c, i) => (
        <ConditionFields key={i} condition={c} properties={properties ?? []} set={(next) => setCondition(i, next)}
          remove={() => set({ ...rule, where: where.filter((_, at) => at !== i) })} />
      ))}
      <Group gap="xs" mt="sm">
        <Button variant="default" size="xs" onClick={() => set({ ...rule, where: [...where, { property: '', operator: '=', value: '' }] })}>{w.catalogue.addCondition}</Button>
        <Button type="submit" variant="light" size="xs">{w.catalogue.ready}</Button>
      </Group>
    </form>
  )
}

interface ConditionProps {
  condition: Condition
  properties: string[]
  set: (c: Condition) => void
  remove: () => void
}

function ConditionFields({ condition: c, properties, set, remove }: ConditionProps) {
  const w = useWords(words)
  return (
    <Group gap="xs" mt="xs" align="center" wrap="nowrap" className={styles.condition}>
      <span className={styles.hint}>{w.catalogue.where}</span>
      <Autocomplete size="sm" aria-label={w.catalogue.property} placeholder={w.catalogue.property} data={properties} value={c.property} onChange={(property) => set({ ...c, property })} />
      <NativeSelect size="sm" aria-label={w.catalogue.operator} value={c.operator} data={operators.map((o) => ({ value: o, label: w.operators[o] }))}
        onChange={(e) => set(withOperator(c, e.currentTarget.value))} />
      {c.operator !== 'exists' && <TextInput size="sm" aria-label={w.catalogue.value} placeholder={w.catalogue.value} value={String(c.value ?? '')} onChange={(e) => set({ ...c, value: constant(e.currentTarget.value) })} />}
      <ActionIcon variant="subtle" color="gray" aria-label={w.catalogue.removeCondition} onClick={remove}>✕</ActionIcon>
    </Group>
  )
}

/** exists compares with nothing. */
function withOperator(c: Condition, operator: string): Condition {
  return operator === 'exists' ? { property: c.property, operator } : { ...c, operator, value: c.value ?? '' }
}
