import { Button, Group, NumberInput, SegmentedControl, Select, Text } from '@mantine/core'
import { Card } from '../../../shared/Card'
import type { Brief, Sending } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import styles from './campaign.module.css'
import { Money } from './Money'
import type { Part } from './Plan'
import { useTemplates } from './queries'
import * as words from './words'

const letters = ['a', 'b', 'c']

/** What is sent, one message after the other, and to which variants. */
export function Steps({ plan, change }: Part) {
  const w = useWords(words)
  const put = (i: number, step: Sending) => change({ steps: plan.steps.map((s, k) => (k === i ? step : s)) })
  const vary = (n: string) => change({ variants: letters.slice(0, Number(n)).map((key) => ({ key, weight: 1 })) })
  return (
    <Card title={w.what} lead={w.whatAbout}>
      <Text size="sm" fw={500}>{w.variants}</Text>
      <Text size="xs" c="dimmed" mb={4}>{w.variantsAbout}</Text>
      <SegmentedControl size="xs" mb="sm" value={String(plan.variants.length)} onChange={vary} data={['0', '2', '3'].map((value) => ({ value, label: w.variantCount[value] }))} aria-label={w.variants} />
      <div className={styles.plan}>
        {plan.steps.map((s, i) => <Step key={i} step={s} at={i} variants={plan.variants} put={(step) => put(i, step)} remove={() => change({ steps: plan.steps.filter((_, k) => k !== i) })} />)}
      </div>
      {plan.steps.length < 5 && <Button mt="sm" size="xs" variant="default" onClick={() => change({ steps: [...plan.steps, { channel: 'email', template: '', after: plan.steps.length ? 48 : undefined }] })}>{w.addStep}</Button>}
    </Card>
  )
}

interface StepProps {
  step: Sending
  at: number
  variants: Brief['variants']
  put: (step: Sending) => void
  remove: () => void
}

function Step({ step, at, variants, put, remove }: StepProps) {
  const w = useWords(words)
  return (
    <fieldset className={styles.step}>
      <legend>{w.message(at + 1)}</legend>
      <SegmentedControl size="xs" value={step.channel} onChange={(channel) => put({ ...step, channel: channel as Sending['channel'], template: '', templates: undefined })}
        data={['email', 'sms', 'zalo'].map((value) => ({ value, label: w.channels[value] }))} aria-label={w.channel} />
      <Templates step={step} variants={variants} put={put} />
      <Group mt="xs" grow align="flex-end">
        {at > 0 && <NumberInput label={w.after} min={0} max={2160} value={step.after ?? 0} onChange={(n) => put({ ...step, after: Number(n) || undefined })} />}
        {at > 0 && <Select label={w.unless} value={step.unless ?? ''} onChange={(unless) => put({ ...step, unless: (unless || undefined) as Sending['unless'] })} data={['', 'opened', 'clicked', 'goal'].map((value) => ({ value, label: w.unlesses[value]! }))} allowDeselect={false} />}
        <Money label={w.cost} value={step.cost} change={(cost) => put({ ...step, cost })} />
      </Group>
      <Button mt="xs" size="compact-xs" variant="subtle" color="red" onClick={remove}>{w.removeStep(at + 1)}</Button>
    </fieldset>
  )
}

/** The template of a message, or one for each variant. */
function Templates({ step, variants, put }: Pick<StepProps, 'step' | 'variants' | 'put'>) {
  const w = useWords(words)
  const all = (useTemplates().data?.templates ?? []).filter((t) => t.channel === step.channel && t.published > 0 && !t.archived).map((t) => ({ value: t.id, label: t.name }))
  if (variants.length === 0)
    return <Select mt="xs" label={w.template} searchable value={step.template || null} onChange={(template) => put({ ...step, template: template ?? '' })} data={all} />
  const choose = (key: string, template: string | null) => {
    const templates = { ...step.templates, [key]: template ?? '' }
    put({ ...step, templates, template: templates[variants[0]!.key] ?? '' })
  }
  return (
    <Group mt="xs" grow>
      {variants.map((v) => <Select key={v.key} label={w.templateOf(v.key.toUpperCase())} searchable value={step.templates?.[v.key] || null} onChange={(t) => choose(v.key, t)} data={all} />)}
    </Group>
  )
}
