import { Button, Checkbox, Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { TicketSetup, TicketSetupAnswer, TicketStatus, TicketType } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { useSetSetup, useSetup } from './queries'
import styles from './ticket.module.css'
import * as words from './words'

/** How the house keeps its tickets. */
export function SettingsPage() {
  const query = useSetup()
  return <Answer query={query}>{(kept) => <Form key={JSON.stringify(kept)} kept={kept} />}</Answer>
}

const kinds = ['new', 'open', 'customer', 'third', 'solved', 'closed'] as const
const means = ['question', 'problem', 'request', 'complaint'] as const
const channels = ['email', 'chat', 'zalo', 'sms'] as const

function Form({ kept }: { kept: TicketSetupAnswer }) {
  const w = useWords(words).settings
  const may = useMay()('care:write')
  const [is, put] = useState<TicketSetup>({ statuses: kept.statuses, types: kept.types, reopen_days: kept.reopen_days, close_days: kept.close_days, channels: kept.channels ?? [], mailboxes: kept.mailboxes ?? [] })
  const save = useSetSetup()
  const set = (part: Partial<TicketSetup>) => put((now) => ({ ...now, ...part }))
  const turn = (list: string[], key: string) => (list.includes(key) ? list.filter((k) => k !== key) : [...list, key])
  const from = is.channels ?? []
  const boxes = is.mailboxes ?? []
  return (
    <form onSubmit={(e) => { e.preventDefault(); save.mutate({ body: is }, { onSuccess: () => notifications.show({ message: w.saved }) }) }}>
      <Stack>
        <Card title={w.statuses} lead={w.statusesAbout}>
          <Lines<TicketStatus> all={is.statuses} change={(statuses) => set({ statuses })} more={{ label: { vi: '', en: '' }, kind: 'third' }} count={kept.in_status} may={may}
            means={(s, change) => <NativeSelect size="xs" label={w.meaning} disabled={!may} value={s.kind} data={kinds.map((k) => ({ value: k, label: w.kinds[k] }))} onChange={(e) => change({ ...s, kind: e.currentTarget.value as TicketStatus['kind'] })} />} />
        </Card>
        <Card title={w.types} lead={w.typesAbout}>
          <Lines<TicketType> all={is.types} change={(types) => set({ types })} more={{ label: { vi: '', en: '' }, means: 'request' }} count={kept.of_type} may={may}
            means={(t, change) => <NativeSelect size="xs" label={w.meaning} disabled={!may} value={t.means} data={means.map((m) => ({ value: m, label: w.means[m] }))} onChange={(e) => change({ ...t, means: e.currentTarget.value as TicketType['means'] })} />} />
        </Card>
        <Card title={w.life}>
          <Stack gap="xs" mt="xs">
            <NumberInput size="sm" label={w.reopen} min={0} max={365} disabled={!may} value={is.reopen_days} onChange={(n) => set({ reopen_days: Number(n) || 0 })} />
            <NumberInput size="sm" label={w.close} min={0} max={365} disabled={!may} value={is.close_days} onChange={(n) => set({ close_days: Number(n) || 0 })} />
          </Stack>
        </Card>
        <Card title={w.from} lead={w.fromAbout}>
          <Stack gap={6} mt="xs">
            {channels.map((c) => <Checkbox key={c} disabled={!may} label={w.channels[c]} checked={from.includes(c)} onChange={() => set({ channels: turn(from, c) as TicketSetup['channels'] })} />)}
            {!from.includes('email') && kept.known_mailboxes.map((b) => <Checkbox key={b.id} disabled={!may} label={b.name} checked={boxes.includes(b.id)} onChange={() => set({ mailboxes: turn(boxes, b.id) })} />)}
          </Stack>
        </Card>
        {save.error && <Wrong error={save.error} />}
        {may && <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>}
      </Stack>
    </form>
  )
}

interface LinesProps<T> { all: T[]; change: (all: T[]) => void; more: T; count: Record<string, number>; may: boolean; means: (one: T, change: (one: T) => void) => ReactNode }

/** Names in both languages, with what each means; what tickets have is not taken away. */
function Lines<T extends { key?: string; label: { vi: string; en: string } }>({ all, change, more, count, may, means }: LinesProps<T>) {
  const w = useWords(words).settings
  const put = (i: number, one: T) => change(all.map((o, n) => (n === i ? one : o)))
  return (
    <Stack gap="sm" mt="xs">
      {all.map((one, i) => {
        const has = count[one.key ?? ''] ?? 0
        return (
          <div key={one.key || i} className={styles.line}>
            <TextInput size="xs" required disabled={!may} maxLength={60} label={w.vi} value={one.label.vi} onChange={(e) => put(i, { ...one, label: { ...one.label, vi: e.currentTarget.value } })} />
            <TextInput size="xs" required disabled={!may} maxLength={60} label={w.en} value={one.label.en} onChange={(e) => put(i, { ...one, label: { ...one.label, en: e.currentTarget.value } })} />
            {means(one, (o) => put(i, o))}
            {has > 0 ? <Text size="xs" c="dimmed">{w.have(has)}</Text> : may && <Button size="xs" variant="subtle" color="gray" onClick={() => change(all.filter((_, n) => n !== i))}>{w.remove}</Button>}
          </div>
        )
      })}
      {may && <Group><Button size="compact-xs" variant="light" onClick={() => change([...all, more])}>{w.add}</Button></Group>}
    </Stack>
  )
}
