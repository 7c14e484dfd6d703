import { Anchor, Button, Checkbox, Radio, Select, Stack, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { AccessKey } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { useAddKey, useHeard, useKeys } from './queries'
import { Names } from './Names'
import { Site } from './Site'
import { snippet, type Choice } from './snippet'
import * as words from './words'

/** The pages of this house, and what goes onto those a company has elsewhere. */
export function WebsitePage() {
  const may = useMay()
  return <Stack gap="md">{may('pages:read') && <Site />}{may('workspace:write') && <Names />}<Tracking /></Stack>
}

/** The line that goes onto a company's own pages, and whether anything is heard of them. */
function Tracking() {
  const w = useWords(words)
  const may = useMay()
  const all = useKeys()
  const add = useAddKey()
  return (
    <Card title={w.title} lead={w.about}>
      <Answer query={all}>
        {(answer) => {
          const fit = (answer.keys ?? []).filter((k) => k.kind === 'write' && k.rank === 'browser' && k.token)
          if (fit.length) return <Line keys={fit} />
          return may('keys:write')
            ? <><Text mb="sm">{w.noKey}</Text><Button loading={add.isPending} onClick={() => add.mutate({ body: { name: w.website, kind: 'write', rank: 'browser', source: 'website' } })}>{w.makeKey}</Button>{add.error && <Wrong error={add.error} />}</>
            : <Text>{w.askKey}</Text>
        }}
      </Answer>
    </Card>
  )
}

function Line({ keys }: { keys: AccessKey[] }) {
  const w = useWords(words)
  const [id, setID] = useState(keys[0]!.id)
  const [asks, setAsks] = useState<Choice['asks']>('banner')
  const [calls, setCalls] = useState(false)
  const { copy, copied } = useClipboard()
  const key = keys.find((k) => k.id === id) ?? keys[0]!
  const line = snippet(location.origin, key.token ?? '', { asks, calls })
  return (
    <Stack gap="md" mt="sm">
      {keys.length > 1 && <Select label={w.key} value={key.id} allowDeselect={false} onChange={(v) => v && setID(v)} data={keys.map((k) => ({ value: k.id, label: k.name }))} />}
      <Radio.Group label={w.asks} value={asks} onChange={(v) => setAsks(v as 'own')}>
        <Stack gap={6} mt={6}>{(['banner', 'own', 'implied'] as const).map((c) => <Radio key={c} value={c} label={w.ways[c]} description={w.waysHint[c]} />)}</Stack>
      </Radio.Group>
      <Checkbox label={w.calls} description={w.callsHint} checked={calls} onChange={(e) => setCalls(e.currentTarget.checked)} />
      <div>
        <Text size="sm" fw={500}>{w.line}</Text>
        <pre tabIndex={0} style={{ overflowX: 'auto', padding: 10, border: '1px solid var(--line)', borderRadius: 8, fontSize: '0.8125rem', margin: '4px 0 8px' }}>{line}</pre>
        <Button size="compact-sm" variant="default" onClick={() => copy(line)} aria-live="polite">{copied ? w.copied : w.copy}</Button>
      </div>
      <Heard source={key.source} />
      <div><Text size="sm" fw={500}>{w.staff}</Text><Text size="sm" c="dimmed">{w.staffHint} <code>?bd_staff=1</code></Text></div>
      <Text size="sm"><Anchor href="/forms">{w.forms}</Anchor></Text>
    </Stack>
  )
}

/** Whether anything came from the page yet. */
function Heard({ source }: { source: string | undefined }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('events:read')
  const heard = useHeard(may ? source : undefined)
  const named = useEventName()
  if (!may) return null
  const last = heard.data?.events?.[0]
  return <Text role="status" fw={600} c={last ? 'var(--good)' : 'var(--soft)'}>{last ? w.hear(named(last.name ?? ''), last.at ? f.instant(last.at) : '') : w.silent}</Text>
}
