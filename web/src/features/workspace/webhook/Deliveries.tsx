import { Badge, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { Delivery, DeliveryResult } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Loading, Wrong } from '../../../shared/states'
import { useDeliveries, useResend } from './queries'
import styles from './webhook.module.css'
import { useTypeName } from './type'
import * as words from './words'

/** What was and is to be sent to one address, the newest first. */
export function Deliveries({ id, may }: { id: string; may: boolean }) {
  const w = useWords(words)
  const pages = useDeliveries(id)
  if (pages.error) return <Wrong error={pages.error} retry={pages.refetch} />
  if (!pages.data) return <Loading height={80} />
  const all = pages.data.pages.flatMap((p) => p.deliveries ?? [])
  if (!all.length) return <Text size="sm" c="dimmed" mt="xs">{w.nothing}</Text>
  return (
    <>
      <ul className={styles.deliveries}>{all.map((d) => <Row key={d.id} hook={id} d={d} may={may} />)}</ul>
      {pages.hasNextPage && <Button size="compact-sm" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{w.more}</Button>}
    </>
  )
}

const colours: Record<string, string> = { taken: 'green', waiting: 'gray', given_up: 'red' }

function Row({ hook, d, may }: { hook: string; d: Delivery; may: boolean }) {
  const w = useWords(words)
  const typeName = useTypeName()
  const f = useFormat()
  const [open, show] = useState(false)
  const last = d.attempts?.at(-1)
  return (
    <li>
      <Group gap="xs">
        <Badge variant="light" color={colours[d.state]} tt="none">{w.progress[d.state]}</Badge>
        <button type="button" className={styles.open} aria-expanded={open} onClick={() => show(!open)}>{typeName(d.type)}</button>
        <Text size="xs" c="dimmed">{f.instant(d.at)}{d.next_at && d.attempts?.length ? ` · ${w.next(f.instant(d.next_at))}` : ''}</Text>
      </Group>
      {d.state !== 'taken' && !open && last && <Text size="xs" c="var(--bad)" className={styles.url}>{answered(last, w)}</Text>}
      {open && <Details hook={hook} d={d} may={may} />}
    </li>
  )
}

/** What came of an attempt: the answer's code, or why there was none. */
const answered = (a: DeliveryResult, w: typeof words.en) => a.status ? w.answered(a.status) : [w.noAnswer, a.error && (w.reasons[a.error] ?? a.error)].filter(Boolean).join(': ')

function Details({ hook, d, may }: { hook: string; d: Delivery; may: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const again = useResend()
  return (
    <div className={styles.details}>
      {(d.attempts ?? []).map((a) => (
        <Text key={a.at} size="sm">{f.instant(a.at)} · {answered(a, w)} · {f.number(a.milliseconds)} ms{a.answer && <code> {a.answer}</code>}</Text>
      ))}
      <Text size="sm" fw={600} mt="xs">{w.body}</Text>
      <pre tabIndex={0} aria-label={w.body}>{JSON.stringify(d.body, null, 2)}</pre>
      {may && <Button size="compact-sm" variant="default" loading={again.isPending} onClick={() => again.mutate({ path: { id: hook, delivery: d.id } })}>{w.again}</Button>}
      {again.error && <Wrong error={again.error} />}
    </div>
  )
}
