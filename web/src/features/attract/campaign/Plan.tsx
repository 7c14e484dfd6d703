import { Box, Button, Checkbox, Group, NumberInput, Radio, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Brief, Campaign } from '../../../shared/client'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { EventPicker } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { readSteps, writeStep } from '../../../shared/steps'
import styles from './campaign.module.css'
import { Check } from './Check'
import { Money } from './Money'
import { useSegments, useSetCampaign } from './queries'
import { Steps } from './Steps'
import * as words from './words'

export interface Part {
  plan: Brief
  change: (part: Partial<Brief>) => void
}

/** A draft in five steps: who, what, when, towards what, and the check before it starts. */
export function Plan({ campaign }: { campaign: Campaign }) {
  const w = useWords(words)
  const may = useMay()('campaigns:write')
  const set = useSetCampaign()
  const [name, rename] = useState(campaign.name)
  const [plan, setPlan] = useState(campaign.plan)
  const change = (part: Partial<Brief>) => setPlan({ ...plan, ...part })
  const saved = name === campaign.name && JSON.stringify(plan) === JSON.stringify(campaign.plan)
  const save = () => set.mutate({ path: { id: campaign.id }, body: { name, plan, version: campaign.version } }, {
    onSuccess: (now) => {
      rename(now.name)
      setPlan(now.plan)
      notifications.show({ message: w.saved })
    },
  })
  return (
    <div className={styles.plan}>
      <TextInput label={w.name} required maxLength={100} value={name} onChange={(e) => rename(e.currentTarget.value)} />
      <Who plan={plan} change={change} />
      <Steps plan={plan} change={change} />
      <When plan={plan} change={change} />
      <Goal plan={plan} change={change} />
      {set.error && <Wrong error={set.error} />}
      {may && !saved && <Group><Button onClick={save} loading={set.isPending}>{w.save}</Button></Group>}
      <Card title={w.check} lead={w.checkAbout}>
        {saved ? <Check campaign={campaign} /> : <Text size="sm" c="dimmed">{w.saveFirst}</Text>}
      </Card>
    </div>
  )
}

function Who({ plan, change }: Part) {
  const w = useWords(words)
  const segments = useSegments().data?.segments ?? []
  const of = (part: Partial<Brief['audience']>) => change({ audience: { ...plan.audience, ...part } })
  return (
    <Card title={w.who} lead={w.whoAbout}>
      <Select label={w.segment} clearable searchable value={plan.audience.segment ?? null} onChange={(segment) => of({ segment: segment ?? undefined })} data={segments.map((s) => ({ value: s.id, label: s.name }))} />
      <Box mt="sm"><ConditionInput type="people" label={w.where} value={plan.audience.where ?? ''} change={(where) => of({ where: where || undefined })} /></Box>
      <Checkbox mt="sm" label={w.rolling} checked={!!plan.audience.rolling} onChange={(e) => of({ rolling: e.currentTarget.checked || undefined })} />
    </Card>
  )
}

function When({ plan, change }: Part) {
  const w = useWords(words)
  const local = plan.time.at ? toLocal(plan.time.at) : ''
  return (
    <Card title={w.when} lead={w.gateAbout}>
      <Radio.Group value={plan.time.kind} onChange={(kind) => change({ time: { kind: kind as Brief['time']['kind'] } })} aria-label={w.when}>
        <Group gap="lg">{['now', 'at', 'best'].map((kind) => <Radio key={kind} value={kind} label={w.times[kind]} />)}</Group>
      </Radio.Group>
      {plan.time.kind === 'best' && <Text size="sm" c="dimmed" mt="xs">{w.bestAbout}</Text>}
      {plan.time.kind === 'at' && <TextInput mt="xs" type="datetime-local" label={w.at} value={local} onChange={(e) => change({ time: { kind: 'at', at: e.target.value ? new Date(e.target.value).toISOString() : undefined } })} />}
    </Card>
  )
}

/** An instant as an input of the browser's zone holds it. */
function toLocal(instant: string): string {
  const t = new Date(instant)
  return new Date(t.getTime() - t.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function Goal({ plan, change }: Part) {
  const w = useWords(words)
  const of = (part: Partial<Brief['goal']>) => change({ goal: { ...plan.goal, ...part } })
  return (
    <Card title={w.goal} lead={w.goalAbout}>
      <EventPicker label={w.event} labelled step={readSteps(plan.goal.event)[0]} change={(step) => of({ event: writeStep(step) })} />
      <SimpleGrid mt="xs" cols={{ base: 1, xs: 3 }} spacing="md">
        <NumberInput label={w.days} min={1} max={365} value={plan.goal.days} onChange={(n) => of({ days: Number(n) || 1 })} />
        <NumberInput label={w.holdout} description={w.holdoutAbout} min={0} max={50} value={plan.holdout} onChange={(n) => change({ holdout: Number(n) || 0 })} />
        <Money label={w.budget} description={w.budgetAbout} value={plan.budget} change={(budget) => change({ budget })} />
      </SimpleGrid>
      <Checkbox mt="sm" label={w.value} checked={!!plan.goal.value} onChange={(e) => of({ value: e.currentTarget.checked || undefined })} />
    </Card>
  )
}
