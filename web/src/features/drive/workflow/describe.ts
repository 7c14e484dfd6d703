import { useSayCondition } from '../../../shared/condition/say'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage, useFields } from '../../../shared/record/field'
import { segmentList } from '../../../shared/record/operations'
import { formList, type Option, templateList } from '../../../shared/client'
import { useMay } from '../../../shared/session'
import { useRecords } from '../../../shared/queries'
import { sayLength, sayShift, useFieldName, useSayTrigger } from '../../../shared/workflow'
import { type Action, type Definition, leadsTo, type Node, type Trigger, type Way, waysOf } from './definition'
import { useActions } from './queries'
import * as words from './stepWords'

/** Says what nodes, ways and triggers are, in the language shown. */
export function useDescribe() {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const eventName = useEventName()
  const fieldName = useFieldName()
  const sayTrigger = useSayTrigger()
  const { ofPeople: condition, ofEvent } = useSayCondition()
  const dealStages = useFields('deals').find((f) => f.key === 'deal_stage')?.options
  const actions = useActions()
  const segments = useRecords('segments', segmentList).data?.segments ?? []
  const forms = useRecords('forms', formList, undefined, { enabled: useMay()('forms:read') }).data?.forms ?? []
  const templates = useRecords('templates', templateList, undefined, { enabled: useMay()('templates:read') }).data?.templates ?? []
  const length = (text?: string) => sayLength(text, language) || '…'
  const segmentName = (id?: string) => segments.find((s) => s.id === id)?.name ?? '…'
  const actionOf = (n: Node): Action | undefined => actions.find((a) => a.kind === n.action)

  const title = (n: Node) => n.name || (n.kind === 'action' ? inLanguage(actionOf(n)?.label, language) || n.action : '') || w.kinds[n.kind]
  const chosen = (kind: string, value: string, options?: Option[]) => {
    switch (kind) {
      case 'template': return templates.find((t) => t.key === value)?.name ?? value
      case 'list': return segmentName(value)
      case 'event': return eventName(value)
      case 'field': return fieldName(value)
      case 'deal_stage': return inLanguage(dealStages?.find((o) => o.key === value)?.label, language) || value
      case 'choice': return inLanguage(options?.find((o) => o.key === value)?.label, language) || value
      default: return value
    }
  }
  /** What an action was told, by the names of what was chosen; an id is nobody's name. */
  const said = (n: Node) => (actionOf(n)?.fields ?? []).flatMap((f) => {
    const value = n.with?.[f.key]
    return typeof value === 'string' && value !== '' ? chosen(f.kind, value, f.options) : []
  }).filter((text) => !/^\w{3}_/.test(text)).join(' · ')
  const text = (n: Node): string => {
    switch (n.kind) {
      case 'wait': return n.field ? w.untilDay(fieldName(n.field), sayShift(n.shift, language)) : n.hour ? w.untilHour(n.hour, !!n.working) : w.forLong(length(n.for))
      case 'await': return w.awaited([n.event ? eventName(n.event) : '…', n.if && ofEvent(n.if)].filter(Boolean).join(': '), length(n.for))
      case 'action': return [n.name && inLanguage(actionOf(n)?.label, language), said(n)].filter(Boolean).join(': ')
      default: return n.name ? w.kinds[n.kind] : ''
    }
  }
  /** What a node is and says: by it, steps of one kind are told apart where they are chosen from. */
  const whole = (n: Node) => [title(n), text(n)].filter(Boolean).join(': ')
  const way = (d: Definition, { from, slot }: Way): string => {
    const n = d.nodes.find((o) => o.id === from)
    if (n?.kind === 'await') return slot === 'next' ? w.ways.heard : w.ways.late
    if (n?.kind === 'wait') return slot === 'else' ? w.ways.noDay : ''
    if (slot === 'else') return w.ways.otherwise
    if (typeof slot !== 'number') return ''
    const path = n?.paths?.[slot]
    return path?.name || (path?.where && condition(path.where)) || w.ways.held(slot + 1)
  }
  const trigger = (t: Trigger): string => sayTrigger(t, t.segment ? segmentName(t.segment) : forms.find((f) => f.id === t.form)?.name)
  const goalOf = ({ goal }: Definition) => [goal?.event && [eventName(goal.event), goal.if && ofEvent(goal.if)].filter(Boolean).join(': '), goal?.where && condition(goal.where)].filter(Boolean).join(' / ')
  /** Who enters, what for and how often, a line each. */
  const rules = (d: Definition) => [d.where && `${w.only}: ${condition(d.where)}`, `${w.wants}: ${goalOf(d) || w.noGoal}`, [w.summaries[d.again.when], d.again.cool && `${w.cool.toLowerCase()}: ${length(d.again.cool)}`].filter(Boolean).join(', ')].filter((line): line is string => !!line)
  /** Everything that is said of a node, a line each; what it is called first. */
  const told = (d: Definition, n: Node): string[] => {
    const ways = waysOf(n).map((one) => {
      const to = d.nodes.find((o) => o.id === leadsTo(d, one))
      const part = typeof one.slot === 'number' ? n.paths?.[one.slot] : undefined
      const says = [way(d, one), part?.name && part.where && condition(part.where), n.kind === 'split' && f.percent(share(n, one.slot as number)), part?.holdout && w.holdout].filter(Boolean).join(', ')
      return `${says && `${says} `}→ ${to ? title(to) : '…'}`
    })
    return [...new Set([whole(n), ...ways])]
  }
  return { title, text, whole, told, rules, way, trigger, condition, ofEvent, length, eventName, segments, forms }
}

/** The share of a path among all of a split, from 0 to 1. */
export const share = (n: Node, i: number) => {
  const all = (n.paths ?? []).reduce((sum, p) => sum + (p.weight ?? 0), 0)
  return all ? (n.paths?.[i]?.weight ?? 0) / all : 0
}
