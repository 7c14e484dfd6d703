import { Button, Checkbox, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { type Sender, type Senders as Answered, senderList, senderSet } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { Answer, Wrong } from '../../../shared/states'
import * as words from './words'

/** In whose name the house writes to people, and how fast. */
export function Senders() {
  const w = useWords(words)
  const senders = useRecords('senders', senderList)
  return <Card title={w.senders} lead={w.sendersAbout}><Answer query={senders}>{(s) => <Form senders={s} />}</Answer></Card>
}

const empty = (n: number): Sender => ({ key: n ? `sender-${n + 1}` : 'main', name: '', address: '', reply_to: '' })

function Form({ senders }: { senders: Answered }) {
  const w = useWords(words)
  const [s, setSenders] = useState(senders)
  const save = useChange(senderSet, { refreshes: ['senders', 'template-preview'] })
  const put = (change: Partial<Answered>) => setSenders((old) => ({ ...old, ...change }))
  const who = (change: Partial<Answered['identity']>) => put({ identity: { ...s.identity, ...change } })
  const list = s.senders ?? []
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: s }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm" maw={640}>
        <b>{w.identity}</b>
        <Text size="sm" c="dimmed">{w.identityAbout}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={w.company} value={s.identity.name} onChange={(e) => who({ name: e.currentTarget.value })} />
          <TextInput label={w.phone} value={s.identity.phone} onChange={(e) => who({ phone: e.currentTarget.value })} />
          <TextInput label={w.address} value={s.identity.address} onChange={(e) => who({ address: e.currentTarget.value })} />
          <TextInput type="url" label={w.website} placeholder="https://" value={s.identity.website} onChange={(e) => who({ website: e.currentTarget.value })} />
        </SimpleGrid>
        <b>{w.names}</b>
        {list.map((one, i) => <One key={i} one={one} put={(change) => put({ senders: list.map((old, k) => (k === i ? { ...old, ...change } : old)) })} remove={() => put({ senders: list.filter((_, k) => k !== i) })} />)}
        <Group><Button size="compact-sm" variant="default" onClick={() => put({ senders: [...list, empty(list.length)] })}>{w.addSender}</Button></Group>
        <b>{w.pace}</b>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <NumberInput label={w.perMinute} description={w.perMinuteAbout} min={0} allowDecimal={false} value={s.pace.per_minute || ''} onChange={(v) => put({ pace: { ...s.pace, per_minute: Number(v) || 0 } })} />
          <NumberInput label={w.connections} description={w.connectionsAbout} min={0} max={64} allowDecimal={false} value={s.connections || ''} onChange={(v) => put({ connections: Number(v) || 0 })} />
        </SimpleGrid>
        <Checkbox label={w.trackClicks} checked={s.track_clicks} onChange={(e) => put({ track_clicks: e.currentTarget.checked })} />
        <Checkbox label={w.trackOpens} description={w.trackOpensAbout} checked={s.track_opens} onChange={(e) => put({ track_opens: e.currentTarget.checked })} />
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

function One({ one, put, remove }: { one: Sender; put: (change: Partial<Sender>) => void; remove: () => void }) {
  const w = useWords(words)
  return (
    <fieldset style={{ border: '1px solid var(--line)', borderRadius: 8, margin: 0 }}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <TextInput label={w.name} value={one.name} onChange={(e) => put({ name: e.currentTarget.value })} required />
        <TextInput type="email" label={w.from} value={one.address} onChange={(e) => put({ address: e.currentTarget.value })} required />
        <TextInput type="email" label={w.replyTo} value={one.reply_to ?? ''} onChange={(e) => put({ reply_to: e.currentTarget.value })} />
      </SimpleGrid>
      <Button mt="xs" size="compact-sm" variant="subtle" color="red" onClick={remove}>{w.removeSender(one.name || one.address || one.key)}</Button>
    </fieldset>
  )
}
