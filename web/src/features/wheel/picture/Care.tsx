import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type CareCreditAnswer, type CareRate, careCredit, onboardingFigures, referralList, surveyList } from '../../../shared/client'
import { useCount } from '../../../shared/condition/count'
import { Door } from '../../../shared/Door'
import { Definition, Figure } from '../../../shared/Figure'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useReadout, useRecords } from '../../../shared/queries'
import { useQuestion } from '../../../shared/question'
import { useMay } from '../../../shared/session'
import { NotEnough } from '../../../shared/states'
import * as words from './words'

/** The screens of the segment Delight, each for who may see it. */
const places = [
  { path: '/tickets', permission: 'tickets:read', name: 'tickets' },
  { path: '/onboarding', permission: 'onboarding:read', name: 'onboarding' },
  { path: '/surveys', permission: 'surveys:read', name: 'surveys' },
  { path: '/loyalty', permission: 'loyalty:read', name: 'loyalty' },
  { path: '/referrals', permission: 'referrals:read', name: 'referrals' },
  { path: '/reviews', permission: 'reviews:read', name: 'reviews' },
  { path: '/promoters', permission: 'promoters:read', name: 'promoters' },
] as const

/** What care has to do now, by the screen it is done on; undefined: not for who looks, or not known yet. */
function useNow() {
  const may = useMay()
  const surveys = useRecords('surveys', surveyList, undefined, { enabled: may('surveys:read') }).data?.surveys
  return {
    tickets: useCount('tickets', { where: 'state = open' }, may('tickets:read')).data?.count,
    overdue: useCount('tickets', { where: overdue }, may('tickets:read')).data?.count,
    onboarding: useRecords('onboarding-figures', onboardingFigures, {}, { enabled: may('onboarding:read') }).data?.running,
    surveys: surveys?.filter((s) => s.published > 0 && !s.archived).length,
    referrals: useRecords('referrals', referralList, { state: 'review', limit: 1 }, { enabled: may('referrals:read') }).data?.total,
  }
}

/** What each count counts, as the screen it leads to is asked for it; onboarding shows what is under way by itself. */
const lists = { tickets: { where: 'state = open' }, surveys: { asking: true }, referrals: { part: 'list', state: 'review' } }

/** Tickets of which a clock ran out. */
const overdue = 'state = open and due_at < now'

/** What care brings back: who was rescued, what they and those they brought bought after it; and where care works. */
export function Care() {
  const w = useWords(words).care
  const may = useMay()
  const f = useFormat()
  const now = useNow()
  const answer = useReadout('care-credit', careCredit, useQuestion())
  const count = (name: (typeof places)[number]['name']) => (name in w.now ? now[name as keyof typeof w.now] : undefined)
  return (
    <>
      {answer.data && <Credited of={answer.data} />}
      <p className="places">
        {places.filter((p) => may(p.permission)).map((p) => {
          const n = count(p.name)
          return <Anchor key={p.path} component={Link} to={p.path as string} search={(lists[p.name as keyof typeof lists] ?? {}) as never} size="sm">{w.places[p.name]}{n !== undefined && <span className="places-now figures">{w.now[p.name as keyof typeof w.now](f.number(n))}</span>}</Anchor>
        })}
        {!!now.overdue && <Anchor component={Link} to={'/tickets' as string} search={{ where: overdue } as never} size="sm" c="var(--bad)">{w.overdue(f.number(now.overdue))}</Anchor>}
      </p>
    </>
  )
}

function Credited({ of: r }: { of: CareCreditAnswer }) {
  const w = useWords(words).care
  const f = useFormat()
  const money = (n: number) => f.moneyShort(n, r.currency)
  const { rescued, others } = r.rates as { rescued: CareRate | null; others: CareRate | null }
  const side = (name: string, rate: CareRate, figure: string, people: number) => (
    <span>{name} <b>{f.percent(rate.rate)}</b> ({f.percent(rate.low)}–{f.percent(rate.high)}, n = <Door figure={figure}>{f.number(people)}</Door>)</span>
  )
  return (
    <>
      <Figure label={w.rescued} definition={w.rescuedIs} value={f.number(r.rescued)} unit={w.times} figure="care.rescued" sample={<><Door figure="care.troubled">{f.number(r.troubled)}</Door> {w.troubled(r.troubled)}</>} />
      <Figure label={w.part} definition={w.partIs} value={money(r.own + r.friends)} unit={w.of(money(r.return))}
        sample={<><Door figure="care.own">{money(r.own)}</Door> {w.own} + <Door figure="care.friends">{money(r.friends)}</Door> {w.friends}</>} />
      <div className="figure">
        <Group gap={2} wrap="nowrap" className="figure-label">
          <Text size="sm" c="dimmed">{w.after}</Text>
          <Definition label={w.after}>{w.afterIs}</Definition>
        </Group>
        {rescued && others
          ? <p className="equation figures">{side(w.sideRescued, rescued, 'care.after.rescued.people', r.after.rescued.people)}{side(w.sideOthers, others, 'care.after.others.people', r.after.others.people)}</p>
          : <NotEnough reason={w.few(f.number(r.after.rescued.people), f.number(r.after.others.people))} />}
      </div>
    </>
  )
}
