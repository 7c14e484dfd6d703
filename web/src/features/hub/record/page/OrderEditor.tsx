import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../../shared/ask'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { keepable, Lines, Totals } from '../../../../shared/order/Lines'
import { type Line, net, reckon, thousandths } from '../../../../shared/order/reckon'
import { useChange } from '../../../../shared/queries'
import type { RecordRow } from '../../../../shared/record/field'
import { recordSet, recordShow } from '../../../../shared/record/operations'
import { RecordLink } from '../../../../shared/record/RecordLink'
import { useMay, useSession } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import { OrderPayments } from './OrderPayments'
import { OrderSteps } from './OrderSteps'
import styles from './order.module.css'
import * as words from './orderWords'

/** The lines of an order, what they come to, and how far the order is. */
export function OrderEditor({ record }: { record: RecordRow }) {
  const w = useWords(words)
  const may = useMay()('orders:update') && !record.deleted_at
  const [editing, edit] = useState(false)
  const lines = (record.values.lines as Line[] | undefined) ?? []
  return (
    <section className={`card ${styles.order}`} aria-label={w.order}>
      <OrderSteps record={record} may={may} />
      {editing ? <Editing record={record} lines={lines} close={() => edit(false)} /> : (
        <>
          <Shown record={record} lines={lines} />
          {may && <Button size="xs" variant="default" mt="sm" className={styles.noPrint} onClick={() => edit(true)}>{lines.length ? w.edit : w.addLines}</Button>}
        </>
      )}
      <OrderPayments id={record.id} version={record.version} />
    </section>
  )
}

const useCurrency = (record: RecordRow) => {
  const own = useSession()?.workspace?.currency ?? 'VND'
  return String(record.values.currency ?? own)
}

function Shown({ record, lines }: { record: RecordRow; lines: Line[] }) {
  const w = useWords(words)
  const f = useFormat()
  const currency = useCurrency(record)
  const money = (n: unknown) => f.money(typeof n === 'number' ? n : undefined, currency)
  const named = [record.links?.lines ?? []].flat()
  if (!lines.length) return record.values.total == null ? <Text size="sm" c="dimmed">{w.none}</Text> : <Totals rows={[[w.total, money(record.values.total)]]} />
  const discount = record.values.discount as number | undefined
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={w.lines}>
      <table className={styles.lines}>
        <thead><tr><th>{w.what}</th><th>{w.quantity}</th><th>{w.price}</th><th>{w.tax}</th><th>{w.sum}</th></tr></thead>
        <tbody>
          {lines.map((l, i) => (
            <tr key={i}>
              <td>{l.product ? <RecordLink type="products" id={l.product} name={l.name || named.find((n) => n.id === l.product)?.name || l.product} /> : l.name}{l.discount ? <Text size="xs" c="dimmed">{w.off(money(l.discount))}</Text> : null}</td>
              <td data-label={w.quantity}>{f.number(l.quantity / 1000, thousandths(l.quantity))}</td><td data-label={w.price}>{money(l.price)}</td><td data-label={w.tax}>{l.tax_rate ? f.percent(l.tax_rate / 100, l.tax_rate % 1 ? 1 : 0) : '–'}</td><td data-label={w.sum}>{money(net(l))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Totals rows={[[w.net, money(reckon(lines, discount ?? 0)?.net)], ...(discount ? [[w.discount, `−${money(discount)}`] as [string, string]] : []), [w.tax, money(record.values.tax)], [w.total, money(record.values.total)]]} />
    </div>
  )
}

function Editing({ record, lines: first, close }: { record: RecordRow; lines: Line[]; close: () => void }) {
  const w = useWords(words)
  const currency = useCurrency(record)
  const [lines, set] = useState<Line[]>(first.length ? first : [{ name: '', quantity: 1000, price: 0 }])
  const [discount, give] = useState<number | null | undefined>((record.values.discount as number | undefined) ?? null)
  const save = useChange(recordSet, { refreshes: ['record', 'records', 'timeline', 'history', 'readouts', 'order-payments'] })
  const keep = () => save.mutate({ path: { type: 'orders', id: record.id }, headers: { 'If-Match': `"${record.version}"` }, body: { values: { lines, discount: discount || null } } }, { onSuccess: close })
  return (
    <div>
      <Lines lines={lines} discount={discount} currency={currency} propose={ofProduct} set={set} give={give} />
      {save.error != null && <Wrong error={save.error} />}
      <Group mt="sm" gap="xs">
        <Button size="xs" onClick={keep} loading={save.isPending} disabled={!keepable(lines, discount)}>{w.save}</Button>
        <Button size="xs" variant="default" onClick={close}>{w.cancel}</Button>
      </Group>
    </div>
  )
}

/** What a product brings along: its own price and tax. */
async function ofProduct(id: string) {
  const { values: v } = await ask(recordShow, { path: { type: 'products', id } }).catch(() => ({ values: {} as Record<string, unknown> }))
  return { ...(typeof v.price === 'number' && { price: v.price }), ...(typeof v.tax_rate === 'number' && { tax_rate: v.tax_rate }) }
}
