import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Card } from '../../../shared/Card'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import { useSession, useZone } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import styles from './assignment.module.css'
import { useQueue, useSkip } from './queries'
import * as words from './words'

/** Who waits, the longest first, and who of the pools is there. */
export function Queue() {
  const w = useWords(words)
  const f = useFormat()
  const zone = useZone()
  const me = useSession()?.user?.id
  const queue = useQueue()
  const skip = useSkip()
  const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())
  return (
    <Card title={w.queue}>
      <Answer query={queue} height={80}>
        {(a) => (
          <>
            <ul className={styles.lines}>
              {a.members.map((m) => (
                <li key={m.user.id}>
                  <span className={m.away ? styles.away : styles.here}><b>{m.user.name}</b> {w.passed[m.away]}</span>
                  <Text span size="sm" c="dimmed">{w.member(m.waiting, m.owned)}</Text>
                  {m.user.id === me && (
                    <Button size="compact-xs" variant="default" loading={skip.isPending} onClick={() => skip.mutate({ body: m.skips_until ? {} : { until: today() } }, { onSuccess: (s) => s.until && notifications.show({ message: w.skipped }) })}>
                      {m.skips_until ? w.skipNo : w.skip}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {skip.error && <Wrong error={skip.error} />}
            <Group mt="sm"><Text size="sm" fw={600}>{a.waiting ? w.waiting(a.waiting) : w.queueNone}</Text></Group>
            <ul className={styles.lines}>
              {a.queue.map((q) => (
                <li key={q.person.id}>
                  <RecordLink type="people" id={q.person.id} name={q.person.name} />
                  <Text span size="sm" c="dimmed">{[w.since(f.instant(q.since)), (q.rule as { name: string } | null)?.name].filter(Boolean).join(' · ')}</Text>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </Card>
  )
}
