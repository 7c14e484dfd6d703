import { Anchor, Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'
import { callKey } from '../../../shared/ask'
import type { ConversationZaloTemplate as Template } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import * as refusal from '../../../shared/refusal'
import { Answer, Wrong } from '../../../shared/states'
import { useSayByZaloTemplate, useTakeBack, useZaloTemplates } from './queries'
import * as words from './words'

interface Chosen { template?: string; values: Record<string, string> }

const none: Chosen = { values: {} }

/** Writes to somebody by a template that Zalo approved: it goes also where the time to answer freely is over. */
export function ZaloTemplate({ conversation: id, undo }: { conversation: string; undo: number }) {
  const w = useWords(words).zalo
  const u = useWords(words)
  const f = useFormat()
  const query = useZaloTemplates(id)
  const say = useSayByZaloTemplate()
  const back = useTakeBack()
  const [chosen, choose] = useState(none)
  const key = useRef(callKey())
  const all = query.data?.pages.flatMap((p) => p.templates) ?? []
  const of = all.find((t) => t.id === chosen.template)
  const send = () => {
    if (!of) return
    say.mutate({ path: { id }, body: { template: of.id, values: chosen.values, key: key.current } }, {
      onSuccess: (e) => {
        const was = chosen
        choose(none)
        key.current = callKey()
        if (!e.undo || !undo) return
        const notice = `sent-${e.id}`
        const takeBack = () => back.mutate({ path: { id, entry: e.id } }, { onSuccess: () => { choose(was); notifications.show({ message: u.takenBack }) } })
        notifications.show({ id: notice, autoClose: undo * 1000, message: <>{u.sending} <Button size="compact-xs" variant="default" ml="xs" onClick={() => { notifications.hide(notice); takeBack() }}>{u.undo}</Button></> })
      },
    })
  }
  return (
    <Answer query={{ ...query, data: query.data?.pages[0] }}>
      {({ quota }) => all.length === 0 ? <Text size="sm" c="dimmed">{w.noTemplates}</Text> : (
        <form onSubmit={(e) => { e.preventDefault(); send() }}>
          <Stack gap={8}>
            <Select size="xs" searchable label={w.template} placeholder={w.chooseTemplate} value={chosen.template ?? null} onChange={(t) => choose({ ...none, template: t ?? undefined })} data={all.map((t) => ({ value: t.id, label: t.name }))} />
            {query.hasNextPage && <Group><Button size="compact-xs" variant="subtle" onClick={() => void query.fetchNextPage()}>{u.more}</Button></Group>}
            {of && <Places of={of} values={chosen.values} put={(values) => choose({ template: of.id, values })} />}
            {of && <Text size="xs" c="dimmed">{[w.costs(f.money(of.price, 'VND')), quota.at > 0 && w.quota(f.number(quota.remaining), f.number(quota.daily))].filter(Boolean).join(' · ')}{of.preview.startsWith('https://') && <> · <Anchor inherit href={of.preview} target="_blank" rel="noreferrer">{w.preview}</Anchor></>}</Text>}
            {of && <Gate of={of} />}
            <Group justify="flex-end"><Button type="submit" size="xs" disabled={!of || of.gate.decision === 'refuse'} loading={say.isPending}>{w.sendTemplate}</Button></Group>
            {[say.error, back.error].filter(Boolean).map((e, i) => <Wrong key={i} error={e} />)}
          </Stack>
        </form>
      )}
    </Answer>
  )
}

/** What stands in the places of a template. */
function Places({ of, values, put }: { of: Template; values: Record<string, string>; put: (v: Record<string, string>) => void }) {
  const w = useWords(words).zalo
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing={8}>
      {(of.params ?? []).map((p) => (
        <TextInput key={p.name} size="xs" label={p.name} required={p.required} inputMode={p.type === 'number' ? 'decimal' : undefined} description={[w.types[p.type], p.max > 0 && w.most(p.max)].filter(Boolean).join(' · ')} value={values[p.name] ?? ''}
          onChange={(e) => put({ ...values, [p.name]: e.currentTarget.value })} />
      ))}
    </SimpleGrid>
  )
}

/** Whether the law, the house and Zalo let it go to them now. */
function Gate({ of }: { of: Template }) {
  const w = useWords(words).zalo
  const f = useFormat()
  const why = useWords(refusal).reasons[of.gate.reason ?? ''] ?? of.gate.reason
  if (of.gate.decision === 'go') return null
  return <Text size="xs" role="status" c={of.gate.decision === 'refuse' ? 'var(--bad)' : 'dimmed'}>{of.gate.decision === 'refuse' ? w.refused(why ?? '') : w.held(f.instant(of.gate.until ?? ''), why ?? '')}</Text>
}
