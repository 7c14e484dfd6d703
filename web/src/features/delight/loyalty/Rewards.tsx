import { Badge, Button, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Both } from '../../../shared/Both'
import type { RewardBody, RewardLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { MoneyInput } from '../../../shared/record/MoneyInput'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { useAddReward, useRewards, useSetReward } from './queries'
import * as words from './words'

const gives = ['amount', 'percent', 'product', 'text'] as const
const beginning: RewardBody = { name: { vi: '', en: '' }, about: { vi: '', en: '' }, gives: 'amount', amount: 0, cost: 100, stock: -1, each: 0, valid: 90 }

/** What points are given for. */
export function Rewards({ currency }: { currency: string }) {
  const w = useWords(words)
  const may = useMay()('loyalty:write')
  const [open, setOpen] = useState<RewardLine | 'new'>()
  return (
    <>
      {may && <Group justify="flex-end" mb="sm"><Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => setOpen('new')}>{w.addReward}</Button></Group>}
      <Answer query={useRewards()}>
        {({ rewards }) => rewards?.length
          ? <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>{rewards.map((r) => <Shown key={r.id} reward={r} currency={currency} change={may ? () => setOpen(r) : undefined} />)}</SimpleGrid>
          : <Empty title={w.noRewards}>{w.noRewardsDo}</Empty>}
      </Answer>
      {open && <Form reward={open === 'new' ? undefined : open} currency={currency} close={() => setOpen(undefined)} />}
    </>
  )
}

function Shown({ reward: r, currency, change }: { reward: RewardLine; currency: string; change?: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const what = r.gives === 'amount' ? f.money(r.amount ?? 0, currency) : r.gives === 'percent' ? `${f.number(r.percent ?? 0)} %` : w.gives[r.gives]
  return (
    <section className="card" style={{ padding: 'var(--mantine-spacing-md)' }} aria-label={inLanguage(r.name, language)}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>{inLanguage(r.name, language)}</Text>
        <Badge variant="light" tt="none" color={r.archived ? 'gray' : 'green'} style={{ flexShrink: 0 }}>{r.archived ? w.archived : r.cost ? w.costs(f.number(r.cost)) : w.givenOnly}</Badge>
      </Group>
      <Text size="sm" c="dimmed">{what} · {r.stock < 0 ? w.endless : w.left(f.number(r.stock))} · {w.issued(f.number(r.issued))}</Text>
      {change && <Button mt="xs" size="compact-sm" variant="default" onClick={change}>{w.change}</Button>}
    </section>
  )
}

function Form({ reward, currency, close }: { reward?: RewardLine; currency: string; close: () => void }) {
  const w = useWords(words)
  const [r, set] = useState<RewardBody>(reward ?? beginning)
  const add = useAddReward()
  const change = useSetReward()
  const put = (part: Partial<RewardBody>) => set((old) => ({ ...old, ...part }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const { name, about, gives, amount, percent, product, least, cost, stock, each, valid, bearer, archived } = r
    const body = { name, about, gives, amount, percent, product, least, cost, stock, each, valid, bearer, archived }
    if (reward) change.mutate({ path: { id: reward.id }, body: { ...body, edition: reward.edition } }, { onSuccess: close })
    else add.mutate({ body }, { onSuccess: close })
  }
  const number = (key: 'cost' | 'each' | 'valid', label: string, hint: string) => (
    <NumberInput label={label} description={hint} inputWrapperOrder={['label', 'input', 'description']} min={0} allowDecimal={false} value={r[key]} onChange={(n) => put({ [key]: Number(n) || 0 })} />
  )
  return (
    <Modal opened onClose={close} size="lg" title={<b>{reward ? w.changeReward : w.addReward}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <Both label={w.name} value={r.name} onChange={(name) => put({ name })} longest={300} />
          <Both label={w.aboutReward} value={r.about} onChange={(about) => put({ about })} rows={2} longest={300} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select label={w.kind} allowDeselect={false} value={r.gives} data={gives.map((value) => ({ value, label: w.gives[value] }))} onChange={(g) => put({ gives: g as RewardBody['gives'] })} />
            {r.gives === 'amount' && <MoneyInput label={w.amountOff} currency={currency} value={r.amount || null} onChange={(n) => n !== undefined && put({ amount: n ?? 0 })} />}
            {r.gives === 'percent' && <NumberInput label={w.percentOff} suffix=" %" min={1} max={100} allowDecimal={false} value={r.percent ?? 10} onChange={(n) => put({ percent: Number(n) || 1 })} />}
            {r.gives === 'product' && <RecordSelect type="products" label={w.product} value={r.product ? { id: r.product, name: r.product } : null} onChange={(p) => put({ product: p?.id ?? '' })} />}
            {number('cost', w.costInPoints, w.costHint)}
            <NumberInput label={w.stock} description={w.stockHint} inputWrapperOrder={['label', 'input', 'description']} min={0} allowDecimal={false} value={r.stock < 0 ? '' : r.stock} onChange={(n) => put({ stock: n === '' ? -1 : Number(n) })} />
            {number('each', w.each, w.eachHint)}
            {number('valid', w.valid, w.validHint)}
            <MoneyInput label={w.least} currency={currency} value={r.least || null} onChange={(n) => n !== undefined && put({ least: n ?? 0 })} />
          </SimpleGrid>
          <Switch label={w.bearer} checked={r.bearer ?? false} onChange={(e) => put({ bearer: e.currentTarget.checked })} />
          {reward && <Switch label={w.archive} checked={r.archived ?? false} onChange={(e) => put({ archived: e.currentTarget.checked })} />}
          {(add.error ?? change.error) != null && <Wrong error={add.error ?? change.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending || change.isPending}>{w.save}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
