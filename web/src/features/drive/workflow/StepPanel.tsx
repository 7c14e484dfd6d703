import { Button, Checkbox, Group, NumberInput, Select, SegmentedControl, Text, TextInput } from '@mantine/core'
import { Fragment } from 'react'
import { useWords } from '../../../shared/language'
import { useLabel } from '../../../shared/record/field'
import { ActionFields, PersonField } from '../../../shared/action/ActionFields'
import { change, type Definition, leadsTo, lead, type Node, nodeOf, pruned, waysOf } from './definition'
import { useDescribe } from './describe'
import { EventSelect } from '../../../shared/action/EventSelect'
import { LengthInput } from './LengthInput'
import { Paths } from './Paths'
import { useActions } from './queries'
import * as words from './stepWords'
import styles from './workflow.module.css'

export interface PanelProps {
  definition: Definition
  /** Undefined: only to be looked at. */
  put?: (d: Definition) => void
  /** What is wrong at a field of a node or trigger; empty: at it itself. */
  wrong: (place: string, field: string) => string | undefined
}

/** What can be said of one step. */
export function StepPanel({ id, definition: d, put, wrong, remove, close }: PanelProps & { id: string; remove: () => void; close: () => void }) {
  const w = useWords(words)
  const label = useLabel()
  const describe = useDescribe()
  const actions = useActions()
  const node = nodeOf(d, id)
  if (!node) return null
  const set = (part: Partial<Node>) => put?.(change(d, id, (n) => ({ ...n, ...part })))
  const at = (field: string) => wrong(id, field)
  const disabled = !put
  const action = actions.find((a) => a.kind === node.action)
  const targets = d.nodes.filter((n) => n.id !== id).map((n) => ({ value: n.id, label: describe.whole(n) }))
  return (
    <div className={styles.side}>
      {at('') && <Text size="sm" c="var(--bad)" role="alert">{at('')}</Text>}
      <TextInput label={w.stepName} description={w.stepNameHint} maxLength={120} disabled={disabled} value={node.name ?? ''} onChange={(e) => set({ name: e.currentTarget.value || undefined })} />
      {node.kind === 'wait' && <WaitFields node={node} set={set} at={at} disabled={disabled} />}
      {node.kind === 'await' && (
        <>
          <EventSelect value={node.event ?? ''} change={(event) => set({ event })} error={at('event')} disabled={disabled} />
          <TextInput label={w.if} placeholder={w.ifHint} spellCheck={false} disabled={disabled} value={node.if ?? ''} error={at('if')} onChange={(e) => set({ if: e.currentTarget.value || undefined })} />
          <LengthInput label={w.atMost} disabled={disabled} value={node.for} error={at('for')} change={(length) => set({ for: length })} />
        </>
      )}
      {(node.kind === 'branch' || node.kind === 'split') && <Paths node={node} set={set} error={at('paths')} disabled={disabled} />}
      {node.kind === 'action' && (
        <>
          <Select label={w.kinds.action} allowDeselect={false} disabled={disabled} error={at('action')} value={node.action ?? null} data={actions.map((a) => ({ value: a.kind, label: label(a) }))} onChange={(kind) => kind !== node.action && set({ action: kind ?? undefined, with: {} })} />
          {action && label({ label: action.help }) && <Text size="sm" c="dimmed">{label({ label: action.help })}</Text>}
          {action && <ActionFields action={action} said={node.with ?? {}} say={(said) => set({ with: said })} wrong={at} disabled={disabled} />}
        </>
      )}
      <div className={styles.box}>
        {waysOf(node).map((way) => (
          <Fragment key={way.slot}>
            <Select size="xs" label={`${describe.way(d, way) ? `${describe.way(d, way)} → ` : ''}${w.goesTo}`} allowDeselect={false} searchable disabled={disabled} data={targets} value={leadsTo(d, way) || null} error={at('next')}
              onChange={(to) => to && put?.(pruned(lead(d, way, to)))} />
          </Fragment>
        ))}
      </div>
      <Group justify="space-between">
        {put ? <Button variant="subtle" color="red" size="xs" onClick={remove}>{w.remove}</Button> : <span />}
        <Button size="xs" onClick={close}>{w.done}</Button>
      </Group>
    </div>
  )
}

function WaitFields({ node, set, at, disabled }: { node: Node; set: (part: Partial<Node>) => void; at: (field: string) => string | undefined; disabled: boolean }) {
  const w = useWords(words)
  const by = node.field !== undefined ? 'field' : node.hour !== undefined ? 'hour' : 'for'
  const none = { for: undefined, hour: undefined, working: undefined, field: undefined, shift: undefined, else: undefined }
  const first = { for: { for: '1d' }, hour: { hour: '09:00' }, field: { field: '' } }
  return (
    <>
      <SegmentedControl size="xs" fullWidth aria-label={w.waitFor} disabled={disabled} orientation="vertical" value={by} data={(['for', 'hour', 'field'] as const).map((value) => ({ value, label: w.waits[value] }))} onChange={(to) => set({ ...none, ...first[to as keyof typeof first] })} />
      {by === 'for' && <LengthInput label={w.length} disabled={disabled} value={node.for} error={at('for')} change={(length) => set({ for: length })} />}
      {by === 'field' && <PersonField days label={w.field} required value={node.field ?? ''} error={at('field')} disabled={disabled} say={(field) => set({ field: String(field ?? '') })} />}
      {by === 'field' && <NumberInput label={w.shift} description={w.shiftHint} min={-1000} max={1000} allowDecimal={false} disabled={disabled} value={node.shift ?? 0} onChange={(n) => set({ shift: Number(n) || undefined })} />}
      {by !== 'for' && <TextInput type="time" label={w.hour} disabled={disabled} value={node.hour ?? ''} error={at('hour')} onChange={(e) => set({ hour: e.currentTarget.value || (by === 'hour' ? '' : undefined) })} />}
      {by === 'hour' && <Checkbox label={w.working} disabled={disabled} checked={!!node.working} onChange={(e) => set({ working: e.currentTarget.checked || undefined })} />}
      {by === 'field' && <Checkbox label={w.otherwise} disabled={disabled} checked={!!node.else} onChange={(e) => set({ else: e.currentTarget.checked ? node.next : undefined })} />}
    </>
  )
}
