import { Text } from '@mantine/core'
import type { SellerShown, SellersAnswer } from '../../../shared/client'
import { Card } from '../../../shared/Card'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import styles from './home.module.css'
import { useSellers } from './queries'
import * as words from './words'

/** How each seller within reach stands; every number opens its rows. */
export function Sellers() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Answer query={useSellers()} height={120}>
      {(a) => a.sellers.length === 0 ? null : (
        <div className={styles.sellers}>
          <Card title={w.sellers} lead={w.sellersAbout(f.day(a.since))}>
            <Table of={a} />
          </Card>
        </div>
      )}
    </Answer>
  )
}

function Table({ of: a }: { of: SellersAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const month = f.month(`${a.month}-15`)
  return (
    <div className={styles.wide} tabIndex={0} role="region" aria-label={w.sellers}>
      <table className={styles.table}>
        <thead>
          <tr>{[w.seller, w.waiting, w.kept, w.dueAnswers, w.overdue, w.deals, w.forecast(month), w.reclaimed].map((name) => <th key={name} scope="col">{name}</th>)}</tr>
        </thead>
        <tbody className="figures">{a.sellers.map((s) => <Row key={s.user?.id ?? ''} seller={s} of={a} />)}</tbody>
      </table>
      {a.week && <Text size="xs" c="dimmed" mt="xs">{w.frozen(f.day(a.week))}</Text>}
    </div>
  )
}

function Row({ seller: s, of: a }: { seller: SellerShown; of: SellersAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const id = s.user?.id
  const owner = id ? `owner = ${id}` : 'not exists owner'
  const door = (n: number, to: string) => (n ? <RowLink className="door" to={to}>{f.number(n)}</RowLink> : f.number(n))
  const late = s.leads_late > 0 && id && <> · <RowLink className="door" to={`/leads?of=late&owner=${id}`}>{w.late(f.number(s.leads_late))}</RowLink></>
  return (
    <tr>
      <th scope="row">{s.user?.name ?? w.nobodys}</th>
      <td>{door(s.leads_waiting, id ? `/leads?owner=${id}` : '/leads?of=unowned')}{late}</td>
      <td>{s.kept === null || !id ? '–' : <RowLink className="door" to={`/leads?of=judged&by=${id}&since=${encodeURIComponent(a.since)}`}>{w.keptOf(f.percent(s.kept), f.number(s.leads_in_time), f.number(s.leads_answered + s.leads_late))}</RowLink>}</td>
      <td>{id ? door(s.conversations_due, `/inbox?of=due&assignee=${id}`) : '–'}</td>
      <td>{id ? door(s.tasks_overdue, `/tasks?of=${id}`) : '–'}</td>
      <td>{door(s.deals, `/deals/list?where=${encodeURIComponent(`${owner} and state = open`)}`)}</td>
      <td>{s.forecast === null ? '–' : <RowLink className="door" to={id ? `/deals/report?owner=${id}` : '/deals/report'}>{f.moneyShort(s.forecast, a.currency)}</RowLink>}{s.forecast !== null && s.frozen !== null && <Text span size="xs" c="dimmed"> {w.was(f.moneyShort(s.frozen, a.currency))}</Text>}</td>
      <td>{id && may('workspace:read') ? door(s.reclaimed, `/settings/assignment?member=${id}`) : '–'}</td>
    </tr>
  )
}
