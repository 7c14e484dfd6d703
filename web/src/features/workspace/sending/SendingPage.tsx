import { Button, Group, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { type Rules, sendingRulesSet, sendingRulesShow, type Span } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { DoNotCall } from './DoNotCall'
import * as words from './words'

/** What the house sends, how often and when: within the law, and as much stricter as one likes. */
export function SendingPage() {
  const w = useWords(words)
  const may = useMay()
  const rules = useRecords('sending-rules', sendingRulesShow)
  return (
    <Stack gap="md">
      <Card title={w.title} lead={w.about}><Answer query={rules}>{(r) => <Form rules={r.rules} />}</Answer></Card>
      {may('suppressions:read') && <DoNotCall />}
    </Stack>
  )
}

const clock = (minute: number) => `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

function Form({ rules }: { rules: Rules }) {
  const w = useWords(words)
  const may = useMay()('workspace:write')
  const [r, setRules] = useState(rules)
  const put = (change: Partial<Rules>) => setRules((old) => ({ ...old, ...change }))
  const save = useChange(sendingRulesSet, { refreshes: ['sending-rules'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: r }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  const count = (label: string, key: 'sms_a_day' | 'email_a_day' | 'call_a_day' | 'most' | 'days', least: number, most: number) =>
    <NumberInput label={label} value={r[key]} min={least} max={most} allowDecimal={false} onChange={(v) => put({ [key]: Number(v) })} />
  const hours = (label: string, key: 'sms_hours' | 'call_hours' | 'quiet') => <Hours label={label} span={r[key]} put={(span) => put({ [key]: span })} />
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0 }}>
        <Stack gap="md" mt="sm" maw={620}>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            {count(w.sms, 'sms_a_day', 1, 3)}{count(w.email, 'email_a_day', 1, 3)}{count(w.call, 'call_a_day', 1, 1)}
          </SimpleGrid>
          {hours(w.smsHours, 'sms_hours')}
          {hours(w.callHours, 'call_hours')}
          {hours(w.quiet, 'quiet')}
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            {count(w.most, 'most', 0, 100)}{count(w.days, 'days', 1, 30)}
            <Select label={w.label} data={['[QC]', '[AD]']} value={r.label} allowDeselect={false} onChange={(v) => v && put({ label: v as Rules['label'] })} />
          </SimpleGrid>
          <NumberInput label={w.holdout} description={w.holdoutAbout} value={r.holdout ?? 0} min={0} max={20} allowDecimal={false} suffix=" %" onChange={(v) => put({ holdout: Number(v) })} />
          {save.error && <Wrong error={save.error} />}
          {may && <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>}
        </Stack>
      </fieldset>
    </form>
  )
}

function Hours({ label, span, put }: { label: string; span: Span; put: (s: Span) => void }) {
  const w = useWords(words)
  return (
    <Group gap="xs" align="flex-end" role="group" aria-label={label}>
      <TextInput type="time" label={label} value={clock(span.from)} onChange={(e) => e.currentTarget.value && put({ ...span, from: minutes(e.currentTarget.value) })} />
      <TextInput type="time" label={w.until} value={clock(span.to)} onChange={(e) => e.currentTarget.value && put({ ...span, to: minutes(e.currentTarget.value) })} />
    </Group>
  )
}
