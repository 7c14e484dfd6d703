import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../shared/ask'
import { Card } from '../../../shared/Card'
import { type MailCheck, type MailKey, mailHealth, mailKeyAdd, mailKeyList, mailKeyRemove } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { Copied } from '../../../shared/Copied'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'
import { sentence } from '../../../shared/sentence'
import { Answer, Loading, Wrong } from '../../../shared/states'
import styles from './mail.module.css'
import * as words from './words'

/** The keys that sign mail, with what DNS has to say of them. */
export function Keys({ domain }: { domain: string }) {
  const w = useWords(words)
  const known = useRecords('mail-keys', mailKeyList)
  const add = useChange(mailKeyAdd, { refreshes: ['mail-keys', 'mail-health'] })
  const [of, setOf] = useState(domain)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { domain: of } })
  }
  return (
    <Card title={w.keys} lead={w.keysAbout}>
      <Answer query={known}>
        {({ keys: all }) => (all ?? []).length ? <ul className={styles.records}>{(all ?? []).map((k) => <Key key={k.name} k={k} />)}</ul> : <Text size="sm" mt="sm">{w.noKeys}</Text>}
      </Answer>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs" mt="sm" maw={560}>
          <TextInput label={w.domain} value={of} onChange={(e) => setOf(e.currentTarget.value)} required style={{ flex: 1 }} />
          <Button type="submit" variant="default" loading={add.isPending}>{w.makeKeys}</Button>
        </Group>
        {add.error && <Wrong error={add.error} />}
      </form>
    </Card>
  )
}

function Key({ k }: { k: MailKey }) {
  const w = useWords(words)
  const f = useFormat()
  const [removing, ask] = useState(false)
  const remove = useRemoval(mailKeyRemove, { refreshes: ['mail-keys', 'mail-health'] })
  return (
    <li>
      <Group gap="xs"><Badge variant="light" tt="none">{k.algorithm}</Badge><Text size="xs" c="dimmed">{f.instant(k.since)}</Text></Group>
      <Copied label={w.recordName} text={k.name} />
      <Copied label="TXT" text={k.record} />
      <Button size="compact-sm" variant="subtle" color="red" onClick={() => ask(true)}>{w.removeKey}</Button>
      {removing && <Confirm grave title={w.removeKey} action={w.removeKey} close={() => ask(false)} change={remove} go={() => remove.mutate({ path: { domain: k.domain, selector: k.selector } }, { onSuccess: () => ask(false) })}>{w.removeKeyAbout}</Confirm>}
    </li>
  )
}

const colours: Record<string, string> = { good: 'green', wrong: 'red', unknown: 'gray' }

/** What DNS says of the domain that mail is sent from. */
export function Health() {
  const w = useWords(words)
  const f = useFormat()
  const health = useQuery({ queryKey: keys.record('mail-health'), queryFn: ({ signal }) => ask(mailHealth, { query: {}, signal }), staleTime: 60_000 })
  return (
    <Card title={w.health} lead={w.healthAbout} actions={<Button size="sm" variant="default" loading={health.isFetching} onClick={() => void health.refetch()}>{w.lookAgain}</Button>}>
      {health.error ? <Wrong error={health.error} retry={health.refetch} /> : !health.data ? <Loading height={120} /> : !health.data.domain ? <Text size="sm" c="dimmed" mt="sm">{w.healthUnset}</Text> : (
        <Stack gap="xs" mt="sm">
          <b>{health.data.domain}</b>
          <ul className={styles.records}>{(health.data.checks ?? []).map((c, i) => <Check key={i} c={c} lookups={health.data.lookups} policy={health.data.policy} />)}</ul>
          {(health.data.reports ?? []).length > 0 && <Text size="sm">{w.reports}: {(health.data.reports ?? []).map((r) => `${w.verdicts[r.verdict]} ${f.number(r.count)}`).join(' · ')}</Text>}
        </Stack>
      )}
    </Card>
  )
}

function Check({ c, lookups, policy }: { c: MailCheck; lookups: number; policy: string }) {
  const w = useWords(words)
  return (
    <li>
      <Group gap="xs">
        <b>{c.kind.toUpperCase()}</b>
        <Badge variant="light" tt="none" color={colours[c.state]}>{w.checks[c.state]}</Badge>
        <Text size="sm" c="dimmed">{c.kind === 'spf' && c.record ? w.lookups(lookups) : c.kind === 'dmarc' && policy ? `p=${policy}` : ''}</Text>
      </Group>
      <Text size="sm" className={styles.wrap}>{c.name}{c.record && <>: <code>{c.record}</code></>}</Text>
      {c.advice && <Text size="sm">{sentence(c.advice)}</Text>}
      {c.want && <Copied label="TXT" text={c.want} />}
    </li>
  )
}
