import { Badge, Button, Group, Table, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { VoucherLine } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useLanguage, useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { inLanguage } from '../../../shared/record/field'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { useMay } from '../../../shared/session'
import { RowLink } from '../../../shared/RowLink'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { GiveVoucher } from '../../../shared/voucher/GiveVoucher'
import { TakeVoucherBack } from '../../../shared/voucher/TakeVoucherBack'
import { useVoucher, useVouchers } from './queries'
import * as words from './words'

/** Vouchers customers have, and using one they show. */
export function Vouchers({ currency }: { currency: string }) {
  const w = useWords(words)
  const may = useMay()('loyalty:award')
  const vouchers = useVouchers()
  const [giving, setGiving] = useState(false)
  return (
    <>
      {may && <Use currency={currency} />}
      {may && <Group justify="flex-end" mt="md"><Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => setGiving(true)}>{w.giveVoucher}</Button></Group>}
      {giving && <GiveVoucher close={() => setGiving(false)} />}
      <Answer query={vouchers}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.vouchers ?? [])
          return all.length ? (
            <Table.ScrollContainer minWidth={520}>
              <Table mt="md">
                <Table.Thead><Table.Tr><Table.Th>{w.reward}</Table.Th><Table.Th>{w.member}</Table.Th><Table.Th>{w.code}</Table.Th><Table.Th>{w.state}</Table.Th><Table.Th /></Table.Tr></Table.Thead>
                <Table.Tbody>{all.map((v) => <Line key={v.id} voucher={v} may={may} />)}</Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          ) : <Empty title={w.noVouchers}>{w.noVouchersDo}</Empty>
        }}
      </Answer>
      <More of={vouchers}>{w.more}</More>
    </>
  )
}

function Line({ voucher: v, may }: { voucher: VoucherLine; may: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const [taking, take] = useState(false)
  return (
    <Table.Tr>
      <Table.Td>{inLanguage(v.name, language)}{v.note && <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{w.why}: {v.note}</Text>}</Table.Td>
      <Table.Td>{v.person ? <RowLink to={`/people/${v.person}`}>{v.of || v.person}</RowLink> : '—'}</Table.Td>
      <Table.Td className="figures">…{v.tail}</Table.Td>
      <Table.Td>
        <Badge variant="light" tt="none" color={v.state === 'open' ? 'green' : 'gray'}>{w.states[v.state]}</Badge>
        <Text size="xs" c="dimmed">{v.used_at ? f.day(v.used_at) : v.expires_at ? w.until(f.day(v.expires_at)) : ''}</Text>
      </Table.Td>
      <Table.Td>
        {may && v.state === 'open' && <Button size="compact-xs" variant="subtle" onClick={() => take(true)}>{v.paid ? w.returnPoints : w.returnIt}</Button>}
        {taking && <TakeVoucherBack voucher={v} close={() => take(false)} />}
      </Table.Td>
    </Table.Tr>
  )
}

/** Uses a code a customer shows: on an order that waits to be paid, or for what is handed over. */
function Use({ currency }: { currency: string }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const [code, setCode] = useState('')
  const [order, setOrder] = useState<{ id: string; name: string } | null>(null)
  const use = useVoucher()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    use.mutate({ body: { code, order: order?.id } }, { onSuccess: () => setCode('') })
  }
  return (
    <Card title={w.use} lead={w.useAbout}>
      <form onSubmit={submit}>
        <Group align="flex-end" mt="sm">
          <TextInput label={w.code} required maxLength={40} autoComplete="off" value={code} onChange={(e) => setCode(e.currentTarget.value)} />
          <RecordSelect type="orders" label={w.order} value={order} onChange={setOrder} />
          <Button type="submit" loading={use.isPending} disabled={!code.trim()}>{w.useNow}</Button>
        </Group>
      </form>
      {use.error != null && <Wrong error={use.error} />}
      {use.data && <Text mt="sm" role="status">{w.used(inLanguage(use.data.name, language))}{use.data.off > 0 && ` −${f.money(use.data.off, currency)}`}</Text>}
    </Card>
  )
}
