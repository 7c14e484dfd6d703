import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { AccessKey } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useRight } from '../../../shared/right'
import { Secret } from '../../../shared/Secret'
import { useMay } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import { AddKey } from './AddKey'
import styles from './key.module.css'
import { useKeys, useRemoveKey } from './queries'
import * as words from './words'

/** The keys that sites and programs bring. */
export function KeysPage() {
  const w = useWords(words)
  const keys = useKeys()
  return (
    <Answer query={keys}>
      {(answer) => {
        const of = (kind: AccessKey['kind']) => (answer.keys ?? []).filter((k) => k.kind === kind)
        return (
          <>
            <KeySection kind="write" title={w.keys.write} text={w.keys.writeText} none={w.keys.noneWrite} keys={of('write')} scopes={answer.scopes ?? []} />
            <KeySection kind="api" title={w.keys.api} text={w.keys.apiText} none={w.keys.noneApi} keys={of('api')} scopes={answer.scopes ?? []} />
          </>
        )
      }}
    </Answer>
  )
}

interface SectionProps {
  kind: AccessKey['kind']
  title: string
  text: string
  none: string
  keys: AccessKey[]
  scopes: string[]
}

function KeySection({ kind, title, text, none, keys, scopes }: SectionProps) {
  const w = useWords(words)
  const may = useMay()('keys:write')
  const [adding, add] = useState(false)
  return (
    <Card title={title} lead={text} actions={may && <Button size="sm" variant={keys.length ? 'default' : 'filled'} onClick={() => add(true)}>{kind === 'write' ? w.keys.newWrite : w.keys.newApi}</Button>}>
      <ul className={styles.keys}>{keys.map((k) => <KeyRow key={k.id} k={k} may={may} />)}</ul>
      {!keys.length && <Text size="sm" mt="sm">{w.keys.none}. {may && none}</Text>}
      {adding && <AddKey kind={kind} scopes={scopes} close={() => add(false)} />}
    </Card>
  )
}

function KeyRow({ k, may }: { k: AccessKey; may: boolean }) {
  const w = useWords(words)
  const said = useRight()
  const f = useFormat()
  const [removing, remove] = useState(false)
  return (
    <li>
      <div>
        <Group gap="xs">
          <b>{k.name}</b>
          {k.kind === 'write' && <Badge variant="light" color="gray" tt="none">{w.keys[k.rank]}</Badge>}
          {k.kind === 'write' && k.source !== k.name && <Text size="sm" c="dimmed">{w.keys.source}: {k.source}</Text>}
        </Group>
        {k.token && <Secret label="" text={k.token} />}
        {k.kind === 'api' && <Text size="sm" className={styles.scopes}>{(k.scopes ?? []).map(said).join(' · ')}</Text>}
        {k.kind === 'write' && (k.origins ?? []).length > 0 && <Text size="sm" className={styles.scopes}>{(k.origins ?? []).join(', ')}</Text>}
        <Text size="xs" c="dimmed">{w.keys.created} {f.day(k.created_at)} · {w.keys.lastUsed}: {k.last_used_at ? f.instant(k.last_used_at) : w.keys.never}</Text>
      </div>
      {may && <ActionIcon variant="subtle" color="gray" aria-label={`${w.keys.remove}: ${k.name}`} onClick={() => remove(true)}>✕</ActionIcon>}
      {removing && <RemoveKey k={k} close={() => remove(false)} />}
    </li>
  )
}

function RemoveKey({ k, close }: { k: AccessKey; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoveKey()
  const go = () => remove.mutate({ path: { id: k.id } }, {
    onSuccess: () => {
      notifications.show({ message: w.keys.removed })
      close()
    },
  })
  return (
    <Confirm grave title={w.keys.removeTitle(k.name)} action={w.keys.remove} go={go} close={close} change={remove}>
      {k.kind === 'write' ? w.keys.removeWrite : w.keys.removeApi}
    </Confirm>
  )
}
