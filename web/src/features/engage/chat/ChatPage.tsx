import { Anchor, Button, Checkbox, ColorInput, Group, NumberInput, Radio, Stack, TagsInput, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Both } from '../../../shared/Both'
import { Card } from '../../../shared/Card'
import type { ChatAnswer, ChatSettings } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import { useChat, useRenewSecret, useSetChat } from './queries'
import { boot, snippet } from './snippet'
import * as words from './words'

/** How visitors of the company's pages talk with it. */
export function ChatPage() {
  const w = useWords(words)
  return (
    <Answer query={useChat()}>
      {(chat) => (
        <Stack>
          <Card title={w.title} lead={w.about}><Look chat={chat} /></Card>
          <Card title={w.line} lead={w.lineHint}>
            <Code text={snippet(location.origin)} />
            <Text size="sm" mt="sm"><Anchor href="/chat/page" target="_blank">{w.see}</Anchor> <Text span c="dimmed">{w.seeHint}</Text></Text>
          </Card>
          <Card title={w.signed} lead={w.signedHint}><Secret secret={chat.secret} /></Card>
        </Stack>
      )}
    </Answer>
  )
}

function Look({ chat: { secret: _, ...is } }: { chat: ChatAnswer }) {
  const w = useWords(words)
  const [chat, setChat] = useState<ChatSettings>(is)
  const put = (change: Partial<ChatSettings>) => setChat((old) => ({ ...old, ...change }))
  const save = useSetChat()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate({ body: chat }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" mt="sm">
        <Checkbox label={w.on} checked={chat.on} onChange={(e) => put({ on: e.currentTarget.checked })} />
        <ColorInput label={w.color} description={w.colorHint} format="hex" withEyeDropper={false} maw={280} value={chat.color} onChange={(color) => put({ color })} />
        <Radio.Group label={w.side} value={chat.side} onChange={(side) => put({ side: side as ChatSettings['side'] })}>
          <Stack gap={6} mt={6}>{(['right', 'left'] as const).map((s) => <Radio key={s} value={s} label={w.sides[s]} />)}</Stack>
        </Radio.Group>
        <Both label={w.name} longest={100} value={chat.title} onChange={(title) => put({ title })} />
        <Both label={w.greeting} rows={2} longest={500} value={chat.greeting} onChange={(greeting) => put({ greeting })} />
        <Checkbox label={w.faces} checked={chat.faces} onChange={(e) => put({ faces: e.currentTarget.checked })} />
        <Checkbox label={w.hours} description={<>{w.hoursHint} <Anchor component={Link} to="/settings/calendar" inherit underline="always">{w.calendar}</Anchor></>} checked={chat.hours} onChange={(e) => put({ hours: e.currentTarget.checked })} />
        {chat.hours && <Both label={w.away} rows={2} longest={500} value={chat.away} onChange={(away) => put({ away })} />}
        <NumberInput label={w.after} description={w.afterHint} min={0} max={1440} maw={280} value={chat.mail_after} onChange={(n) => put({ mail_after: Number(n) })} />
        <TagsInput label={w.domains} description={w.domainsHint} value={chat.domains ?? []} onChange={(domains) => put({ domains })} splitChars={[',', ' ']} />
        {save.error && <Wrong error={save.error} />}
        <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
      </Stack>
    </form>
  )
}

/** A text to be copied onto a page. */
function Code({ text }: { text: string }) {
  const w = useWords(words)
  const { copy, copied } = useClipboard()
  return (
    <>
      <pre tabIndex={0} style={{ overflowX: 'auto', padding: 10, border: '1px solid var(--line)', borderRadius: 8, fontSize: '0.8125rem', margin: '8px 0' }}>{text}</pre>
      <Button size="compact-sm" variant="default" style={{ alignSelf: 'start' }} onClick={() => copy(text)} aria-live="polite">{copied ? w.copied : w.copy}</Button>
    </>
  )
}

function Secret({ secret }: { secret: string }) {
  const w = useWords(words)
  const [open, show] = useState(false)
  const [asking, ask] = useState(false)
  const renew = useRenewSecret()
  return (
    <Stack gap="xs" mt="xs">
      <Code text={boot} />
      {open && <div><Text size="sm" fw={500}>{w.secret}</Text><Code text={secret} /></div>}
      <Group gap="xs">
        <Button size="xs" variant="default" aria-expanded={open} onClick={() => show(!open)}>{open ? w.hide : w.show}</Button>
        <Button size="xs" variant="subtle" color="red" onClick={() => ask(true)}>{w.renew}</Button>
      </Group>
      {asking && <Confirm title={w.renew} action={w.renew} grave go={() => renew.mutate({}, { onSuccess: () => ask(false) })} close={() => ask(false)} change={renew}>{w.renewAsk}</Confirm>}
    </Stack>
  )
}
