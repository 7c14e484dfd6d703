import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { BotFlow as Flow, BotSaid } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { useTryFlow } from './queries'
import * as words from './words'

/** The flow as a visitor goes through it; nothing comes of it. */
export function TryFlow({ flow }: { flow: Flow }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const [said, setSaid] = useState<BotSaid[]>([])
  const [text, write] = useState('')
  const tried = useTryFlow()
  const say = (one: BotSaid) => {
    const all = [...said, one]
    setSaid(all)
    write('')
    tried.mutate({ body: { flow, language, said: all } })
  }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (text.trim()) say({ text: text.trim() })
  }
  const replies = tried.data?.replies ?? []
  const buttons = replies.length === said.length ? (replies.at(-1)?.buttons ?? []) : []
  return (
    <section aria-label={w.tryIt}>
      <Stack gap={6} my="xs" role="log" aria-live="polite">
        {said.map((s, i) => (
          <div key={i}>
            <Text size="sm" ta="right">{s.text}</Text>
            {replies[i] && <Text size="sm" className="card" style={{ padding: 8, whiteSpace: 'pre-wrap', width: 'fit-content', maxWidth: '85%' }}>{replies[i].text}</Text>}
            {Object.entries(replies[i]?.fills ?? {}).map(([field, value]) => <Text key={field} size="xs" c="dimmed">{w.filled(field, value)}</Text>)}
            {(replies[i]?.does ?? []).map((what, n) => <Text key={n} size="xs" c="dimmed">{w.wouldDo(what)}</Text>)}
          </div>
        ))}
      </Stack>
      <Group gap="xs" mb="xs">{buttons.filter((b) => b.key).map((b) => <Button key={b.key} size="compact-sm" variant="default" onClick={() => say({ text: b.label, choice: b.key })}>{b.label}</Button>)}</Group>
      <form onSubmit={submit}>
        <Group gap="xs" align="end">
          <TextInput size="xs" style={{ flex: 1, minWidth: 0 }} label={w.trySay} maxLength={600} value={text} onChange={(e) => write(e.currentTarget.value)} />
          <Button size="xs" type="submit" variant="light" loading={tried.isPending}>{w.send}</Button>
          {said.length > 0 && <Button size="xs" variant="subtle" onClick={() => { setSaid([]); tried.reset() }}>{w.anew}</Button>}
        </Group>
      </form>
      {tried.error != null && <Wrong error={tried.error} />}
    </section>
  )
}
