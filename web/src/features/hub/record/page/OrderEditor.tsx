import { ActionIcon, Button, Group, NumberInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../../shared/ask'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import type { RecordRow } from '../../../../shared/record/field'
import { MoneyInput } from '../../../../shared/record/MoneyInput'
import { recordSet, recordShow } from '../../../../shared/record/operations'
import { RecordLink } from '../../../../shared/record/RecordLink'
import { RecordSelect } from '../../../../shared/record/RecordSelect'
import { useMay, useSession } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import { OrderSteps } from './OrderSteps'
import styles from './order.module.css'
import { type Line, net, reckon, thousandths } from './reckon'
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

function Totals({ rows }: { rows: [string, string][] }) {
  return <dl className={styles.totals}>{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
}

function Editing({ record, lines: first, close }: { record: RecordRow; lines: Line[]; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const currency = useCurrency(record)
  const [lines, set] = useState<Line[]>(first.length ? first : [{ name: '', quantity: 1000, price: 0 }])
  const [discount, give] = useState<number | null | undefined>((record.values.discount as number | undefined) ?? null)
  const save = useChange(recordSet, { refreshes: ['record', 'records', 'timeline', 'history', 'readouts'] })
  const at = (i: number, part: Partial<Line>) => set((all) => all.with(i, { ...all[i]!, ...part }))
  const sum = discount === undefined ? undefined : reckon(lines, discount ?? 0)
  const whole = lines.every((l) => l.name.trim() !== '' && l.quantity > 0)
  const keep = () => save.mutate({ path: { type: 'orders', id: record.id }, headers: { 'If-Match': `"${record.version}"` }, body: { values: { lines, discount: discount || null } } }, { onSuccess: close })
  return (
    <div>
      {lines.map((l, i) => <Row key={i} line={l} currency={currency} set={(part) => at(i, part)} remove={() => set(lines.filter((_, j) => j !== i))} n={i + 1} />)}
      <Button size="compact-xs" variant="subtle" mt="xs" onClick={() => set([...lines, { name: '', quantity: 1000, price: 0 }])}>{w.add}</Button>
      <div className={styles.foot}>
        <MoneyInput label={w.discount} size="xs" value={discount ?? null} currency={currency} onChange={give} />
        {sum ? <Totals rows={[[w.net, f.money(sum.net, currency)], [w.tax, f.money(sum.tax, currency)], [w.total, f.money(sum.total, currency)]]} /> : <Text size="sm" c="red" role="alert">{w.tooMuch}</Text>}
      </div>
      {save.error != null && <Wrong error={save.error} />}
      <Group mt="sm" gap="xs">
        <Button size="xs" onClick={keep} loading={save.isPending} disabled={!sum || !whole}>{w.save}</Button>
        <Button size="xs" variant="default" onClick={close}>{w.cancel}</Button>
        {!whole && <Text size="xs" c="dimmed">{w.incomplete}</Text>}
      </Group>
    </div>
  )
}

interface RowProps { line: Line; currency: string; n: number; set: (part: Partial<Line>) => void; remove: () => void }

/** One line being written. A product brings its name, its price and its tax rate with it. */
function Row({ line: l, currency, n, set, remove }: RowProps) {
  const w = useWords(words)
  const [priced, price] = useState(0)
  const choose = async (chosen: { id: string; name: string } | null) => {
    set({ product: chosen?.id, ...(chosen && { name: chosen.name }) })
    if (!chosen) return
    const { values: v } = await ask(recordShow, { path: { type: 'products', id: chosen.id } }).catch(() => ({ values: {} as Record<string, unknown> }))
    set({ ...(typeof v.price === 'number' && { price: v.price }), ...(typeof v.tax_rate === 'number' && { tax_rate: v.tax_rate }) })
    price((p) => p + 1)
  }
  return (
    <fieldset className={styles.row} aria-label={w.line(n)}>
      <RecordSelect type="products" size="xs" label={w.product} value={l.product ? { id: l.product, name: l.name } : null} onChange={(c) => void choose(c)} />
      <TextInput size="xs" label={w.what} value={l.name} maxLength={200} onChange={(e) => set({ name: e.currentTarget.value })} />
      <NumberInput size="xs" label={w.quantity} min={0} decimalScale={3} value={l.quantity / 1000} onChange={(q) => set({ quantity: Math.round(Number(q || 0) * 1000) })} />
      <MoneyInput key={priced} size="xs" label={w.price} value={l.price} currency={currency} onChange={(p) => set({ price: p ?? 0 })} />
      <MoneyInput size="xs" label={w.discount} value={l.discount ?? null} currency={currency} onChange={(d) => set({ discount: d ?? undefined })} />
      <NumberInput key={`t${priced}`} size="xs" label={w.taxRate} min={0} max={100} decimalScale={2} value={l.tax_rate ?? 0} onChange={(t) => set({ tax_rate: Number(t || 0) || undefined })} />
      <ActionIcon variant="subtle" color="gray" aria-label={w.remove(n)} onClick={remove}><Icon name="close" size={16} /></ActionIcon>
    </fieldset>
  )
}
