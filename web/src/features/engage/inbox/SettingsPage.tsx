import { Alert, Button, Checkbox, Group, NativeSelect, NumberInput, PasswordInput, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { ConversationRules, InboxMailbox } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { GrantForm, SignIn } from '../../../shared/grant/GrantForm'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { CannedTexts } from './CannedTexts'
import { useCheck, useInbox, useRemoveMailbox, useSetMailbox, useSetRules, useSetSignature, useSignature, useTeams } from './queries'
import * as words from './words'

/** Where mail comes in, how soon people are answered, what is said often, and what stands beneath. */
export function SettingsPage() {
  const w = useWords(words).settings
  const may = useMay()
  return (
    <Stack>
      <Card title={w.signature} lead={w.signatureAbout}><MySignature /></Card>
      {may('conversations:read') && <Card title={w.canned} lead={w.cannedAbout}><CannedTexts /></Card>}
      {may('workspace:write') && <House />}
    </Stack>
  )
}

function House() {
  const w = useWords(words).settings
  const query = useInbox()
  return (
    <Answer query={query}>
      {(inbox) => (
        <Stack>
          <Card title={w.mailboxes} lead={w.mailboxesAbout}><Mailboxes list={inbox.mailboxes} /></Card>
          <Card title={w.rules} lead={w.rulesAbout}><Rules key={JSON.stringify(inbox.rules)} rules={inbox.rules} /></Card>
        </Stack>
      )}
    </Answer>
  )
}

const blank: InboxMailbox = { key: '', name: '', address: '', host: '', port: 993, security: 'tls', user: '' }

function Mailboxes({ list }: { list: InboxMailbox[] }) {
  const w = useWords(words).settings
  const f = useFormat()
  const [editing, edit] = useState<InboxMailbox>()
  const [asked, ask] = useState<InboxMailbox>()
  const check = useCheck()
  const remove = useRemoveMailbox()
  return (
    <Stack gap="sm" mt="sm">
      {!list.length && !editing && <Text c="dimmed" size="sm">{w.none}</Text>}
      {list.map((b) => (
        <Group key={b.key} justify="space-between">
          <div>
            <Text fw={600}>{b.address}</Text>
            <Text size="xs" c="dimmed">{b.host}:{b.port} · {b.checked_at ? w.checked(f.instant(b.checked_at)) : w.never}</Text>
            {b.error && <Alert color="red" variant="light" mt={4} title={w.failed}>{b.error}</Alert>}
          </div>
          <Group gap={6}>
            <Button size="xs" variant="default" onClick={() => edit(b)}>{w.edit}</Button>
            <Button size="xs" variant="subtle" color="red" onClick={() => ask(b)}>{w.remove}</Button>
          </Group>
        </Group>
      ))}
      {editing ? <MailboxForm key={editing.key} box={editing} done={() => edit(undefined)} /> : (
        <Group>
          <Button size="xs" onClick={() => edit(blank)}>{w.add}</Button>
          {list.length > 0 && <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate({})}>{w.check}</Button>}
        </Group>
      )}
      {check.error && <Wrong error={check.error} />}
      {asked && <Confirm title={w.remove} action={w.remove} grave go={() => remove.mutate({ path: { key: asked.key } }, { onSuccess: () => ask(undefined) })} close={() => ask(undefined)} change={remove}>{w.removeAsk(asked.address)}</Confirm>}
    </Stack>
  )
}

function MailboxForm({ box, done }: { box: InboxMailbox; done: () => void }) {
  const w = useWords(words).settings
  const teams = useTeams()
  const [b, set] = useState(box)
  const [password, setPassword] = useState('')
  const save = useSetMailbox()
  const text = (key: 'address' | 'name' | 'host' | 'user' | 'folder') => ({ label: w[key], value: b[key] ?? '', onChange: (e: { currentTarget: { value: string } }) => set({ ...b, [key]: e.currentTarget.value }) })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { ...b, password: (!b.oauth && password) || undefined } }, { onSuccess: () => { notifications.show({ message: w.saved }); done() } })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput {...text('address')} type="email" required /><TextInput {...text('name')} />
          <TextInput {...text('host')} required placeholder="imap.example.com" /><NumberInput label={w.port} value={b.port} min={1} max={65535} onChange={(n) => set({ ...b, port: Number(n) })} required />
          <NativeSelect label={w.security} value={b.security} onChange={(e) => set({ ...b, security: e.currentTarget.value as InboxMailbox['security'] })} data={(['tls', 'starttls', 'none'] as const).map((s) => ({ value: s, label: w.securities[s] }))} />
          <TextInput {...text('user')} required={!!b.oauth} />
          <SignIn grant={b.oauth} kept={box.oauth} put={(oauth) => set({ ...b, oauth })} />
          {!b.oauth && <PasswordInput label={w.password} description={b.password_set ? w.passwordAbout : undefined} value={password} onChange={(e) => setPassword(e.currentTarget.value)} autoComplete="off" />}
          <TextInput {...text('folder')} placeholder="INBOX" />
          <NativeSelect label={w.team} value={b.team ?? ''} onChange={(e) => set({ ...b, team: e.currentTarget.value || undefined })} data={[{ value: '', label: w.noTeam }, ...teams.map((t) => ({ value: t.id, label: t.name }))]} />
        </SimpleGrid>
        {b.oauth && <GrantForm grant={b.oauth} kept={!!box.oauth} put={(oauth) => set({ ...b, oauth })} />}
        <Checkbox label={w.plus} checked={!!b.plus} onChange={(e) => set({ ...b, plus: e.currentTarget.checked })} />
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" size="xs" loading={save.isPending}>{w.save}</Button><Button size="xs" variant="default" onClick={done}>{w.cancel}</Button></Group>
      </Stack>
    </form>
  )
}

function Rules({ rules }: { rules: ConversationRules }) {
  const { settings: w, priorities } = useWords(words)
  const [r, set] = useState(rules)
  const save = useSetRules()
  const rows = { high: '1', normal: '0', low: '-1' } as const
  return (
    <form onSubmit={(e) => { e.preventDefault(); save.mutate({ body: r }, { onSuccess: () => notifications.show({ message: w.saved }) }) }}>
      <Stack gap="sm" mt="sm">
        {(Object.keys(rows) as (keyof typeof rows)[]).map((p) => (
          <SimpleGrid cols={2} key={p} maw={480}>
            {(['first', 'next'] as const).map((which) => <NumberInput key={which} label={`${priorities[rows[p]]}: ${w[which]}`} min={0} max={100_000} value={r.targets[p][which]} onChange={(n) => set({ ...r, targets: { ...r.targets, [p]: { ...r.targets[p], [which]: Number(n) } } })} />)}
          </SimpleGrid>
        ))}
        <SimpleGrid cols={{ base: 1, sm: 2 }} maw={480}>
          <NumberInput label={w.undo} min={0} max={60} value={r.undo} onChange={(n) => set({ ...r, undo: Number(n) })} />
          <NumberInput label={w.reopen} min={0} max={365} value={r.reopen} onChange={(n) => set({ ...r, reopen: Number(n) })} />
        </SimpleGrid>
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" size="xs" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

function MySignature() {
  const query = useSignature()
  return <Answer query={query} height={60}>{(s) => <SignatureForm key={s.text} text={s.text} />}</Answer>
}

function SignatureForm({ text }: { text: string }) {
  const w = useWords(words).settings
  const [said, say] = useState(text)
  const save = useSetSignature()
  return (
    <form onSubmit={(e) => { e.preventDefault(); save.mutate({ body: { text: said } }, { onSuccess: () => notifications.show({ message: w.saved }) }) }}>
      <Textarea aria-label={w.signature} value={said} onChange={(e) => say(e.currentTarget.value)} autosize minRows={2} maxLength={2000} mt="xs" />
      {save.error && <Wrong error={save.error} />}
      <Button mt="xs" type="submit" size="xs" loading={save.isPending}>{w.save}</Button>
    </form>
  )
}
