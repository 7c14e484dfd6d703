import { Text } from '@mantine/core'
import type { CareShare, CareShown, CareTeamAnswer, SlaTally } from '../../../shared/client'
import { Card } from '../../../shared/Card'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import styles from './home.module.css'
import { useTeam } from './queries'
import { clocks } from './search'
import { useTime } from './time'
import * as words from './words'

/** How the team stands; every number opens its rows. */
export function Team() {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  return (
    <Answer query={useTeam()} height={120}>
      {(a) => (
        <div className={styles.team}>
          <Card title={w.team} lead={w.teamAbout(f.day(a.since))}>
            <Table of={a} />
            <Ages of={a} />
            <Text size="sm" mt="sm">
              {a.missed > 0 && may('articles:read') && <><RowLink to="/articles?missed=true">{w.missed(a.missed, f.number(a.missed))}</RowLink> · </>}
              {may('surveys:read') && <RowLink to="/surveys">{w.surveys}</RowLink>}
            </Text>
          </Card>
        </div>
      )}
    </Answer>
  )
}

function Table({ of: a }: { of: CareTeamAnswer }) {
  const w = useWords(words)
  return (
    <div className={styles.wide} tabIndex={0} role="region" aria-label={w.team}>
      <table className={styles.table}>
        <thead>
          <tr>{[w.agent, w.open, w.overdue, w.waits, w.solved, w.again, w.first, w.next, w.resolution, w.csat].map((name) => <th key={name} scope="col">{name}</th>)}</tr>
        </thead>
        <tbody className="figures">
          <Row of={a.all} name={w.everybody} since={a.since} where="" rows="" />
          {a.agents.map((s) => (
            <Row key={s.user?.id ?? ''} of={s} name={s.user?.name ?? w.nobodys} since={a.since} where={s.user ? ` and owner = ${s.user.id}` : ' and not exists owner'} rows={s.user ? `&owner=${s.user.id}` : '&unowned=true'} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps { of: CareShown; name: string; since: string; where: string; rows: string }

function Row({ of: s, name, since, where, rows }: RowProps) {
  const f = useFormat()
  const door = (n: number, asked: string) => (n ? <RowLink className="door" to={`/tickets?where=${encodeURIComponent(asked + where)}`}>{f.number(n)}</RowLink> : f.number(n))
  const again = `opened_at >= ${since} and reopened > 0`
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{door(s.open, 'state = open')}</td>
      <td>{door(s.overdue, 'state = open and due_at < now')}</td>
      <td>{door(s.waiting, 'state = open and exists waiting_since')}</td>
      <td>{door(s.solved, `state in (solved, closed) and solved_at >= ${since}`)}</td>
      <td>{door(s.reopened, again)}<Rate of={s.again} all={s.opened} /></td>
      {clocks.map((c) => <td key={c}><Tally of={s[c]} rows={`/care/clocks?clock=${c}${rows}`} /></td>)}
      <td>{s.answers ? <RowLink className="door" to={`/care/answers?${rows.slice(1)}`}>{f.number(s.answers)}</RowLink> : f.number(0)}<Rate of={s.content} all={s.answers} /></td>
    </tr>
  )
}

/** A share with the range in which it lies. */
function Rate({ of, all }: { of: CareShare | null; all: number }) {
  const w = useWords(words)
  const f = useFormat()
  if (!of) return all ? <small>{w.notEnough}</small> : null
  return <small>{w.shareOf(f.percent(of.share), f.percent(of.within.low), f.percent(of.within.high))}</small>
}

/** How often a clock ran, how long it took, and how often it was late. */
function Tally({ of: t, rows }: { of: SlaTally; rows: string }) {
  const w = useWords(words)
  const f = useFormat()
  const time = useTime()
  if (!t.runs) return <>{f.number(0)}</>
  return (
    <>
      <RowLink className="door" to={rows}>{t.median_minutes === null ? w.of(f.number(t.late), f.number(t.runs)) : w.median(time(t.median_minutes))}</RowLink>
      <small>
        {t.share !== null && t.within ? (t.late ? <RowLink className="door" to={`${rows}&late=true`}>{w.lateShare(f.percent(t.share), f.percent(t.within.low), f.percent(t.within.high))}</RowLink> : w.lateShare(f.percent(0), f.percent(t.within.low), f.percent(t.within.high))) : w.notEnough}
      </small>
    </>
  )
}

/** How old what is open is. */
function Ages({ of: a }: { of: CareTeamAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const where = (after?: string, until?: string) => ['state = open', after && `opened_at > "${after}"`, until && `opened_at <= "${until}"`].filter(Boolean).join(' and ')
  return (
    <>
      <Text size="sm" fw={600} mt="md">{w.ages}</Text>
      <ul className={styles.ages}>
        {a.ages.map((g) => <li key={g.days}>{w.age[g.days]}: {g.count ? <RowLink className="door" to={`/tickets?where=${encodeURIComponent(where(g.after, g.until))}`}>{f.number(g.count)}</RowLink> : f.number(0)}</li>)}
      </ul>
    </>
  )
}
