import { Anchor, Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { LeadRules } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { useRules, useSetRules } from './queries'
import * as words from './words'

/** How soon prospects who ask are to be answered, what counts as an answer, and who is told where none came. */
export function RulesPage() {
  const w = useWords(words)
  return (
    <Card title={w.settings.title} lead={w.settings.about}>
      <Answer query={useRules()}>{(rules) => <Form key={JSON.stringify(rules)} rules={rules} />}</Answer>
      <Text size="sm" mt="md"><b>{w.settings.counts}</b> {w.settings.countsAbout}</Text>
      <Text size="sm" mt="xs">{w.settings.routing} <Anchor component={Link} to={'/settings/assignment' as string} underline="always">{w.settings.toRouting}</Anchor></Text>
    </Card>
  )
}

function Form({ rules }: { rules: LeadRules }) {
  const w = useWords(words).settings
  const may = useMay()('rules:write')
  const [r, set] = useState(rules)
  const save = useSetRules()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: r }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={460}>
        <NumberInput label={w.first} description={w.firstAbout} suffix={w.minutes} min={0} max={100_000} allowDecimal={false} disabled={!may} value={r.first} onChange={(n) => set({ ...r, first: Number(n) || 0 })} />
        <Checkbox label={w.escalate} disabled={!may || !r.first} checked={r.escalate >= 0} onChange={(e) => set({ ...r, escalate: e.currentTarget.checked ? 0 : -1 })} />
        {r.escalate >= 0 && r.first > 0 && (
          <>
            <NumberInput label={w.after} suffix={w.minutes} min={0} max={100_000} allowDecimal={false} disabled={!may} value={r.escalate} onChange={(n) => set({ ...r, escalate: Number(n) || 0 })} />
            <Checkbox label={w.task} disabled={!may} checked={r.task} onChange={(e) => set({ ...r, task: e.currentTarget.checked })} />
          </>
        )}
        {save.error != null && <Wrong error={save.error} />}
        {may ? <Group justify="flex-end"><Button type="submit" loading={save.isPending}>{w.save}</Button></Group> : <Text size="sm" c="dimmed">{w.readOnly}</Text>}
      </Stack>
    </form>
  )
}
