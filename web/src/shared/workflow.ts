import type { Trigger, WorkflowLine } from './client'
import { useSayCondition } from './condition/say'
import { useEventName } from './eventName'
import { useFormat } from './format'
import { type Language, useLanguage, useWords } from './language'
import { inLanguage, useFields } from './record/field'
import { useStages } from './stage'

/** What triggers are called. */
export const triggerWords = {
  en: {
    triggerKinds: { event: 'An event', segment_entered: 'Entering a segment', segment_left: 'Leaving a segment', stage: 'Moving on the wheel', form: 'A form', webhook: 'Another system', date: 'A day', manual: 'By hand' },
    anyForm: 'any form',
    anyStage: 'any',
    yearly: 'Every year',
    firstPurchase: 'First purchase',
  },
  vi: {
    triggerKinds: { event: 'Một sự kiện', segment_entered: 'Vào phân khúc', segment_left: 'Rời phân khúc', stage: 'Chuyển giai đoạn', form: 'Gửi biểu mẫu', webhook: 'Hệ thống khác gọi', date: 'Đến một ngày', manual: 'Đưa vào bằng tay' },
    anyForm: 'mọi biểu mẫu',
    anyStage: 'bất kỳ',
    yearly: 'Hằng năm',
    firstPurchase: 'Lần mua đầu',
  },
}

const en = {
  entered: (by: string) => `entered: ${by}`,
  waits: (until: string) => `waits until ${until}`,
  passed: 'had nothing to wait for',
  awaits: (event: string, until: string) => `waits for “${event}” until ${until}`,
  heard: (event: string) => `what was waited for happened: ${event}`,
  late: 'what was waited for did not happen in time',
  noneHeld: 'no condition held',
  way: (way: string) => `went the way ${way}`,
  drawn: (way: string) => `chance chose the way ${way}`,
  done: (what: string) => `done: ${what}`,
  leftUndone: (what: string) => `left undone: ${what}`,
  ends: { goal: 'reached the goal', finished: 'came to the end', stopped: 'was stopped', failed: 'failed', worn: 'went round for too long and was stopped' },
  moved: 'was moved here by hand',
}

const vi: typeof en = {
  entered: (by) => `vào quy trình: ${by}`,
  waits: (until) => `chờ đến ${until}`,
  passed: 'không có gì phải chờ',
  awaits: (event, until) => `chờ “${event}” đến ${until}`,
  heard: (event) => `điều được chờ đã xảy ra: ${event}`,
  late: 'điều được chờ không xảy ra kịp',
  noneHeld: 'không điều kiện nào đúng',
  way: (way) => `đi theo nhánh ${way}`,
  drawn: (way) => `ngẫu nhiên chọn nhánh ${way}`,
  done: (what) => `đã làm: ${what}`,
  leftUndone: (what) => `không làm: ${what}`,
  ends: { goal: 'đạt mục tiêu', finished: 'đi hết quy trình', stopped: 'bị dừng', failed: 'hỏng', worn: 'đi vòng quá lâu nên bị dừng' },
  moved: 'được chuyển tới đây bằng tay',
}

/** What lengths of time are counted in. */
export const units = { m: 'minute', h: 'hour', d: 'day', w: 'week' } as const
export type Unit = keyof typeof units

/** The number and the unit of a length of time; undefined where it is none. */
export function readLength(text: string | undefined): { number: number; unit: Unit } | undefined {
  const read = /^(\d+)([mhdw])$/.exec(text ?? '')
  return read ? { number: Number(read[1]), unit: read[2] as Unit } : undefined
}

/** A length of time as people say it; as it stands where it is none. */
export function sayLength(text: string | undefined, language: Language): string {
  const read = readLength(text)
  if (!read) return text ?? ''
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { style: 'unit', unit: units[read.unit], unitDisplay: 'long' }).format(read.number)
}

/** Names the fields of people that a workflow goes by. */
export function useFieldName() {
  const w = useWords(triggerWords)
  const { language } = useLanguage()
  const fields = useFields('people')
  return (key?: string) => (key === 'first_purchase' && w.firstPurchase) || inLanguage(fields.find((f) => f.key === key)?.label, language) || key || '…'
}

/** How many days after a day, or before it; nothing for the day itself. */
export const sayShift = (days: number | undefined, language: Language) => (days ? ` ${days > 0 ? '+' : '−'}${sayLength(`${Math.abs(days)}d`, language)}` : '')

/** Says what lets people in; named is what its segment or its form is called. */
export function useSayTrigger() {
  const w = useWords(triggerWords)
  const { language } = useLanguage()
  const eventName = useEventName()
  const fieldName = useFieldName()
  const stages = useStages()
  const { ofEvent } = useSayCondition()
  return (t: Trigger, named?: string): string => {
    switch (t.kind) {
      case 'event': return t.event ? [eventName(t.event), t.if && ofEvent(t.if)].filter(Boolean).join(': ') : `${w.triggerKinds.event}…`
      case 'segment_entered': case 'segment_left': return `${w.triggerKinds[t.kind]} “${named ?? '…'}”`
      case 'stage': return `${stages[t.from as keyof typeof stages] ?? w.anyStage} → ${stages[t.to as keyof typeof stages] ?? w.anyStage}`
      case 'form': return `${w.triggerKinds.form}: ${t.form ? (named ?? '…') : w.anyForm}`
      case 'date': return [`${fieldName(t.field)}${sayShift(t.shift, language)}`, t.hour, t.yearly && w.yearly.toLowerCase()].filter(Boolean).join(', ')
      default: return w.triggerKinds[t.kind]
    }
  }
}

/** Says a line of somebody's way through a workflow, as a part of a sentence. */
export function useSayLine() {
  const w = useWords({ en, vi })
  const { language } = useLanguage()
  const f = useFormat()
  const eventName = useEventName()
  const trigger = useSayTrigger()
  const { ofPeople } = useSayCondition()
  return ({ kind, data, by, path, where, does, why, outcome }: WorkflowLine): string => {
    const till = f.instant(new Date((data.till ?? 0) / 1000).toISOString())
    const way = path ? `“${path}”` : where ? `“${ofPeople(where)}”` : String((data.path ?? 0) + 1)
    switch (kind) {
      case 'enter': return w.entered(by ? trigger(by, by.name) : '…')
      case 'wait': return data.way === 'began' ? w.waits(till) : w.passed
      case 'await': return data.way === 'heard' ? w.heard(eventName(data.event ?? '')) : data.way === 'timeout' ? w.late : w.awaits(eventName(data.event ?? ''), till)
      case 'branch': return (data.path ?? 0) < 0 ? w.noneHeld : w.way(way)
      case 'split': return w.drawn(way)
      case 'action': return (why ? w.leftUndone : w.done)(inLanguage(does, language))
      case 'goal': return w.ends.goal
      case 'moved': return w.moved
      default: return w.ends[outcome as keyof typeof w.ends] ?? w.ends.finished
    }
  }
}
