import { Button, Group, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Availability } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import { useAvailability, useSetAvailability } from './queries'
import * as words from './words'

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** When customers can meet the user, and the calendar they keep elsewhere. */
export function Hours() {
  const w = useWords(words)
  return <Card title={w.own} lead={w.ownAbout}><Answer query={useAvailability()}>{(a) => <Form key={`${a.elsewhere}`} availability={a} />}</Answer></Card>
}

function Form({ availability: a }: { availability: Availability }) {
  const w = useWords(words)
  const f = useFormat()
  const set = useSetAvailability()
  const [own, choose] = useState(Object.keys(a.hours ?? {}).length > 0)
  const [hours, put] = useState<Record<string, string>>(() => Object.fromEntries(week.map((d) => [d, a.hours?.[d]?.join(', ') ?? ''])))
  const [feed, write] = useState('')
  const written = () => own ? Object.fromEntries(week.map((d) => [d, (hours[d] ?? '').split(',').map((s) => s.trim()).filter(Boolean)] as const).filter(([, list]) => list.length > 0)) : {}
  const save = (body: { hours: Record<string, string[]>; feed?: string }) => set.mutate({ body }, { onSuccess: () => { write(''); notifications.show({ message: w.saved }) } })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save({ hours: written(), ...(feed && { feed }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm">
        <Switch label={w.ownHours} checked={own} onChange={(e) => choose(e.currentTarget.checked)} />
        {own && <>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
            {week.map((d) => <TextInput key={d} label={w.days[d]} value={hours[d] ?? ''} onChange={(e) => put({ ...hours, [d]: e.currentTarget.value })} />)}
          </SimpleGrid>
          <Text size="xs" c="dimmed">{w.hoursHint}</Text>
        </>}
        <TextInput type="url" label={w.feed} description={a.elsewhere ? w.feedSet : w.feedHint} value={feed} maxLength={1000} autoComplete="off" onChange={(e) => write(e.currentTarget.value)} />
        {a.elsewhere && <Text size="sm" c={a.failure ? 'red' : 'dimmed'} role="status">{a.failure ? w.failed(a.failure) : a.fetched_at && w.fetched(f.instant(a.fetched_at))}</Text>}
        {set.error != null && <Wrong error={set.error} />}
        <Group gap="xs"><Button type="submit" loading={set.isPending}>{w.save}</Button>{a.elsewhere && <Button variant="default" onClick={() => save({ hours: written(), feed: '' })}>{w.forget}</Button>}</Group>
      </Stack>
    </form>
  )
}
