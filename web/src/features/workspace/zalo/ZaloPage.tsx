import { Alert, Button, Checkbox, Fieldset, Group, NumberInput, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { type ZaloAnswer, type ZaloOrderBody, zaloConnect, zaloRemove, zaloSet, zaloShow } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { Secret } from '../../../shared/Secret'
import { Answer, Wrong } from '../../../shared/states'
import type { readSearch } from './search'
import { Templates } from './Templates'
import * as words from './words'

/** The way to Zalo: the application, the account, and how both are. */
export function ZaloPage() {
  const w = useWords(words)
  const zalo = useRecords('zalo', zaloShow)
  return (
    <Card title={w.title} lead={w.about}>
      <Answer query={zalo}>{(z) => <><Health zalo={z} /><Form zalo={z} />{z.secret_set && <Account zalo={z} />}{z.connected && <Templates />}</>}</Answer>
    </Card>
  )
}

/** How the account is: what to do comes first. */
function Health({ zalo }: { zalo: ZaloAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const { connected } = useSearch({ strict: false }) as ReturnType<typeof readSearch>
  const outcome = connected && (connected !== 'yes' || zalo.connected) && w.outcomes[connected]
  return (
    <Stack gap="xs" mt="sm">
      {outcome && <Alert color={connected === 'yes' ? 'green' : 'red'} variant="light" role="status">{outcome}</Alert>}
      {zalo.lost && <Alert color="red" variant="light" role="status">{w.lost(zalo.lost)}</Alert>}
      {!zalo.lost && zalo.expires <= 14 && <Alert color="orange" variant="light" role="status">{w.expires(Math.max(zalo.expires, 0))}</Alert>}
      {zalo.silent && <Alert color="orange" variant="light" role="status">{w.silent}</Alert>}
      {zalo.connected && <Text size="sm" c="dimmed">{zalo.heard_at ? w.heard(f.instant(zalo.heard_at)) : w.neverHeard}</Text>}
    </Stack>
  )
}

type Draft = Pick<ZaloOrderBody, 'app' | 'window' | 'trial'>

function Form({ zalo }: { zalo: ZaloAnswer }) {
  const w = useWords(words)
  const [z, set] = useState<Draft>({ app: zalo.app, window: zalo.window, trial: zalo.trial })
  const [secret, setSecret] = useState('')
  const [oaSecret, setOASecret] = useState('')
  const put = (change: Partial<Draft>) => set((old) => ({ ...old, ...change }))
  const save = useChange(zaloSet, { refreshes: ['zalo'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: { ...z, ...(secret && { secret }), ...(oaSecret && { oa_secret: oaSecret }) } }, {
      onSuccess: () => {
        setSecret('')
        setOASecret('')
        notifications.show({ message: w.saved })
      },
    })
  }
  const hours = (key: keyof Draft['window'], label: string) => (
    <NumberInput label={label} value={z.window[key]} min={key === 'max_hours' ? 1 : 0} max={key === 'free_count' ? 100 : 720} allowDecimal={false} onChange={(v) => put({ window: { ...z.window, [key]: Number(v) || 0 } })} required />
  )
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm" maw={560}>
        <Text size="sm">{w.steps}</Text>
        <TextInput label={w.app} value={z.app} onChange={(e) => put({ app: e.currentTarget.value })} inputMode="numeric" autoComplete="off" />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <PasswordInput label={w.secret} description={zalo.secret_set ? w.kept : w.sealed} value={secret} onChange={(e) => setSecret(e.currentTarget.value)} autoComplete="new-password" />
          <PasswordInput label={w.oaSecret} description={zalo.oa_secret_set ? w.kept : w.oaSecretAbout} value={oaSecret} onChange={(e) => setOASecret(e.currentTarget.value)} autoComplete="new-password" />
        </SimpleGrid>
        {zalo.webhook.startsWith('http') ? (
          <>
            <Secret label={w.callback} text={zalo.callback} />
            <Secret label={w.webhook} text={zalo.webhook} />
          </>
        ) : <Text size="sm" c="dimmed">{w.unnamed}</Text>}
        <Fieldset legend={w.window}>
          <Text size="sm" c="dimmed" mb="xs">{w.windowAbout}</Text>
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            {hours('free_hours', w.freeHours)}
            {hours('free_count', w.freeCount)}
            {hours('max_hours', w.maxHours)}
          </SimpleGrid>
        </Fieldset>
        <Checkbox label={w.trial} checked={z.trial} onChange={(e) => put({ trial: e.currentTarget.checked })} />
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

/** The account itself: it is connected at Zalo, by who administers it. */
function Account({ zalo }: { zalo: ZaloAnswer }) {
  const w = useWords(words)
  const connect = useChange(zaloConnect, { refreshes: ['zalo'] })
  const remove = useChange(zaloRemove, { refreshes: ['zalo'] })
  const [asked, ask] = useState(false)
  const there = zalo.connected || zalo.lost !== ''
  return (
    <Stack gap="xs" mt="lg" maw={560}>
      <b>{w.account}</b>
      <Text size="sm">{zalo.connected ? w.connected(zalo.account) : w.unconnected}</Text>
      <Group gap="xs">
        <Button variant={zalo.connected ? 'default' : 'filled'} loading={connect.isPending} onClick={() => connect.mutate({}, { onSuccess: (a) => window.location.assign(a.address) })}>{there ? w.again : w.connect}</Button>
        {there && <Button variant="default" color="red" onClick={() => ask(true)}>{w.remove}</Button>}
      </Group>
      {connect.error && <Wrong error={connect.error} />}
      {asked && <Confirm title={w.remove} action={w.remove} grave change={remove} close={() => ask(false)} go={() => remove.mutate({}, { onSuccess: () => ask(false) })}>{w.removeAsk}</Confirm>}
    </Stack>
  )
}
