import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { type RecordRow, useFields, inLanguage } from '../../../shared/record/field'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import styles from './inbox.module.css'
import { useQuotesOf, useSales } from './queries'
import * as words from './words'

/** What is being sold to who is spoken with: their open deals, quotes and orders. Where there is nothing, nothing is said. */
export function Sales({ person }: { person: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const deals = useSales(person, 'deals', may('deals:read')).data?.rows ?? []
  const orders = useSales(person, 'orders', may('orders:read')).data?.rows ?? []
  const quotes = useQuotesOf(person, may('quotes:read')).data?.quotes ?? []
  const stage = useChoice('deals', 'deal_stage')
  const status = useChoice('orders', 'status')
  const worth = (r: RecordRow, key: string) => (typeof r.values[key] === 'number' ? f.money(r.values[key], String(r.values.currency ?? 'VND')) : '')
  return (
    <>
      <Part title={w.deals} shown={deals.length > 0}>
        {deals.map((d) => <Line key={d.id} to={`/deals/${d.id}`} name={String(d.values.name ?? d.id)} detail={[stage(d), worth(d, 'value')]} />)}
      </Part>
      <Part title={w.quotes} shown={quotes.length > 0}>
        {quotes.map((q) => <Line key={q.id} to={`/quotes/${q.id}`} name={q.number || q.title || w.quoteDraft} detail={[w.quoteStates[q.state] ?? '', f.money(q.total, q.currency)]} />)}
      </Part>
      <Part title={w.orders} shown={orders.length > 0}>
        {orders.map((o) => <Line key={o.id} to={`/orders/${o.id}`} name={String(o.values.number ?? o.id)} detail={[status(o), worth(o, 'total')]} />)}
      </Part>
    </>
  )
}

/** How a choice of a record is called. */
function useChoice(type: 'deals' | 'orders', key: string) {
  const { language } = useFormat()
  const options = useFields(type).find((field) => field.key === key)?.options ?? []
  return (r: RecordRow) => {
    const option = options.find((o) => o.key === r.values[key])
    return option ? inLanguage(option.label, language) : ''
  }
}

function Part({ title, shown, children }: { title: string; shown: boolean; children: ReactNode }) {
  if (!shown) return null
  return <section aria-label={title}><Text fw={600} size="sm">{title}</Text>{children}</section>
}

function Line({ to, name, detail }: { to: string; name: string; detail: string[] }) {
  return <div className={styles.sale}><RowLink to={to}>{name}</RowLink><Text size="xs" c="dimmed" className="figures">{detail.filter(Boolean).join(' · ')}</Text></div>
}
