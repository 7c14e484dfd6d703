import { Button, Checkbox, Group, MultiSelect, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Both } from '../../../shared/Both'
import type { OnboardingStep } from '../../../shared/client'
import { EventField } from '../../../shared/EventPicker'
import { useLanguage, useWords } from '../../../shared/language'
import { moved } from '../../../shared/moved'
import { inLanguage } from '../../../shared/record/field'
import { UserSelect } from '../../../shared/record/UserSelect'
import styles from './onboarding.module.css'
import type { Part } from './PlanPage'
import * as words from './words'

const most = 60

/** The steps of a plan, in the order people read them. */
export function PlanSteps({ draft: d, put, disabled }: Part) {
  const w = useWords(words)
  const set = (i: number, change: Partial<OnboardingStep>) => put({ steps: d.steps.map((s, k) => (k === i ? { ...s, ...change } : s)) })
  // Who waited for a step that is gone waits for it no more.
  const drop = (key: string) => put({ steps: d.steps.filter((s) => s.key !== key).map((s) => ({ ...s, after: s.after === key ? undefined : s.after, needs: s.needs.filter((n) => n !== key) })) })
  const add = () => {
    let n = d.steps.length + 1
    while (d.steps.some((s) => s.key === `step_${n}`)) n++
    put({ steps: [...d.steps, { key: `step_${n}`, label: { vi: '', en: '' }, help: { vi: '', en: '' }, side: 'us', owner: 'care', days: 3, needs: [] }] })
  }
  return (
    <Stack>
      {d.steps.map((s, i) => (
        <Step key={s.key} n={i + 1} step={s} others={d.steps.filter((o) => o.key !== s.key)} disabled={disabled} set={(change) => set(i, change)} drop={() => drop(s.key)}
          up={i > 0 ? () => put({ steps: moved(d.steps, i, i - 1) }) : undefined} down={i < d.steps.length - 1 ? () => put({ steps: moved(d.steps, i, i + 1) }) : undefined} />
      ))}
      {!disabled && d.steps.length < most && <Group><Button size="xs" variant="default" onClick={add}>{w.addStep}</Button></Group>}
    </Stack>
  )
}

interface StepProps {
  n: number
  step: OnboardingStep
  others: OnboardingStep[]
  disabled: boolean
  set: (change: Partial<OnboardingStep>) => void
  drop: () => void
  up?: () => void
  down?: () => void
}

function Step({ n, step: s, others, disabled, set, drop, up, down }: StepProps) {
  const w = useWords(words)
  const { language } = useLanguage()
  const [more, show] = useState(false)
  const named = others.map((o) => ({ value: o.key, label: inLanguage(o.label, language) || o.key }))
  return (
    <section className={`card ${styles.edit}`} aria-label={w.step(n)}>
      <Group justify="space-between" gap="xs">
        <Text fw={600} size="sm">{w.step(n)}</Text>
        {!disabled && (
          <Group gap={4}>
            <Button size="compact-xs" variant="subtle" disabled={!up} aria-label={`${w.up}: ${w.step(n)}`} onClick={up}>{w.up}</Button>
            <Button size="compact-xs" variant="subtle" disabled={!down} aria-label={`${w.down}: ${w.step(n)}`} onClick={down}>{w.down}</Button>
            <Button size="compact-xs" variant="subtle" color="red" aria-label={`${w.drop}: ${w.step(n)}`} onClick={drop}>{w.drop}</Button>
          </Group>
        )}
      </Group>
      <Both label={w.label} longest={200} value={s.label} disabled={disabled} onChange={(label) => set({ label })} />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
        <Select label={w.side} allowDeselect={false} disabled={disabled} value={s.side} onChange={(v) => set({ side: v as OnboardingStep['side'] })} data={(['us', 'customer'] as const).map((v) => ({ value: v, label: w.sides[v] }))} />
        <NumberInput label={w.days} min={0} max={250} allowDecimal={false} disabled={disabled} value={s.days} onChange={(v) => set({ days: Number(v) || 0 })} />
        <Select label={w.countFrom} allowDeselect={false} disabled={disabled} value={s.after ?? ''} onChange={(v) => set({ after: v || undefined })} data={[{ value: '', label: w.theStart }, ...named]} />
      </SimpleGrid>
      <MultiSelect label={w.needs} disabled={disabled} maxValues={20} value={s.needs} onChange={(needs) => set({ needs })} data={named} clearable />
      {more ? <Further step={s} disabled={disabled} set={set} /> : <Group><Button size="compact-xs" variant="subtle" aria-label={`${w.further}: ${w.step(n)}`} onClick={() => show(true)}>{w.further}</Button></Group>}
    </section>
  )
}

function Further({ step: s, disabled, set }: Pick<StepProps, 'step' | 'disabled' | 'set'>) {
  const w = useWords(words)
  return (
    <Stack gap="xs">
      <Both label={w.help} rows={2} longest={2000} value={s.help} disabled={disabled} onChange={(help) => set({ help })} />
      <TextInput label={w.link} placeholder={w.linkHint} maxLength={500} disabled={disabled} value={s.link ?? ''} onChange={(e) => set({ link: e.currentTarget.value || undefined })} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <Select label={w.owner} allowDeselect={false} disabled={disabled} value={s.owner} onChange={(v) => set({ owner: v as OnboardingStep['owner'] })} data={(['care', 'seller', 'user'] as const).map((v) => ({ value: v, label: w.owners[v] }))} />
        {s.owner === 'user' && <UserSelect label={w.user} disabled={disabled} value={s.user} onChange={(user) => set({ user: user ?? undefined })} />}
      </SimpleGrid>
      {s.side === 'customer' && <TextInput label={w.booking} description={w.bookingHint} maxLength={60} disabled={disabled} value={s.booking ?? ''} onChange={(e) => set({ booking: e.currentTarget.value || undefined })} />}
      <Checkbox label={w.never} disabled={disabled} checked={!s.event} onChange={(e) => set({ event: e.currentTarget.checked ? undefined : 'Product Used' })} />
      {s.event && (
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
          <EventField label={w.ticks} value={s.event} disabled={disabled} change={(event) => set({ event })} />
          <TextInput label={w.condition} placeholder="feature = export" maxLength={2000} disabled={disabled} value={s.if ?? ''} onChange={(e) => set({ if: e.currentTarget.value || undefined })} />
          <NumberInput label={w.count} min={1} max={1000} allowDecimal={false} disabled={disabled} value={s.count ?? 1} onChange={(v) => set({ count: Number(v) > 1 ? Number(v) : undefined })} />
        </SimpleGrid>
      )}
      <Checkbox label={w.isOptional} disabled={disabled} checked={s.optional ?? false} onChange={(e) => set({ optional: e.currentTarget.checked || undefined })} />
    </Stack>
  )
}
