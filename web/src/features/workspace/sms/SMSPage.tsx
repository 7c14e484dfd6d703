import { Alert, Button, Checkbox, Group, NumberInput, PasswordInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { type SmsAnswer, type SmsOrderBody, smsSet, smsShow, smsTest } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { Answer, Wrong } from '../../../shared/states'
import { Prices } from './Prices'
import * as words from './words'

/** The way to phones: who carries messages, in whose name, and at what price. */
export function SMSPage() {
  const w = useWords(words)
  const sms = useRecords('sms', smsShow)
  return (
    <Card title={w.title} lead={w.about}>
      <Answer query={sms}>{(s) => <><Health sms={s} /><Form sms={s} />{s.ready && <Test />}</>}</Answer>
    </Card>
  )
}

function Health({ sms }: { sms: SmsAnswer }) {
  const w = useWords(words)
  return (
    <Stack gap="xs" mt="sm">
      {sms.ready && sms.provider === 'smpp' && !sms.connected && <Alert color="orange" variant="light" role="status">{w.unconnected(sms.said)}</Alert>}
      {sms.ready && sms.connected && sms.said && <Alert color="red" variant="light" role="status">{w.blocked(sms.said)}</Alert>}
      {sms.expires < 999 && <Alert color={sms.expires < 0 ? 'red' : 'orange'} variant="light" role="status">{sms.expires < 0 ? w.expired : w.expires(sms.expires)}</Alert>}
    </Stack>
  )
}

type Draft = Omit<SmsOrderBody, 'secret' | '$schema'>

function Form({ sms }: { sms: SmsAnswer }) {
  const w = useWords(words)
  const [m, setSMS] = useState<Draft>({ provider: sms.provider, host: sms.host, port: sms.port || 2775, tls: sms.tls, system_id: sms.system_id, system_type: sms.system_type, latin: sms.latin, key: sms.key, sandbox: sms.sandbox, advertising: sms.advertising, care: sms.care, until: sms.until, refusal: sms.refusal, prices: sms.prices })
  const [secret, setSecret] = useState('')
  const put = (change: Partial<Draft>) => setSMS((old) => ({ ...old, ...change }))
  const save = useChange(smsSet, { refreshes: ['sms'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { ...m, ...(secret && { secret }) } }, {
      onSuccess: () => {
        setSecret('')
        notifications.show({ message: w.saved })
      },
    })
  }
  const smpp = m.provider === 'smpp'
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm" maw={560}>
        <Select label={w.provider} value={m.provider} allowDeselect={false} data={(['', 'smpp', 'esms'] as const).map((p) => ({ value: p, label: w.providers[p || 'none'] }))}
          onChange={(p) => put({ provider: (p ?? '') as Draft['provider'], ...(p === 'esms' && { advertising: '' }) })} />
        {m.provider === 'esms' && <Text size="sm" c="dimmed">{w.esmsCare}</Text>}
        {m.provider && (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {smpp && <TextInput label={w.host} placeholder="smpp.example.vn" value={m.host} onChange={(e) => put({ host: e.currentTarget.value })} required />}
            {smpp && <NumberInput label={w.port} value={m.port} min={1} max={65535} allowDecimal={false} onChange={(v) => put({ port: Number(v) || 0 })} required />}
            {smpp && <TextInput label={w.systemId} value={m.system_id} onChange={(e) => put({ system_id: e.currentTarget.value })} autoComplete="off" required />}
            {!smpp && <TextInput label={w.key} value={m.key} onChange={(e) => put({ key: e.currentTarget.value })} autoComplete="off" required />}
            <PasswordInput label={smpp ? w.password : w.secret} description={sms.secret_set ? w.kept : w.sealed} value={secret} onChange={(e) => setSecret(e.currentTarget.value)} autoComplete="new-password" />
            {smpp && <TextInput label={w.systemType} value={m.system_type} onChange={(e) => put({ system_type: e.currentTarget.value })} />}
          </SimpleGrid>
        )}
        {smpp && <Checkbox label={w.tls} checked={m.tls} onChange={(e) => put({ tls: e.currentTarget.checked })} />}
        {smpp && <Checkbox label={w.latin} description={w.latinAbout} checked={m.latin} onChange={(e) => put({ latin: e.currentTarget.checked })} />}
        {m.provider === 'esms' && <Checkbox label={w.sandbox} description={w.sandboxAbout} checked={m.sandbox} onChange={(e) => put({ sandbox: e.currentTarget.checked })} />}
        {m.provider && (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {smpp && <TextInput label={w.advertising} description={w.brandAbout} value={m.advertising} maxLength={11} onChange={(e) => put({ advertising: e.currentTarget.value })} />}
            <TextInput label={w.care} description={w.careAbout} value={m.care} maxLength={15} onChange={(e) => put({ care: e.currentTarget.value })} />
            <DayInput label={w.until} description={w.untilAbout} value={m.until} onChange={(until) => put({ until })} clearable />
            <TextInput label={w.refusal} description={w.refusalAbout} value={m.refusal} onChange={(e) => put({ refusal: e.currentTarget.value })} />
          </SimpleGrid>
        )}
        {m.provider && <Prices prices={m.prices ?? []} advertises={smpp} put={(prices) => put({ prices })} />}
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

function Test() {
  const w = useWords(words)
  const [to, setTo] = useState('')
  const test = useChange(smsTest, { refreshes: ['sms'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    test.mutate({ body: { to } })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" mt="lg" maw={560}>
        <b>{w.test}</b>
        <Group align="flex-end" gap="xs">
          <TextInput type="tel" label={w.testTo} value={to} onChange={(e) => setTo(e.currentTarget.value)} required style={{ flex: 1 }} />
          <Button type="submit" variant="default" loading={test.isPending}>{w.test}</Button>
        </Group>
        {test.error && <Wrong error={test.error} />}
        {test.data && <Alert color="green" variant="light" role="status">{w.sent(test.data.to)}</Alert>}
      </Stack>
    </form>
  )
}
