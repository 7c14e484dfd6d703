import type { Format } from '../../../shared/format'
import { addDays } from '../../../shared/question'
import type { Line, Place, Span } from './label'
import { roomy, roomyInside, type Texts } from './layout'
import type { Turning } from './turning'
import type { en } from './words'

export interface Momentum {
  days: number
  shown: string
}

/** The report of deals of the wheel's days, which names the last one. */
const sellers: Place = { path: '/deals/report', permission: 'deals:read', search: (from, to) => ({ since: from.slice(0, 10), until: addDays(to, -1) }) }
const leads: Place = { path: '/leads', permission: 'people:read', search: () => ({}) }
const open: Place = { path: '/tickets', permission: 'tickets:read', search: () => ({ where: 'state = open' }) }
const waiting: Place = { path: '/inbox', permission: 'conversations:read', search: () => ({ of: 'due' }) }

/** Who waits for Engage and Delight now; undefined: not for who looks. */
export interface Now {
  /** Answers due. */
  due?: number
  /** Tickets that are open. */
  tickets?: number
  /** Leads that wait for a first answer. */
  leads?: number
}

/** Everything that is written into the picture. Where nothing happened nothing is written. */
export function textsOf(t: Turning, width: number, w: typeof en, f: Format, momentum?: Momentum, now: Now = {}): Texts {
  const wide = width >= roomy
  const inside = width >= roomyInside
  const [name, figure, small] = wide ? [15, 14, 12.5] : [13, 12.5, 11.5]
  const line = (size: number, ...spans: (Span | false)[]): Line => ({ size, spans: spans.filter((s) => s !== false) })
  const count = (n: number, path: string, more: Partial<Span> = {}): Span => ({ text: f.number(n), figure: `wheel.${path}`, tone: 'ink', ...more })
  const word = (text: string, more: Partial<Span> = {}): Span => ({ text, tone: 'soft', ...more })
  const title = (text: string, tone: Span['tone'] = 'ink') => line(name, { text, bold: true, tone })
  const team = (text: string, group: string, tone: Span['tone'], to?: Place, groupTo?: Place) => [line(name + (wide ? 2 : 1), { text, bold: true, tone, to }), line(small, word(group, { to: groupTo }))]

  const stage = (s: 'prospect' | 'customer' | 'promoter', came: number, arrow: string): Line[] => [
    title(w.stages[s]),
    line(figure, count(t.stock[s], `stock.to.${s}`, { bold: true }), word(' · '), count(came, `flows.${arrow}.transitions`, { text: `+${f.number(came)}`, tone: 'soft' })),
    ...(wide && t.median[s] != null ? [line(small, word(w.half(f.days(t.median[s]))))] : []),
  ]
  const lost = (n: number, lostPath: string, back: number, backPath: string): Line[] => [
    ...(n ? [line(figure, count(n, lostPath), word(` ${w.lost}`, { tone: 'dormant-text' }))] : []),
    ...(back ? [line(figure, count(back, backPath), word(` ${w.back}`, { tone: 'dormant-text' }))] : []),
  ]
  const repeats = count(t.repeats, 'rotations_by.repeat', { bold: true, tone: 'engage-text' })
  const friends = count(t.friends, 'rotations_by.friends', { bold: true, tone: 'delight-text' })
  // Where there is no room inside the ring, what turns inside is told under the stage it turns at.
  const under = (n: number, ...spans: Span[]) => (inside || !n ? [] : [line(small, ...spans)])

  const hub = (): Line[] => {
    const [number, least] = inside ? [38, 12] : wide || width >= 460 ? [28, 11] : [24, 11]
    return [
      line(least + (inside ? 1 : 0), word(inside ? w.hub : w.hubShort)),
      line(number, count(t.mass, 'mass', { bold: true })),
      ...(inside ? [line(13, count(t.massBefore, 'growth.people.start', { text: w.start(f.number(t.massBefore)), tone: 'soft' as const })), line(5)] : []),
      ...(momentum && wide ? [line(least, word(w.momentum(momentum.days)))] : []),
      ...(momentum ? [line(inside ? 15 : 11.5, { text: momentum.shown, figure: 'value.people', bold: true, tone: 'ink' as const })] : []),
    ]
  }

  return {
    stranger: [title(w.stages.stranger), line(figure, count(t.arrivals, 'arrivals', { text: `+${f.number(t.arrivals)}`, bold: true }), word(` ${w.newcomers}`))],
    prospect: stage('prospect', t.prospects, 'stranger.prospect'),
    customer: [...stage('customer', t.customers, 'prospect.customer'), ...under(t.repeats, repeats, word(` ${w.repeats.join(' ')}`))],
    promoter: [...stage('promoter', t.promoters, 'customer.promoter'), ...under(t.friends, friends, word(` ${w.friends.join(' ')}`))],
    attract: team(w.attract, w.attractTeam, 'attract-text', { path: '/campaigns', permission: 'campaigns:read' }),
    engage: [
      ...team(w.engage, w.engageTeam, 'engage-text', { path: '/deals', permission: 'deals:read' }, sellers),
      ...(now.due === undefined ? [] : [{ ...line(small, word(w.due(f.number(now.due)), { to: waiting })), now: true }]),
      ...(now.leads ? [{ ...line(small, word(w.leads(f.number(now.leads)), { to: leads })), now: true }] : []),
    ],
    delight: [
      ...team(w.delight, w.delightTeam, 'delight-text', { path: '/promoters', permission: 'promoters:read' }, { path: '/surveys', permission: 'surveys:read' }),
      ...(now.tickets ? [{ ...line(small, word(w.tickets(f.number(now.tickets)), { to: open })), now: true }] : []),
    ],
    prospectsLost: lost(t.prospectsLost, 'flows.prospect.dormant.transitions', t.prospectsBack, 'flows.dormant.prospect.transitions'),
    customersLost: lost(t.customersLost, 'growth.people.dormant', t.customersBack, 'growth.people.awakened'),
    friends: inside && t.friends ? [line(figure, friends), ...w.friends.map((text) => line(small, word(text)))] : [],
    repeats: inside && t.repeats ? [line(figure, repeats), ...w.repeats.map((text) => line(small - 1, word(text)))] : [],
    hub: hub(),
  }
}
