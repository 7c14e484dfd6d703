import type { SurveyDefinition as Definition, SurveyDetail } from '../../../shared/client'

export type Kind = Definition['kind']
export type Language = Definition['language']

export const kinds: Kind[] = ['nps', 'csat', 'ces', 'own']

/** What is being written of a survey. */
export interface Draft {
  name: string
  archived: boolean
  draft: Definition
}

export const draftOf = (s: SurveyDetail): Draft => ({ name: s.name, archived: s.archived, draft: s.draft })

/** The ends of a survey's scale. */
export const scaleOf = (d: Pick<Definition, 'kind' | 'top'>): [lowest: number, highest: number] =>
  d.kind === 'nps' ? [0, 10] : [1, { csat: 5, ces: 7, own: d.top ?? 5 }[d.kind]]

/** Every score of a scale, the lowest first. */
export const scoresOf = (d: Pick<Definition, 'kind' | 'top'>): number[] => {
  const [lowest, highest] = scaleOf(d)
  return Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i)
}

const both = (vi: string, en: string) => ({ vi, en })

const questions: Record<Kind, Pick<Definition, 'question' | 'low' | 'high' | 'why'>> = {
  nps: { question: both('Bạn sẵn lòng giới thiệu chúng tôi cho bạn bè tới mức nào?', 'How likely are you to recommend us to a friend?'), low: both('Không bao giờ', 'Not at all'), high: both('Chắc chắn', 'Certainly'), why: both('Điều gì khiến bạn chọn điểm này?', 'What is the main reason for your score?') },
  csat: { question: both('Bạn hài lòng với lần phục vụ vừa rồi không?', 'How content are you with what we did for you?'), low: both('Rất không hài lòng', 'Not at all'), high: both('Rất hài lòng', 'Very'), why: both('Chúng tôi có thể làm gì tốt hơn?', 'What could we do better?') },
  ces: { question: both('Việc của bạn được giải quyết dễ dàng không?', 'How easy was it to get what you needed?'), low: both('Rất khó', 'Very hard'), high: both('Rất dễ', 'Very easy'), why: both('Điều gì còn vướng?', 'What was hard?') },
  own: { question: both('', ''), low: both('', ''), high: both('', ''), why: both('', '') },
}

/** A survey of a kind to begin with: NPS after a purchase has been lived with, the others soon after what they are about. */
export const beginning = (kind: Kind): Definition => ({
  kind,
  top: kind === 'own' ? 5 : undefined,
  language: 'vi',
  subject: both('', ''),
  ...questions[kind],
  questions: [],
  thanks: both('', ''),
  channel: kind === 'csat' ? 'chat' : 'email',
  event: { nps: 'Order Completed', csat: 'Conversation Closed', ces: 'Conversation Closed', own: '' }[kind],
  delay: { nps: 14 * 24, csat: 0, ces: 24, own: 0 }[kind],
  sample: 100,
  rest: kind === 'nps' ? 90 : 14,
  remind: kind === 'nps' ? 4 : 0,
  expire: 14,
})

/** What one can begin with: a kind, or satisfaction with support, asked once a ticket is closed. */
export const starts = ['nps', 'csat', 'ticket', 'ces', 'own'] as const

export const started = (start: (typeof starts)[number]): Definition =>
  start === 'ticket' ? { ...beginning('csat'), channel: 'email', event: 'Ticket Closed', delay: 1 } : beginning(start)
