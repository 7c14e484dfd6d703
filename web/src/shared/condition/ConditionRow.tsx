import { ActionIcon, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { Icon } from '../Icon'
import { purposeList } from '../client'
import { EventField } from '../EventPicker'
import { useWords } from '../language'
import { useRecords } from '../queries'
import { type Field, type RecordType, useFields, useLabel } from '../record/field'
import { allFields, foreseen, stale } from '../record/fields'
import { segmentList } from '../record/operations'
import { Constant } from './Constant'
import type { Node, Op } from './condition'
import { GroupEditor } from './GroupEditor'
import { opsOf } from './ops'
import styles from './condition.module.css'
import * as words from './words'

interface Props<N extends Node = Node> {
  type: RecordType
  fields: Field[]
  node: N
  change: (node: Node) => void
  remove: () => void
}

/** One condition with its controls. */
export function ConditionRow(props: Props) {
  const w = useWords(words)
  return (
    <div className={styles.condition}>
      <Controls {...props} />
      <ActionIcon variant="subtle" color="gray" aria-label={w.conditionRemove} title={w.conditionRemove} onClick={props.remove}><Icon name="close" size={16} /></ActionIcon>
    </div>
  )
}

function Controls(props: Props) {
  const w = useWords(words)
  const { node, change } = props
  switch (node.kind) {
    case 'compare': return node.field.startsWith('consent.') ? <ConsentControls {...props} node={node} /> : <FieldControls {...props} node={node} />
    case 'exists': return <FieldControls {...props} node={{ kind: 'compare', field: node.field, op: '=', values: [''] }} exists />
    case 'did': return <DeedControls {...props} node={node} />
    case 'when': return <WhenControls {...props} node={node} />
    case 'segment': return <SegmentControls {...props} node={node} />
    case 'sum': return <SumControls {...props} node={node} />
    case 'bucket': return <BucketControls {...props} node={node} />
    case 'deal': return <DealControls {...props} node={node} />
    case 'not':
      if (node.of.kind === 'did') return <DeedControls {...props} node={node.of} never change={(n) => change({ kind: 'not', of: n })} />
      if (node.of.kind === 'exists') return <FieldControls {...props} node={{ kind: 'compare', field: node.of.field, op: '=', values: [''] }} exists={false} />
      if (node.of.kind === 'deal') return <DealControls {...props} node={node.of} none change={(n) => change({ kind: 'not', of: n })} />
      return <><Switch checked readOnly label={w.not} onChange={() => change(node.of)} /><Controls {...props} node={node.of} change={(n) => change({ kind: 'not', of: n })} /></>
    default: return null
  }
}

type Compare = Extract<Node, { kind: 'compare' }>

/** A field, how it is compared, and with what. */
function FieldControls({ fields, node, change, exists }: Props<Compare> & { exists?: boolean }) {
  const w = useWords(words)
  const label = useLabel()
  const field = fields.find((f) => f.key === node.field)
  const how = exists === undefined ? node.op : exists ? 'exists' : 'missing'
  const compare = (key: string, op: string) => {
    const of = fields.find((f) => f.key === key)
    if (op === 'exists') return change({ kind: 'exists', field: key })
    if (op === 'missing') return change({ kind: 'not', of: { kind: 'exists', field: key } })
    const fits = !of ? '=' : node.field && opsOf(of).includes(op as Op) ? (op as Op) : opsOf(of)[0]!
    change({ kind: 'compare', field: key, op: fits, values: key === node.field && (fits === 'in') === (node.op === 'in') ? node.values : fits === 'in' ? [] : [''] })
  }
  return (
    <>
      <Select size="xs" searchable className={styles.controlField} placeholder={w.pickField} aria-label={w.pickField} allowDeselect={false} autoFocus={!node.field}
        value={node.field || null} data={fields.map((f) => ({ value: f.key, label: label(f) }))} onChange={(key) => key && compare(key, how)} />
      {field && <Select size="xs" className={styles.controlOp} aria-label={w.pickOp} allowDeselect={false} value={how}
        data={[...opsOf(field).map((op) => ({ value: op as string, label: w.opOf(op, field.kind) })), { value: 'exists', label: w.isThere }, { value: 'missing', label: w.isMissing }]} onChange={(op) => op && compare(node.field, op)} />}
      {field && exists === undefined && <Constant field={field} op={node.op} values={node.values} change={(values) => change({ ...node, values })} />}
      {foreseen.includes(field!) && <span className={styles.said}>{w.foreseenAge}</span>}
    </>
  )
}

type Did = Extract<Node, { kind: 'did' }>

function EventSelect({ event, change }: { event: string; change: (event: string) => void }) {
  const w = useWords(words)
  return <EventField size="xs" className={styles.controlField} placeholder={w.pickEvent} aria-label={w.pickEvent} value={event} change={change} />
}

const lengths = ['', '1d', '7d', '14d', '30d', '60d', '90d', '180d', '365d']

/** What somebody did, within which time, how often. */
function DeedControls({ node, change, never }: Props<Did> & { never?: boolean }) {
  const w = useWords(words)
  const within = node.within ?? ''
  return (
    <>
      <span className={styles.said}>{never ? w.neverDid : w.did}</span>
      <EventSelect event={node.event} change={(event) => change({ ...node, event })} />
      {!never && <Select size="xs" w={120} aria-label={w.pickOp} allowDeselect={false} value={node.op} data={(['>=', '=', '<='] as const).map((op) => ({ value: op, label: w.times[op] }))} onChange={(op) => change({ ...node, op: op as Op })} />}
      {!never && <NumberInput size="xs" w={96} min={0} max={10000} aria-label={w.howOften} suffix={w.timesWord} value={node.times} onChange={(n) => typeof n === 'number' && change({ ...node, times: n })} />}
      <Select size="xs" w={150} aria-label={w.within} allowDeselect={false} value={within} data={(lengths.includes(within) ? lengths : [...lengths, within]).map((l) => ({ value: l, label: w.length(l) }))} onChange={(l) => change({ ...node, within: l || undefined })} />
      <TextInput size="xs" className={styles.controlValue} aria-label={w.only} placeholder={w.onlyHint} value={node.where ?? ''} onChange={(e) => change({ ...node, where: e.currentTarget.value || undefined })} spellCheck={false} />
    </>
  )
}

/** What a property of somebody's events adds up to, within which time. */
function SumControls({ node, change }: Props<Extract<Node, { kind: 'sum' }>>) {
  const w = useWords(words)
  const within = node.within ?? ''
  return (
    <>
      <span className={styles.said}>{w.sumOf}</span>
      <TextInput size="xs" w={130} aria-label={w.sumProperty} placeholder={w.sumProperty} value={node.property} onChange={(e) => change({ ...node, property: e.currentTarget.value })} spellCheck={false} />
      <span className={styles.said}>{w.sumIn}</span>
      <EventSelect event={node.event} change={(event) => change({ ...node, event })} />
      <Select size="xs" w={150} aria-label={w.within} allowDeselect={false} value={within} data={(lengths.includes(within) ? lengths : [...lengths, within]).map((l) => ({ value: l, label: w.length(l) }))} onChange={(l) => change({ ...node, within: l || undefined })} />
      <Select size="xs" w={120} aria-label={w.pickOp} allowDeselect={false} value={node.op} data={(['>=', '>', '<=', '<', '='] as const).map((op) => ({ value: op, label: w.opOf(op, 'number') }))} onChange={(op) => change({ ...node, op: op as Op })} />
      <TextInput size="xs" w={120} aria-label={w.pickValue} placeholder="5tr" value={node.value} onChange={(e) => change({ ...node, value: e.currentTarget.value })} spellCheck={false} />
    </>
  )
}

/** A part of everybody that chance chose, the same for ever. */
function BucketControls({ node, change }: Props<Extract<Node, { kind: 'bucket' }>>) {
  const w = useWords(words)
  const end = (key: 'from' | 'to') => (n: string | number) => typeof n === 'number' && change({ ...node, [key]: n })
  return (
    <>
      <span className={styles.said}>{w.bucket}</span>
      <NumberInput size="xs" w={90} min={0} max={100} decimalScale={2} suffix=" %" aria-label={w.bucketFrom} value={node.from} onChange={end('from')} />
      <span className={styles.said}>–</span>
      <NumberInput size="xs" w={90} min={0} max={100} decimalScale={2} suffix=" %" aria-label={w.bucketTo} value={node.to} onChange={end('to')} />
      <span className={styles.said}>{w.bucketBy}</span>
      <TextInput size="xs" w={140} aria-label={w.bucketSeed} placeholder={w.bucketSeed} value={node.seed} onChange={(e) => change({ ...node, seed: e.currentTarget.value })} spellCheck={false} />
    </>
  )
}

type When = Extract<Node, { kind: 'when' }>

function WhenControls({ node, change }: Props<When>) {
  const w = useWords(words)
  return (
    <>
      <Select size="xs" w={130} aria-label={w.firstOrLast} allowDeselect={false} value={node.first ? 'first' : 'last'} data={[{ value: 'last', label: w.last }, { value: 'first', label: w.first }]} onChange={(v) => change({ ...node, first: v === 'first' })} />
      <EventSelect event={node.event} change={(event) => change({ ...node, event })} />
      <Select size="xs" w={140} aria-label={w.pickOp} allowDeselect={false} value={node.op} data={(['<', '>='] as const).map((op) => ({ value: op, label: w.opOf(op, 'instant') }))} onChange={(op) => change({ ...node, op: op as Op })} />
      <Constant field={instant} op={node.op} values={[node.value]} change={([value]) => change({ ...node, value: value ?? '' })} />
    </>
  )
}

const instant: Field = { id: 'at', type: 'people', key: 'at', kind: 'instant', label: { vi: 'Lúc', en: 'At' } }

const channels = ['email', 'sms', 'zalo', 'call', 'chat', 'web'] as const

function ConsentControls({ node, change }: Props<Compare>) {
  const w = useWords(words)
  const [, channel = 'email', purpose = 'marketing'] = node.field.split('.')
  const label = useLabel()
  const purposes = useRecords('purposes', purposeList).data?.purposes ?? []
  const set = (c: string, p: string) => change({ ...node, field: `consent.${c}.${p}` })
  return (
    <>
      <span className={styles.said}>{w.consent}</span>
      <Select size="xs" w={120} aria-label={w.channel} allowDeselect={false} value={channel} data={channels.map((c) => ({ value: c, label: w.channels[c] }))} onChange={(c) => c && set(c, purpose)} />
      <Select size="xs" w={150} aria-label={w.purpose} allowDeselect={false} value={purpose} data={purposes.map((p) => ({ value: p.key, label: label(p) }))} onChange={(p) => p && set(channel, p)} />
      <Select size="xs" w={130} aria-label={w.consentState} allowDeselect={false} value={node.values[0]} data={[{ value: 'given', label: w.given }, { value: 'withdrawn', label: w.withdrawn }]} onChange={(v) => v && change({ ...node, op: '=', values: [v] })} />
    </>
  )
}

function SegmentControls({ node, change }: Props<Extract<Node, { kind: 'segment' }>>) {
  const w = useWords(words)
  const { data } = useRecords('segments', segmentList)
  return (
    <>
      <span className={styles.said}>{w.inSegment}</span>
      <Select size="xs" searchable className={styles.controlField} aria-label={w.pickSegment} placeholder={w.pickSegment} allowDeselect={false} nothingFoundMessage={w.noSegments} value={node.id || null} data={(data?.segments ?? []).map((s) => ({ value: s.id, label: s.name }))} onChange={(id) => id && change({ kind: 'segment', id })} />
    </>
  )
}

/** What one of somebody's deals is like, in conditions of its own. */
function DealControls({ node, change, none }: Props<Extract<Node, { kind: 'deal' }>> & { none?: boolean }) {
  const w = useWords(words)
  const kept = useFields('deals')
  const fields = useMemo(() => [...allFields('deals', kept), stale], [kept])
  return (
    <div className={styles.within}>
      <span className={styles.said}>{none ? w.hasNoDeal : w.hasDeal}</span>
      <GroupEditor type="deals" fields={fields} group={node.of} change={(of) => change({ kind: 'deal', of })} />
    </div>
  )
}
