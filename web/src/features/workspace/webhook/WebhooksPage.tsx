import { Badge, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Webhook } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { Deliveries } from './Deliveries'
import { useRemoveWebhook, useSetWebhook, useTestWebhook, useWebhooks } from './queries'
import styles from './webhook.module.css'
import { EditWebhook, NewSecret } from './EditWebhook'
import { useTypeName } from './type'
import * as words from './words'

/** Where messages go. */
export function WebhooksPage() {
  const w = useWords(words)
  const may = useMay()('webhooks:write')
  const hooks = useWebhooks()
  const [adding, add] = useState(false)
  return (
    <Card title={w.title} lead={w.text} actions={may && <Button size="sm" onClick={() => add(true)}>{w.add}</Button>}>
      <Answer query={hooks}>
        {(answer) => answer.webhooks?.length
          ? <ul className={styles.hooks}>{answer.webhooks.map((h) => <Row key={h.id} hook={h} may={may} />)}</ul>
          : <Text size="sm" mt="sm">{w.none}. {may && w.noneText}</Text>}
      </Answer>
      {adding && <EditWebhook close={() => add(false)} />}
    </Card>
  )
}

const colours: Record<string, string> = { active: 'green', paused: 'gray', failed: 'red' }

type Doing = 'edit' | 'rotate' | 'remove' | undefined

function Row({ hook, may }: { hook: Webhook; may: boolean }) {
  const w = useWords(words)
  const typeName = useTypeName()
  const f = useFormat()
  const [doing, begin] = useState<Doing>()
  const [open, show] = useState(false)
  const done = () => begin(undefined)
  return (
    <li>
      <Group gap="xs">
        <b>{hook.name || hook.url}</b>
        <Badge variant="light" color={colours[hook.state]} tt="none">{w.state[hook.state]}</Badge>
      </Group>
      <Text size="sm" className={styles.url}>{hook.url}</Text>
      <Text size="xs" c="dimmed">{(hook.types ?? []).map(typeName).join(' · ')}</Text>
      {hook.failing_since && <Text size="sm" c="var(--bad)">{w.failing(f.instant(hook.failing_since))}</Text>}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => show(!open)}>{w.deliveries}</Button>
        {may && <Acts hook={hook} begin={begin} />}
      </Group>
      {open && <Deliveries id={hook.id} may={may} />}
      {doing === 'edit' && <EditWebhook hook={hook} close={done} />}
      {doing === 'rotate' && <NewSecret hook={hook} close={done} />}
      {doing === 'remove' && <Remove hook={hook} close={done} />}
    </li>
  )
}

function Acts({ hook, begin }: { hook: Webhook; begin: (d: Doing) => void }) {
  const w = useWords(words)
  const set = useSetWebhook()
  const test = useTestWebhook()
  const active = hook.state === 'active'
  return (
    <>
      <Button size="compact-sm" variant="default" loading={test.isPending} onClick={() => test.mutate({ path: { id: hook.id } }, { onSuccess: () => notifications.show({ message: w.sent }) })}>{w.sendTest}</Button>
      <Button size="compact-sm" variant="default" loading={set.isPending} onClick={() => set.mutate({ path: { id: hook.id }, body: { state: active ? 'paused' : 'active' } })}>{active ? w.pause : w.resume}</Button>
      <Button size="compact-sm" variant="default" onClick={() => begin('edit')}>{w.edit}</Button>
      <Button size="compact-sm" variant="default" onClick={() => begin('rotate')}>{w.rotate}</Button>
      <Button size="compact-sm" variant="subtle" color="red" onClick={() => begin('remove')}>{w.remove}</Button>
      {(set.error || test.error) && <Wrong error={set.error ?? test.error} />}
    </>
  )
}

function Remove({ hook, close }: { hook: Webhook; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoveWebhook()
  const go = () => remove.mutate({ path: { id: hook.id } }, {
    onSuccess: () => {
      notifications.show({ message: w.removed })
      close()
    },
  })
  return <Confirm grave title={w.removeTitle(hook.name || hook.url)} action={w.remove} go={go} close={close} change={remove}>{w.removeText}</Confirm>
}
