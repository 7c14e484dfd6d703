import { Badge, Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Both } from '../../../shared/Both'
import { Card } from '../../../shared/Card'
import type { LoyaltyAnswer, LoyaltyMultiplier, LoyaltyProgram, LoyaltyRule, LoyaltyTier } from '../../../shared/client'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { DayInput } from '../../../shared/DayInput'
import { EventField } from '../../../shared/EventPicker'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { MoneyInput } from '../../../shared/record/MoneyInput'
import { Wrong } from '../../../shared/states'
import { usePublishLoyalty, useSetLoyalty } from './queries'
import { Simulate } from './Simulate'
import * as words from './words'

interface Part { draft: LoyaltyProgram; put: (part: Partial<LoyaltyProgram>) => void; currency: string; disabled: boolean }

/** The programme as it is being written: saved, tried over the past, and published. */
export function Rules({ loyalty, disabled }: { loyalty: LoyaltyAnswer; disabled: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const [draft, set] = useState(loyalty.draft)
  const save = useSetLoyalty()
  const publish = usePublishLoyalty()
  const unsaved = loyalty.edition === 0 || JSON.stringify(draft) !== JSON.stringify(loyalty.draft)
  const keep = () => save.mutate({ body: { draft, edition: loyalty.edition } }, { onSuccess: () => notifications.show({ message: w.saved }) })
  const part: Part = { draft, put: (p) => set((old) => ({ ...old, ...p })), currency: loyalty.currency, disabled }
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="xs">
          <Badge variant="light" tt="none" color={loyalty.published ? 'green' : 'yellow'}>{loyalty.published ? w.version(loyalty.published) : w.notYet}</Badge>
          {loyalty.since && <Text size="sm" c="dimmed">{w.since(f.day(loyalty.since))}</Text>}
          {loyalty.published > 0 && loyalty.changed && <Text size="sm" c="dimmed">{w.differs}</Text>}
        </Group>
        {!disabled && (
          <Group gap="xs">
            <Button variant="default" loading={save.isPending} disabled={!unsaved} onClick={keep}>{w.save}</Button>
            <Button loading={publish.isPending} disabled={unsaved || (!loyalty.changed && loyalty.published > 0)} onClick={() => publish.mutate({}, { onSuccess: () => notifications.show({ message: w.published }) })}>{w.publish}</Button>
          </Group>
        )}
      </Group>
      {(save.error ?? publish.error) != null && <Wrong error={save.error ?? publish.error} />}
      <Basics {...part} />
      <Earning {...part} />
      <More {...part} />
      <Tiers {...part} />
      {!disabled && <Simulate unsaved={unsaved} draft={draft} />}
    </Stack>
  )
}

function Basics({ draft: d, put, currency, disabled }: Part) {
  const w = useWords(words)
  const number = (key: 'window' | 'life', label: string, max: number, hint: string) => (
    <NumberInput label={label} description={hint} inputWrapperOrder={['label', 'input', 'description']} min={0} max={max} allowDecimal={false} disabled={disabled} value={d[key]} onChange={(n) => put({ [key]: Number(n) || 0 })} />
  )
  return (
    <Card title={w.basics}>
      <Stack mt="sm">
        <Both label={w.name} value={d.name} onChange={(name) => put({ name })} longest={300} disabled={disabled} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <MoneyInput label={w.value} description={w.valueHint} currency={currency} value={d.value} disabled={disabled} onChange={(n) => n !== undefined && put({ value: n ?? 0 })} />
          <Select label={w.rounding} allowDeselect={false} disabled={disabled} value={d.rounding} data={[{ value: 'down', label: w.down }, { value: 'half_up', label: w.halfUp }]} onChange={(r) => put({ rounding: r as LoyaltyProgram['rounding'] })} />
          {number('window', w.window, 365, w.windowHint)}
          {number('life', w.life, 120, w.lifeHint)}
        </SimpleGrid>
        <Switch label={w.delivery} checked={d.delivery ?? false} disabled={disabled} onChange={(e) => put({ delivery: e.currentTarget.checked })} />
        <Switch label={w.tax} checked={d.tax ?? false} disabled={disabled} onChange={(e) => put({ tax: e.currentTarget.checked })} />
        <Switch label={w.forgive} checked={d.forgive ?? false} disabled={disabled} onChange={(e) => put({ forgive: e.currentTarget.checked })} />
      </Stack>
    </Card>
  )
}

/** A list of which each line can be changed and taken out. */
function List<T extends { key: string }>({ all, put, children, disabled }: { all: T[]; put: (all: T[]) => void; children: (one: T, change: (part: Partial<T>) => void) => React.ReactNode; disabled: boolean }) {
  const w = useWords(words)
  return all.map((one, i) => (
    <div key={i} className="card" style={{ padding: 'var(--mantine-spacing-md)' }}>
      <Stack gap="sm">
        {children(one, (part) => put(all.map((old, k) => (k === i ? { ...old, ...part } : old))))}
        {!disabled && <Group justify="flex-end"><Button size="compact-sm" variant="subtle" color="red" onClick={() => put(all.filter((_, k) => k !== i))}>{w.remove}</Button></Group>}
      </Stack>
    </div>
  ))
}

/** A key that none of some has yet. */
const newKey = (stem: string, all: { key: string }[]): string => {
  for (let n = all.length + 1; ; n++) if (!all.some((one) => one.key === `${stem}_${n}`)) return `${stem}_${n}`
}

const blank = () => ({ vi: '', en: '' })

const begins: Record<LoyaltyRule['by'], Partial<LoyaltyRule>> = { amount: { per: 10_000 }, event: { event: 'Product Reviewed' }, birthday: { points: 20 } }

function Earning({ draft: d, put, currency, disabled }: Part) {
  const w = useWords(words)
  const all = d.rules ?? []
  const add = (by: LoyaltyRule['by']) => put({ rules: [...all, { key: newKey('rule', all), name: blank(), by, points: 1, ...begins[by] }] })
  return (
    <Card title={w.rules} lead={w.rulesAbout} actions={!disabled && <Group gap="xs"><Button size="xs" variant="default" onClick={() => add('amount')}>{w.addAmount}</Button><Button size="xs" variant="default" onClick={() => add('event')}>{w.addEvent}</Button><Button size="xs" variant="default" onClick={() => add('birthday')}>{w.addBirthday}</Button></Group>}>
      <Stack mt="sm">
        <List all={all} put={(rules) => put({ rules })} disabled={disabled}>
          {(r, change) => (
            <>
              <Both label={w.name} value={r.name} onChange={(name) => change({ name })} longest={300} disabled={disabled} />
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <NumberInput label={w.points} description={r.by === 'birthday' ? w.birthdayHint : undefined} inputWrapperOrder={['label', 'input', 'description']} min={1} allowDecimal={false} disabled={disabled} value={r.points} onChange={(n) => change({ points: Number(n) || 1 })} />
                {r.by === 'amount' && <MoneyInput label={w.per} currency={currency} value={r.per ?? null} disabled={disabled} onChange={(n) => n !== undefined && change({ per: n ?? 0 })} />}
                {r.by === 'event' && <EventField label={w.event} value={r.event ?? ''} disabled={disabled} change={(event) => change({ event })} />}
                {r.by !== 'birthday' && <NumberInput label={w.limit} description={w.limitHint} inputWrapperOrder={['label', 'input', 'description']} min={0} allowDecimal={false} disabled={disabled} value={r.limit ?? 0} onChange={(n) => change({ limit: Number(n) || 0, period: Number(n) ? (r.period || 'month') : '' })} />}
                {(r.limit ?? 0) > 0 && <Select label={w.period} allowDeselect={false} disabled={disabled} value={r.period || 'month'} data={(['day', 'week', 'month', 'year', 'ever'] as const).map((value) => ({ value, label: w.periods[value] }))} onChange={(p) => change({ period: p as LoyaltyRule['period'] })} />}
              </SimpleGrid>
              <Days of={r} change={change} disabled={disabled} />
              <ConditionInput type="people" label={w.whom} value={r.whom ?? ''} disabled={disabled} change={(whom) => change({ whom })} />
            </>
          )}
        </List>
      </Stack>
    </Card>
  )
}

function Days({ of, change, disabled }: { of: { from?: string; to?: string }; change: (part: { from?: string; to?: string }) => void; disabled: boolean }) {
  const w = useWords(words)
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <DayInput label={w.from} clearable disabled={disabled} value={of.from ?? ''} onChange={(from) => change({ from })} />
      <DayInput label={w.to} clearable disabled={disabled} value={of.to ?? ''} onChange={(to) => change({ to })} />
    </SimpleGrid>
  )
}

function More({ draft: d, put, disabled }: Part) {
  const w = useWords(words)
  const { language } = useLanguage()
  const all = d.multipliers ?? []
  const tiers = d.tiers ?? []
  const add = () => put({ multipliers: [...all, { key: newKey('multiplier', all), name: blank(), when: 'birthday', percent: 200 }] })
  return (
    <Card title={w.multipliers} lead={w.multipliersAbout} actions={!disabled && <Button size="xs" variant="default" onClick={add}>{w.addMultiplier}</Button>}>
      <Stack mt="sm">
        <List all={all} put={(multipliers) => put({ multipliers })} disabled={disabled}>
          {(m, change) => (
            <>
              <Both label={w.name} value={m.name} onChange={(name) => change({ name })} longest={300} disabled={disabled} />
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <Select label={w.when} allowDeselect={false} disabled={disabled} value={m.when} data={(['birthday', 'tier', 'segment', 'days'] as const).map((value) => ({ value, label: w.whens[value] }))} onChange={(when) => change({ when: when as LoyaltyMultiplier['when'] })} />
                <NumberInput label={w.percent} suffix=" %" min={100} max={1000} allowDecimal={false} disabled={disabled} value={m.percent} onChange={(n) => change({ percent: Number(n) || 100 })} />
                {m.when === 'tier' && <Select label={w.tier} disabled={disabled} value={m.tier || null} data={tiers.map((t) => ({ value: t.key, label: inLanguage(t.name, language) || t.key }))} onChange={(tier) => change({ tier: tier ?? '' })} />}
              </SimpleGrid>
              {m.when === 'segment' && <ConditionInput type="people" label={w.whom} value={m.whom ?? ''} disabled={disabled} change={(whom) => change({ whom })} />}
              <Days of={m} change={change} disabled={disabled} />
            </>
          )}
        </List>
      </Stack>
    </Card>
  )
}

function Tiers({ draft: d, put, currency, disabled }: Part) {
  const w = useWords(words)
  const all = d.tiers ?? []
  const add = () => put({ tiers: [...all, { key: newKey('tier', all), name: blank(), from: (all.at(-1)?.from ?? 0) + 100, perk: blank() }] })
  const from = (t: LoyaltyTier, change: (part: Partial<LoyaltyTier>) => void) => d.tier_by === 'spend'
    ? <MoneyInput label={w.fromSpend} currency={currency} value={t.from} disabled={disabled} onChange={(n) => n !== undefined && change({ from: n ?? 0 })} />
    : <NumberInput label={w.fromPoints} min={1} allowDecimal={false} disabled={disabled} value={t.from} onChange={(n) => change({ from: Number(n) || 1 })} />
  return (
    <Card title={w.tiers} lead={w.tiersAbout} actions={!disabled && <Button size="xs" variant="default" onClick={add}>{w.addTier}</Button>}>
      <Stack mt="sm">
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Select label={w.tierBy} allowDeselect={false} disabled={disabled} value={d.tier_by} data={[{ value: 'points', label: w.byPoints }, { value: 'spend', label: w.bySpend }]} onChange={(by) => put({ tier_by: by as LoyaltyProgram['tier_by'] })} />
          <TextInput label={w.review} description={w.reviewHint} inputWrapperOrder={['label', 'input', 'description']} placeholder="01-01" maxLength={5} disabled={disabled} value={d.review} onChange={(e) => put({ review: e.currentTarget.value })} />
          <NumberInput label={w.grace} min={0} max={365} allowDecimal={false} disabled={disabled} value={d.grace} onChange={(n) => put({ grace: Number(n) || 0 })} />
        </SimpleGrid>
        <List all={all} put={(tiers) => put({ tiers })} disabled={disabled}>
          {(t, change) => (
            <>
              <Both label={w.name} value={t.name} onChange={(name) => change({ name })} longest={300} disabled={disabled} />
              {from(t, change)}
              <Both label={w.perk} value={t.perk} onChange={(perk) => change({ perk })} longest={300} disabled={disabled} />
            </>
          )}
        </List>
      </Stack>
    </Card>
  )
}
