import { ActionIcon, Button, Menu, Select } from '@mantine/core'
import { Icon } from '../Icon'
import { useWords } from '../language'
import type { Field, RecordType } from '../record/field'
import type { Group, Node } from './condition'
import { ConditionRow } from './ConditionRow'
import styles from './condition.module.css'
import * as words from './words'

interface Props {
  type: RecordType
  fields: Field[]
  group: Group
  change: (group: Group) => void
  remove?: () => void
}

/** Conditions that must all hold, or any of which; groups within groups. */
export function GroupEditor({ type, fields, group, change, remove }: Props) {
  const w = useWords(words)
  const put = (i: number, part: Node | undefined) => change({ ...group, parts: part ? group.parts.with(i, part) : group.parts.toSpliced(i, 1) })
  const add = (part: Node) => change({ ...group, parts: [...group.parts, part] })
  return (
    <div className={styles.group} role="group" aria-label={w.joined[group.kind]}>
      {(group.parts.length > 1 || remove) && (
        <div className={styles.joined}>
          <Select size="xs" w={190} allowDeselect={false} aria-label={w.joining} value={group.kind} data={[{ value: 'and', label: w.joined.and }, { value: 'or', label: w.joined.or }]} onChange={(kind) => change({ ...group, kind: kind as Group['kind'] })} />
          {remove && <ActionIcon variant="subtle" color="gray" aria-label={w.groupRemove} title={w.groupRemove} onClick={remove}><Icon name="close" size={16} /></ActionIcon>}
        </div>
      )}
      {group.parts.map((part, i) =>
        part.kind === 'and' || part.kind === 'or'
          ? <GroupEditor key={i} type={type} fields={fields} group={part} change={(g) => put(i, g)} remove={() => put(i, undefined)} />
          : <ConditionRow key={i} type={type} fields={fields} node={part} change={(n) => put(i, n)} remove={() => put(i, undefined)} />)}
      <div className={styles.joined}>
        <AddCondition type={type} add={add} />
        {group.parts.length > 0 && <Button size="compact-sm" variant="subtle" onClick={() => add({ kind: group.kind === 'and' ? 'or' : 'and', parts: [blank()] })}>{w.groupAdd}</Button>}
      </div>
    </div>
  )
}

const blank = (): Node => ({ kind: 'compare', field: '', op: '=', values: [''] })

/** What a condition may be about. */
function AddCondition({ type, add }: { type: RecordType; add: (part: Node) => void }) {
  const w = useWords(words)
  const kinds: { label: string; make: () => Node }[] = [
    { label: w.aField, make: blank },
    ...(type === 'people' ? [
      { label: w.aDeed, make: (): Node => ({ kind: 'did', event: '', within: '30d', op: '>=', times: 1 }) },
      { label: w.noDeed, make: (): Node => ({ kind: 'not', of: { kind: 'did', event: '', within: '30d', op: '>=', times: 1 } }) },
      { label: w.lastDeed, make: (): Node => ({ kind: 'when', first: false, event: '', op: '<', value: '-30d' }) },
      { label: w.aSum, make: (): Node => ({ kind: 'sum', event: 'Order Completed', within: '90d', property: 'value', op: '>=', value: '' }) },
      { label: w.aConsent, make: (): Node => ({ kind: 'compare', field: 'consent.email.marketing', op: '=', values: ['given'] }) },
      { label: w.aDeal, make: (): Node => ({ kind: 'deal', of: { kind: 'and', parts: [{ kind: 'compare', field: 'state', op: '=', values: ['open'] }] } }) },
      { label: w.noDeal, make: (): Node => ({ kind: 'not', of: { kind: 'deal', of: { kind: 'and', parts: [{ kind: 'compare', field: 'state', op: '=', values: ['open'] }] } } }) },
      { label: w.aSegment, make: (): Node => ({ kind: 'segment', id: '' }) },
      { label: w.aBucket, make: (): Node => ({ kind: 'bucket', seed: crypto.randomUUID().slice(0, 8), from: 0, to: 10 }) },
    ] : []),
  ]
  if (kinds.length === 1) return <Button size="compact-sm" variant="light" onClick={() => add(blank())}>{w.conditionAdd}</Button>
  return (
    <Menu position="bottom-start">
      <Menu.Target><Button size="compact-sm" variant="light">{w.conditionAdd}</Button></Menu.Target>
      <Menu.Dropdown>{kinds.map((k) => <Menu.Item key={k.label} onClick={() => add(k.make())}>{k.label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  )
}
