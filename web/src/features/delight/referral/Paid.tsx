import { Button, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ReferralPayout, ReferralShown } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { usePaid } from './queries'
import * as words from './words'

interface Props {
  of: ReferralShown
  payout: ReferralPayout
  currency: string
  may: boolean
}

/** What one of the two got, and noting that it was paid out. */
export function Paid({ of: r, payout: p, currency, may }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const [open, show] = useState(false)
  const worth = p.kind === 'points' ? w.points(f.number(p.points ?? 0)) : p.kind === 'cash' ? f.money(p.amount ?? 0, currency) : w.voucher
  return (
    <Group gap="xs" mt={4}>
      <Text size="sm">{w.sides[p.side]}: {worth} · {w.payouts[p.state]}{p.note ? ` · ${p.note}` : ''}</Text>
      {may && p.state === 'owed' && <Button size="compact-xs" variant="default" onClick={() => show(true)}>{w.pay}</Button>}
      {open && <PayOut id={r.id} side={p.side} close={() => show(false)} />}
    </Group>
  )
}

function PayOut({ id, side, close }: { id: string; side: ReferralPayout['side']; close: () => void }) {
  const w = useWords(words)
  const paid = usePaid()
  const [note, setNote] = useState('')
  return (
    <Confirm title={w.pay} action={w.pay} change={paid} close={close} go={() => paid.mutate({ path: { id }, body: { side, note: note || undefined } }, { onSuccess: close })}>
      <TextInput data-autofocus label={w.how} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={500} />
    </Confirm>
  )
}
