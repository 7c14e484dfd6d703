import { purposeList } from '../client'
import { useEventName } from '../eventName'
import { useFormat } from '../format'
import { useLanguage, useWords } from '../language'
import * as property from '../property'
import { useRecords } from '../queries'
import { type Field, inLanguage, useFields } from '../record/field'
import { allFields, firstTouch, foreseen, stale } from '../record/fields'
import { segmentList } from '../record/operations'
import { useStages } from '../stage'
import { type Node, type Op, readCondition } from './condition'
import * as words from './words'

/** What stands in an event and reads as a number. */
const aNumber = { key: '', kind: 'number' } as const

/** Says a condition on people as its editor does, or one on an event's properties; what controls cannot show stays as it was written. */
export function useSayCondition() {
  const w = useWords(words)
  const told = useWords(property)
  const { language } = useLanguage()
  const f = useFormat()
  const eventName = useEventName()
  const stages = useStages()
  const people = [...allFields('people', useFields('people')), ...firstTouch, ...foreseen]
  const deals = [...allFields('deals', useFields('deals')), stale]
  const segments = useRecords('segments', segmentList).data?.segments ?? []
  const purposes = useRecords('purposes', purposeList).data?.purposes ?? []

  const constant = (field: Pick<Field, 'key' | 'kind' | 'options'> | undefined, value: string): string => {
    if (field?.key === 'stage') return stages[value as keyof typeof stages] ?? value
    if (value === 'me' && field?.kind === 'user') return w.whoLooks
    switch (field?.kind) {
      case 'choice': case 'choices': return inLanguage(field.options?.find((o) => o.key === value)?.label, language) || value
      case 'boolean': return value === 'yes' ? w.yes : value === 'no' ? w.no : value
      case 'date': case 'instant': return /^\d{4}-\d{2}-\d{2}$/.test(value) ? f.day(value) : w.time(value)
      case 'number': case 'money': return /^-?\d+(\.\d+)?$/.test(value) ? f.number(Number(value), value.split('.')[1]?.length) : value
      default: return value
    }
  }
  const compared = (fields: Field[] | undefined, key: string, op: Op, values: string[]) => {
    if (!fields) return `${told.names[key] ?? key} ${w.opOf(op, 'text')} ${values.map((v) => property.codeOf(told, key, v) ?? constant(/^-?\d/.test(v) ? aNumber : undefined, v)).join(', ')}`
    const field = fields.find((o) => o.key === key)
    return `${inLanguage(field?.label, language) || key} ${w.opOf(op, field?.kind ?? 'text')} ${values.map((v) => constant(field, v)).join(', ')}`
  }
  const filled = (fields: Field[] | undefined, key: string, how: string) => `${(fields ? inLanguage(fields.find((o) => o.key === key)?.label, language) : told.names[key]) || key} ${how}`
  const did = (how: string, n: { event: string; within?: string; where?: string }, times = '') =>
    `${how} ${eventName(n.event)}${times}${n.within ? ` ${w.length(n.within)}` : ''}${n.where ? ` (${ofEvent(n.where)})` : ''}`
  const often = (op: Op, times: number) => (op === '>=' && times === 1 ? '' : ` ${w.times[op as '>='] ?? op} ${f.number(times)}${w.timesWord}`)

  /** A condition on an event's properties: they are of no kind, and what the product itself tells of has names. */
  const ofEvent = (where: string): string => {
    const read = readCondition(where)
    return (read && say(read, undefined)) || where
  }

  const say = (n: Node, fields: Field[] | undefined): string => {
    switch (n.kind) {
      case 'and': case 'or': return n.parts.map((p) => (p.kind === 'and' || p.kind === 'or' ? `(${say(p, fields)})` : say(p, fields))).join(` ${w.between[n.kind]} `)
      case 'not': switch (n.of.kind) {
        case 'did': return did(w.neverDid, n.of)
        case 'exists': return filled(fields, n.of.field, w.isMissing)
        case 'deal': return `${w.hasNoDeal} ${say(n.of.of, deals)}`
        default: return `${w.not} (${say(n.of, fields)})`
      }
      case 'exists': return filled(fields, n.field, w.isThere)
      case 'did': return did(w.did, n, often(n.op, n.times))
      case 'when': return `${did(n.first ? w.first : w.last, n)} ${w.opOf(n.op, 'instant')} ${w.time(n.value)}`
      case 'segment': return `${w.inSegment} “${segments.find((s) => s.id === n.id)?.name ?? '…'}”`
      case 'sum': return `${w.sumOf} ${told.names[n.property] ?? n.property} ${w.sumIn} ${did('', n).trim()} ${w.opOf(n.op, 'number')} ${/^-?\d+$/.test(n.value) ? f.number(Number(n.value)) : n.value}`
      case 'bucket': return `${w.bucket} ${f.number(n.from)} % – ${f.number(n.to)} %`
      case 'deal': return `${w.hasDeal} ${say(n.of, deals)}`
      case 'compare': {
        const [consent, channel, purpose] = n.field.split('.')
        if (consent !== 'consent') return compared(fields, n.field, n.op, n.values)
        const state = n.values[0] === 'given' ? w.given : n.values[0] === 'withdrawn' ? w.withdrawn : n.values[0]
        return `${w.consent} ${inLanguage(purposes.find((p) => p.key === purpose)?.label, language) || purpose} (${w.channels[channel as keyof typeof w.channels] ?? channel}): ${state}`
      }
    }
  }
  const ofPeople = (where: string): string => {
    const read = readCondition(where)
    return (read && say(read, people)) || where
  }
  return { ofPeople, ofEvent }
}
