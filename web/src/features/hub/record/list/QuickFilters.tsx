import { type Group, readGroup, writeCondition } from '../../../../shared/condition/condition'
import { useWords } from '../../../../shared/language'
import { type Field, inLanguage } from '../../../../shared/record/field'
import { StageMark, stages } from '../../../../shared/stage'
import { useFormat } from '../../../../shared/format'
import styles from './list.module.css'
import type { ListState } from './useList'
import * as words from './words'

/** The narrowings one wants all day, at one press: mine, and where people or orders stand. */
export function QuickFilters({ list }: { list: ListState }) {
  const w = useWords(words)
  const { language } = useFormat()
  const group = readGroup(list.where ?? '')
  if (!group || group.kind === 'or') return null
  const field = list.all.find((f) => f.key === standing[list.type])
  const options = field?.key === 'stage' ? stages.map((key) => ({ key: key as string, shown: <StageMark stage={key} /> })) : (field?.options ?? []).map((o) => ({ key: o.key, shown: inLanguage(o.label, language) }))
  const press = (key: string, value: string) => list.go({ where: writeCondition(toggled(group, key, value)) }, true)
  return (
    <div className={styles.quick} role="group" aria-label={w.quick}>
      <button type="button" aria-pressed={valueOf(group, 'owner') === 'me'} onClick={() => press('owner', 'me')}>{w.mine}</button>
      {field && options.map((o) => <button type="button" key={o.key} aria-pressed={valueOf(group, field.key) === o.key} onClick={() => press(field.key, o.key)}>{o.shown}</button>)}
    </div>
  )
}

const standing: Partial<Record<string, Field['key']>> = { people: 'stage', orders: 'status', products: 'kind', companies: 'size' }

const at = (group: Group, field: string) => group.parts.findIndex((p) => p.kind === 'compare' && p.field === field && p.op === '=')

function valueOf(group: Group, field: string): string | undefined {
  const part = group.parts[at(group, field)]
  return part?.kind === 'compare' ? part.values[0] : undefined
}

/** The group with a field held to a value, or no longer where it was. */
function toggled(group: Group, field: string, value: string): Group {
  const i = at(group, field)
  if (i < 0) return { ...group, parts: [...group.parts, { kind: 'compare', field, op: '=', values: [value] }] }
  if (valueOf(group, field) === value) return { ...group, parts: group.parts.toSpliced(i, 1) }
  return { ...group, parts: group.parts.with(i, { kind: 'compare', field, op: '=', values: [value] }) }
}
