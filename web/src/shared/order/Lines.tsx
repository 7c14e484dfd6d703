import { ActionIcon, Button, NumberInput, Text, TextInput } from '@mantine/core'
import { type Dispatch, type SetStateAction, useState } from 'react'
import { useFormat } from '../format'
import { Icon } from '../Icon'
import { useWords } from '../language'
import { MoneyInput } from '../record/MoneyInput'
import { RecordSelect } from '../record/RecordSelect'
import styles from './lines.module.css'
import { type Line, reckon } from './reckon'
import * as words from './words'

/** What a chosen product brings along: its price and its tax. */
export type Propose = (product: string) => Promise<Partial<Pick<Line, 'price' | 'tax_rate'>>>

interface Props {
  lines: Line[]
  /** null: none; undefined: what is written is no amount. */
  discount: number | null | undefined
  currency: string
  propose: Propose
  set: Dispatch<SetStateAction<Line[]>>
  /** Left out: there is no discount of the whole. */
  give?: (discount: number | null | undefined) => void
}

/** Whether lines can be kept: each has a name and a quantity, and the sum comes out. */
export const keepable = (lines: Line[], discount: number | null | undefined) =>
  discount !== undefined && lines.every((l) => l.name.trim() !== '' && l.quantity > 0) && reckon(lines, discount ?? 0) !== undefined

/** Lines being written, of an order or a quote, with what they come to. */
export function Lines({ lines, discount, currency, propose, set, give }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const sum = discount === undefined ? undefined : reckon(lines, discount ?? 0)
  return (
    <div className={styles.lines}>
      {lines.map((l, i) => <Row key={i} line={l} currency={currency} propose={propose} set={(part) => set((all) => all.with(i, { ...all[i]!, ...part }))} remove={() => set((all) => all.filter((_, j) => j !== i))} n={i + 1} />)}
      <Button size="compact-xs" variant="subtle" mt="xs" onClick={() => set((all) => [...all, { name: '', quantity: 1000, price: 0 }])}>{w.add}</Button>
      <div className={styles.foot}>
        {give && <MoneyInput label={w.whole} size="xs" value={discount ?? null} currency={currency} onChange={give} />}
        {sum ? <Totals rows={[[w.net, f.money(sum.net, currency)], ...(discount ? [[w.discount, `−${f.money(discount, currency)}`] as [string, string]] : []), [w.tax, f.money(sum.tax, currency)], [w.total, f.money(sum.total, currency)]]} /> : <Text size="sm" c="red" role="alert">{w.tooMuch}</Text>}
      </div>
      {!lines.every((l) => l.name.trim() !== '' && l.quantity > 0) && <Text size="xs" c="dimmed" mt="xs">{w.incomplete}</Text>}
    </div>
  )
}

export function Totals({ rows }: { rows: [string, string][] }) {
  return <dl className={styles.totals}>{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
}

interface RowProps { line: Line; currency: string; n: number; propose: Propose; set: (part: Partial<Line>) => void; remove: () => void }

/** One line being written. A product brings its name, its price and its tax rate with it. */
function Row({ line: l, currency, n, propose, set, remove }: RowProps) {
  const w = useWords(words)
  const [priced, price] = useState(0)
  const choose = async (chosen: { id: string; name: string } | null) => {
    if (!chosen) return set({ product: undefined })
    set({ product: chosen.id, name: chosen.name })
    set(await propose(chosen.id))
    price((p) => p + 1)
  }
  return (
    <fieldset className={styles.row} aria-label={w.line(n)}>
      <RecordSelect type="products" size="xs" label={w.product} value={l.product ? { id: l.product, name: l.name } : null} onChange={(c) => void choose(c)} />
      <TextInput className={styles.what} size="xs" label={w.what} value={l.name} maxLength={200} onChange={(e) => set({ name: e.currentTarget.value })} />
      <NumberInput size="xs" label={w.quantity} min={0} decimalScale={3} value={l.quantity / 1000} onChange={(q) => set({ quantity: Math.round(Number(q || 0) * 1000) })} />
      <MoneyInput key={priced} size="xs" label={w.price} value={l.price} currency={currency} onChange={(p) => set({ price: p ?? 0 })} />
      <MoneyInput size="xs" label={w.discount} value={l.discount ?? null} currency={currency} onChange={(d) => set({ discount: d ?? undefined })} />
      <NumberInput key={`t${priced}`} size="xs" label={w.taxRate} min={0} max={100} decimalScale={2} value={l.tax_rate ?? 0} onChange={(t) => set({ tax_rate: Number(t || 0) || undefined })} />
      <ActionIcon variant="subtle" color="gray" aria-label={w.remove(n)} onClick={remove}><Icon name="close" size={16} /></ActionIcon>
    </fieldset>
  )
}
