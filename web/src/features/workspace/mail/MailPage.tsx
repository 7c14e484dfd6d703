import { Alert, Button, Group, NumberInput, PasswordInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { type MailAnswer, type MailOrderBody, mailSet, mailShow, mailTest } from '../../../shared/client'
import { GrantForm, SignIn } from '../../../shared/grant/GrantForm'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { useSession } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { Health, Keys } from './Domain'
import { Mailbox } from './Mailbox'
import { Senders } from './Senders'
import * as words from './words'

/** How mail is sent. */
export function MailPage() {
  const w = useWords(words)
  const mail = useRecords('mail', mailShow)
  return (
    <Stack gap="md">
      <section className="card">
        <h2>{w.title}</h2>
        <Text size="sm" c="dimmed">{w.about}</Text>
        <Answer query={mail}>{(m) => <><Form mail={m} />{m.ready && <Test />}</>}</Answer>
      </section>
      <Senders />
      {mail.data?.ready && <Keys domain={mail.data.from.split('@')[1] ?? ''} />}
      {mail.data?.ready && <Health />}
      <Mailbox />
    </Stack>
  )
}

const securities = ['starttls', 'tls', 'none'] as const
const ports: Record<string, number> = { starttls: 587, tls: 465, none: 25 }

function Form({ mail }: { mail: MailAnswer }) {
  const w = useWords(words)
  const [m, setMail] = useState({ host: mail.host, port: mail.port || 587, security: mail.security || 'starttls', user: mail.user, oauth: mail.oauth, from: mail.from, name: mail.name, url: mail.url || window.location.origin })
  const [password, setPassword] = useState('')
  const put = (change: Partial<typeof m>) => setMail((old) => ({ ...old, ...change }))
  const save = useChange(mailSet, { refreshes: ['mail', 'notice-choice'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { ...m, ...(password && !m.oauth && { password }) } as MailOrderBody }, {
      onSuccess: () => {
        setPassword('')
        notifications.show({ message: w.saved })
      },
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm" maw={560}>
        <TextInput label={w.host} placeholder="smtp.example.com" value={m.host} onChange={(e) => put({ host: e.currentTarget.value })} required />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <Select label={w.security} data={securities.map((s) => ({ value: s, label: w.securities[s] }))} value={m.security} allowDeselect={false} onChange={(s) => s && put({ security: s as 'tls', port: ports[s] })} />
          <NumberInput label={w.port} value={m.port} min={1} max={65535} allowDecimal={false} onChange={(v) => put({ port: Number(v) || 0 })} required />
          <TextInput label={w.user} value={m.user} onChange={(e) => put({ user: e.currentTarget.value })} autoComplete="off" required={!!m.oauth} />
          <SignIn grant={m.oauth} kept={mail.oauth} put={(oauth) => put({ oauth })} />
          {!m.oauth && <PasswordInput label={w.password} description={mail.password_set ? w.passwordKept : w.passwordSealed} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="new-password" />}
          <TextInput type="email" label={w.from} value={m.from} onChange={(e) => put({ from: e.currentTarget.value })} required />
          <TextInput label={w.name} value={m.name} onChange={(e) => put({ name: e.currentTarget.value })} />
        </SimpleGrid>
        {m.oauth && <GrantForm grant={m.oauth} kept={!!mail.oauth} put={(oauth) => put({ oauth })} />}
        <TextInput type="url" label={w.url} description={w.urlAbout} value={m.url} onChange={(e) => put({ url: e.currentTarget.value })} />
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

function Test() {
  const w = useWords(words)
  const [to, setTo] = useState(useSession()?.user?.email ?? '')
  const test = useChange(mailTest, { refreshes: [] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    test.mutate({ body: { to } })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" mt="lg" maw={560}>
        <b>{w.test}</b>
        <Text size="sm" c="dimmed">{w.testAbout}</Text>
        <Group align="flex-end" gap="xs">
          <TextInput type="email" label={w.testTo} value={to} onChange={(e) => setTo(e.currentTarget.value)} required style={{ flex: 1 }} />
          <Button type="submit" variant="default" loading={test.isPending}>{w.test}</Button>
        </Group>
        {test.error && <Wrong error={test.error} />}
        {test.data && <Alert color="green" variant="light" role="status">{w.sent(test.data.to)}</Alert>}
      </Stack>
    </form>
  )
}
