import { Badge, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import { sessionEnd, sessionList, sessionsEnd, type MySession } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { device } from '../../../shared/device'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { Answer } from '../../../shared/states'
import styles from './session.module.css'
import * as words from './securityWords'

/** Everywhere one is signed in. */
export function Sessions() {
  const w = useWords(words)
  const sessions = useRecords('sessions', sessionList)
  const [leaving, leave] = useState(false)
  return (
    <Card title={w.sessions.title} actions={(sessions.data?.sessions?.length ?? 0) > 1 && <Button size="sm" variant="default" onClick={() => leave(true)}>{w.sessions.endOthers}</Button>}>
      <Answer query={sessions} height={80}>
        {(answer) => <ul className={styles.sessions}>{answer.sessions?.map((s) => <Row key={s.id} session={s} />)}</ul>}
      </Answer>
      <Text size="sm" c="dimmed">{w.sessions.strange}</Text>
      {leaving && <EndOthers close={() => leave(false)} />}
    </Card>
  )
}

function Row({ session }: { session: MySession }) {
  const w = useWords(words)
  const f = useFormat()
  const end = useChange(sessionEnd, { refreshes: ['sessions'] })
  const name = device(session.device) || session.device || w.sessions.unknown
  const go = () => end.mutate({ path: { id: session.id } }, { onSuccess: () => notifications.show({ message: w.sessions.ended }) })
  return (
    <li>
      <div>
        <Group gap="xs"><b>{name}</b>{session.current && <Badge variant="light" color="gray" tt="none">{w.sessions.here}</Badge>}</Group>
        <Text size="sm" c="dimmed">{session.address} · {w.sessions.used} {f.instant(session.used_at)}</Text>
        <Text size="xs" c="dimmed">{w.sessions.begun} {f.instant(session.created_at)}{session.method === 'oidc' && `, ${w.sessions.byOIDC}`}</Text>
      </div>
      {!session.current && <Button size="compact-sm" variant="default" aria-label={w.sessions.endOf(name)} loading={end.isPending} onClick={go}>{w.sessions.end}</Button>}
    </li>
  )
}

function EndOthers({ close }: { close: () => void }) {
  const w = useWords(words)
  const end = useChange(sessionsEnd, { refreshes: ['sessions'] })
  const go = () => end.mutate({}, {
    onSuccess: () => {
      notifications.show({ message: w.sessions.endedOthers })
      close()
    },
  })
  return <Confirm title={w.sessions.endOthersTitle} action={w.sessions.endOthers} go={go} close={close} change={end}>{w.sessions.endOthersAbout}</Confirm>
}
