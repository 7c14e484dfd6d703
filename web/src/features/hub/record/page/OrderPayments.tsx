import { Badge, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../../shared/ask'
import { type OrderPayments as Payments, orderPayments, paymentAdd } from '../../../../shared/client'
import { DayInput } from '../../../../shared/DayInput'
import { Foot } from '../../../../shared/Foot'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { Totals } from '../../../../shared/order/Lines'
import { keys, useChange } from '../../../../shared/queries'
import { MoneyInput } from '../../../../shared/record/MoneyInput'
import { useMay } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import styles from './order.module.css'
import * as words from './payWords'

const colours = { open: 'gray', partial: 'orange', paid: 'green', over: 'orange', refunded: 'gray' }

/** What was paid for an order, what is left, and how it is paid. */
export function OrderPayments({ id, version }: { id: string; version: number }) {
  const may = useMay()('payments:read')
  const w = useWords(words)
  const query = useQuery({ queryKey: keys.record('order-payments', { id, version }), queryFn: ({ signal }) => ask(orderPayments, { path: { id }, signal }), enabled: may })
  const p = query.data
  if (!may || (!p && !query.error)) return null
  return (
    <section className={styles.payments} aria-label={w.title}>
      <Group gap="xs"><Text fw={600} size="sm">{w.title}</Text>{p && <Badge variant="light" tt="none" color={colours[p.state]}>{w.states[p.state]}</Badge>}</Group>
      {query.error != null && <Wrong error={query.error} retry={query.refetch} />}
      {p && <Shown id={id} payments={p} />}
    </section>
  )
}

function Shown({ id, payments: p }: { id: string; payments: Payments }) {
  const w = useWords(words)
  const f = useFormat()
  const writes = useMay()('payments:write')
  const [adding, add] = useState<'received' | 'refunded'>()
  const money = (n: number) => f.money(n, p.currency)
  const rows: [string, string][] = [[w.received, money(p.received)]]
  if (p.refunded) rows.push([w.refunded, money(p.refunded)])
  if (p.later) rows.push([w.depositDue, money(p.now)], [w.later, money(p.later)])
  rows.push(p.over ? [w.over, money(p.over)] : [w.left, money(p.left)])
  const copy = () => void navigator.clipboard.writeText(p.page).then(() => notifications.show({ message: w.copied }))
  return (
    <>
      <ul className={styles.paid}>
        {p.entries.map((e) => <li key={e.id}><b className="figures">{e.kind === 'refunded' && '−'}{money(e.amount)}</b> {w.kinds[e.kind]} · {w.ways[e.way]} · {f.instant(e.at)}{e.note && ` · ${e.note}`}</li>)}
      </ul>
      <Totals rows={rows} />
      {p.pay && (
        <div className={styles.pay}>
          <div className={styles.qr} dangerouslySetInnerHTML={{ __html: p.pay.svg }} />
          <div><Text size="sm">{w.scan}</Text><Text fw={700} ff="monospace">{p.pay.code}</Text><Text size="sm">{p.pay.bank} · {p.pay.account}</Text><Text size="sm">{p.pay.holder}</Text></div>
        </div>
      )}
      {!p.pay && p.left > 0 && p.currency === 'VND' && p.status !== 'cancelled' && <Text size="sm" c="dimmed">{w.noAccount}</Text>}
      <Group gap="xs" mt="sm" className={styles.noPrint}>
        {p.page && p.left > 0 && <Button size="compact-sm" variant="default" onClick={copy}>{w.copy}</Button>}
        {writes && <Button size="compact-sm" variant="default" onClick={() => add('received')}>{w.add}</Button>}
        {writes && p.received > p.refunded && <Button size="compact-sm" variant="default" onClick={() => add('refunded')}>{p.over ? w.settle : w.give}</Button>}
      </Group>
      {adding && <Add id={id} payments={p} kind={adding} close={() => add(undefined)} />}
    </>
  )
}

function Add({ id, payments: p, kind, close }: { id: string; payments: Payments; kind: 'received' | 'refunded'; close: () => void }) {
  const w = useWords(words)
  const keep = useChange(paymentAdd, { refreshes: ['order-payments', 'record', 'records', 'timeline', 'history', 'readouts'] })
  const [amount, set] = useState<number | null | undefined>((kind === 'received' ? p.now : p.over) || null)
  const [way, go] = useState<'transfer' | 'cash' | 'card' | 'other'>('transfer')
  const [on, day] = useState('')
  const [note, write] = useState('')
  const submit = () => amount && keep.mutate({ path: { id }, body: { kind, way, amount, note, ...(on && { on }) } }, { onSuccess: close })
  return (
    <Modal opened onClose={close} title={<b>{kind === 'received' ? w.add : w.give}</b>}>
      <Stack>
        <MoneyInput data-autofocus label={w.amount} value={amount ?? null} currency={p.currency} onChange={set} />
        <Select label={w.way} allowDeselect={false} value={way} data={(['transfer', 'cash', 'card', 'other'] as const).map((v) => ({ value: v, label: w.ways[v] }))} onChange={(v) => go((v ?? 'other') as typeof way)} />
        <DayInput label={w.on} value={on} onChange={day} />
        <TextInput label={w.note} value={note} maxLength={500} onChange={(e) => write(e.currentTarget.value)} />
        {keep.error != null && <Wrong error={keep.error} />}
        <Foot close={close}><Button loading={keep.isPending} disabled={!amount} onClick={submit}>{w.keep}</Button></Foot>
      </Stack>
    </Modal>
  )
}
