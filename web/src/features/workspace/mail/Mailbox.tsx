import { Alert, Button, Group, NumberInput, PasswordInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { type MailboxAnswer, type MailboxOrderBody, mailboxCheck, mailboxSet, mailboxShow } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { GrantForm, SignIn } from '../../../shared/grant/GrantForm'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { Answer, Wrong } from '../../../shared/states'
import * as words from './words'

/** Where reports of failure and complaints come back to. */
export function Mailbox() {
  const w = useWords(words)
  const box = useRecords('mailbox', mailboxShow)
  return <Card title={w.mailbox} lead={w.mailboxAbout}><Answer query={box}>{(b) => <><Form box={b} />{b.address && <Checked box={b} />}</>}</Answer></Card>
}

const ports: Record<string, number> = { tls: 993, starttls: 143, none: 143 }

function Form({ box }: { box: MailboxAnswer }) {
  const w = useWords(words)
  const [b, setBox] = useState({ address: box.address, host: box.host, port: box.port || 993, security: box.security || 'tls', user: box.user, oauth: box.oauth, folder: box.folder || 'INBOX' })
  const [password, setPassword] = useState('')
  const save = useChange(mailboxSet, { refreshes: ['mailbox'] })
  const put = (change: Partial<typeof b>) => setBox((old) => ({ ...old, ...change }))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { ...b, oauth: b.address ? b.oauth : undefined, ...(password && !b.oauth && { password }) } as MailboxOrderBody }, {
      onSuccess: () => {
        setPassword('')
        notifications.show({ message: w.saved })
      },
    })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm" maw={560}>
        <TextInput type="email" label={w.reportsTo} description={w.reportsToAbout} placeholder="bounce@example.com" value={b.address} onChange={(e) => put({ address: e.currentTarget.value })} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={w.imapHost} placeholder="imap.example.com" value={b.host} onChange={(e) => put({ host: e.currentTarget.value })} required={!!b.address} />
          <TextInput label={w.folder} value={b.folder} onChange={(e) => put({ folder: e.currentTarget.value })} />
          <Select label={w.security} data={(['tls', 'starttls', 'none'] as const).map((s) => ({ value: s, label: w.imapSecurities[s] }))} value={b.security} allowDeselect={false} onChange={(s) => s && put({ security: s as 'tls', port: ports[s] })} />
          <NumberInput label={w.port} value={b.port} min={1} max={65535} allowDecimal={false} onChange={(v) => put({ port: Number(v) || 0 })} required />
          <TextInput label={w.user} value={b.user} onChange={(e) => put({ user: e.currentTarget.value })} autoComplete="off" required={!!b.oauth} />
          <SignIn grant={b.oauth} kept={box.oauth} put={(oauth) => put({ oauth })} />
          {!b.oauth && <PasswordInput label={w.password} description={box.password_set ? w.passwordKept : w.passwordSealed} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="new-password" />}
        </SimpleGrid>
        {b.oauth && <GrantForm grant={b.oauth} kept={!!box.oauth} put={(oauth) => put({ oauth })} />}
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

function Checked({ box }: { box: MailboxAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const check = useChange(mailboxCheck, { refreshes: ['mailbox', 'suppressions', 'mail-health'] })
  return (
    <Stack gap="xs" mt="md">
      <Text size="sm" c={box.error ? 'var(--bad)' : 'dimmed'}>{box.checked_at ? w.checkedAt(f.instant(box.checked_at)) : w.neverChecked}{box.error && `: ${box.error}`}</Text>
      <Group><Button variant="default" loading={check.isPending} onClick={() => check.mutate({})}>{w.checkNow}</Button></Group>
      {check.error && <Wrong error={check.error} />}
      {check.data && <Alert color="green" variant="light" role="status">{w.checked(check.data.messages, check.data.reports, check.data.suppressed)}</Alert>}
    </Stack>
  )
}
