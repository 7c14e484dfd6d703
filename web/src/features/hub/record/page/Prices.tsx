import { ActionIcon, Button, Group, NativeSelect, NumberInput, Text } from '@mantine/core'
import { useState } from 'react'
import { priceBookList } from '../../../../shared/client'
import { DayInput } from '../../../../shared/DayInput'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { useRecords } from '../../../../shared/queries'
import { useEdit } from '../../../../shared/record/edit'
import type { RecordRow } from '../../../../shared/record/field'
import { MoneyInput } from '../../../../shared/record/MoneyInput'
import { useMay } from '../../../../shared/session'
import styles from './order.module.css'
import * as words from './orderWords'
import { thousandths } from '../../../../shared/order/reckon'

interface Price { book: string; amount: number; currency: string; quantity?: number; from?: string; until?: string }

/** What a product costs by each price book, from when to when and from how many on. */
export function Prices({ record }: { record: RecordRow }) {
  const w = useWords(words)
  const f = useFormat()
  const edit = useEdit('products')
  const may = useMay()('products:update') && !record.deleted_at
  const books = useRecords('price-books', priceBookList, undefined).data?.books ?? []
  const [adding, add] = useState(false)
  const prices = (record.values.prices as Price[] | undefined) ?? []
  const set = (list: Price[]) => void edit(record, 'prices', list.length ? list : null)
  const day = (d?: string) => (d ? f.day(`${d}T12:00:00Z`) : '–')
  return (
    <section className={`card ${styles.order}`} aria-label={w.prices}>
      <h2 style={{ fontSize: 15, margin: '0 0 8px' }}>{w.prices}</h2>
      {prices.length > 0 ? (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={w.prices}>
          <table className={styles.lines}>
            <thead><tr><th>{w.book}</th><th>{w.fromQuantity}</th><th>{w.from}</th><th>{w.until}</th><th>{w.amount}</th>{may && <th aria-label={w.removePrice} />}</tr></thead>
            <tbody>
              {prices.map((p, i) => (
                <tr key={i}>
                  <td>{books.find((b) => b.key === p.book)?.name ?? p.book}</td><td>{p.quantity ? f.number(p.quantity / 1000, thousandths(p.quantity)) : '–'}</td><td>{day(p.from)}</td><td>{day(p.until)}</td><td>{f.money(p.amount, p.currency)}</td>
                  {may && <td><ActionIcon variant="subtle" color="gray" size="sm" aria-label={w.removePrice} onClick={() => set(prices.filter((_, j) => j !== i))}><Icon name="close" size={14} /></ActionIcon></td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : <Text size="sm" c="dimmed">{w.noPrices}</Text>}
      {may && (adding ? <Adding books={books.filter((b) => !b.archived)} put={(p) => { set([...prices, p]); add(false) }} cancel={() => add(false)} />
        : <Button size="compact-xs" variant="subtle" mt="xs" onClick={() => add(true)}>{w.addPrice}</Button>)}
    </section>
  )
}

function Adding({ books, put, cancel }: { books: { key: string; name: string; currency: string }[]; put: (p: Price) => void; cancel: () => void }) {
  const w = useWords(words)
  const [p, fill] = useState({ book: books[0]?.key ?? '', amount: null as number | null | undefined, quantity: '' as number | '', from: '', until: '' })
  const book = books.find((b) => b.key === p.book)
  if (!book) return <Text size="sm" c="dimmed" mt="xs">{w.needBook}</Text>
  const save = () => put({ book: book.key, currency: book.currency, amount: p.amount!, quantity: p.quantity ? Math.round(p.quantity * 1000) : undefined, from: p.from || undefined, until: p.until || undefined })
  return (
    <form onSubmit={(e) => { e.preventDefault(); if (p.amount != null) save() }}>
      <div className={styles.row} style={{ gridTemplateColumns: 'repeat(auto-fit, minmax(120px, 1fr))' }}>
        <NativeSelect size="xs" label={w.book} value={p.book} onChange={(e) => fill({ ...p, book: e.currentTarget.value })} data={books.map((b) => ({ value: b.key, label: b.name }))} />
        <MoneyInput size="xs" label={w.amount} value={null} currency={book.currency} onChange={(amount) => fill({ ...p, amount })} />
        <NumberInput size="xs" label={w.fromQuantity} min={0} decimalScale={3} value={p.quantity} onChange={(q) => fill({ ...p, quantity: typeof q === 'number' ? q : '' })} />
        <DayInput size="xs" label={w.from} clearable value={p.from} onChange={(from) => fill({ ...p, from })} />
        <DayInput size="xs" label={w.until} clearable value={p.until} onChange={(until) => fill({ ...p, until })} />
      </div>
      <Group gap="xs" mt="xs">
        <Button size="compact-xs" type="submit" disabled={p.amount == null}>{w.save}</Button>
        <Button size="compact-xs" variant="subtle" onClick={cancel}>{w.cancel}</Button>
      </Group>
    </form>
  )
}
