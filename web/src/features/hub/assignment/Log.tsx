import { Anchor, Button, Text } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { Card } from '../../../shared/Card'
import type { Assigned } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import { Answer } from '../../../shared/states'
import styles from './assignment.module.css'
import { useLog } from './queries'
import type { AssignmentSearch } from './search'
import * as words from './words'

/** Who got whom, and why, the last first. */
export function Log() {
  const w = useWords(words)
  const { member: from } = useSearch({ strict: false }) as AssignmentSearch
  const log = useLog(from)
  const lines = log.data?.pages.flatMap((p) => p.log) ?? []
  return (
    <Card title={from ? w.takenBack : w.log} actions={from && <Anchor component={Link} to={'/settings/assignment' as string} size="sm">{w.log}</Anchor>}>
      <Answer query={log} height={80}>
        {() => lines.length === 0 ? <Text size="sm">{w.logNone}</Text> : <ul className={styles.lines}>{lines.map((l, i) => <Line key={`${l.at} ${i}`} line={l} />)}</ul>}
      </Answer>
      {log.hasNextPage && <Button size="compact-md" variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>{w.more}</Button>}
    </Card>
  )
}

function Line({ line }: { line: Assigned }) {
  const w = useWords(words)
  const f = useFormat()
  const user = line.user as Assigned['user'] | null
  const was = line.was as Assigned['was'] | null
  const rule = line.rule as Assigned['rule'] | null
  const person = line.person.name || w.gone
  return (
    <li>
      <span>{user ? w.got(user.name || w.gone, person) : w.back(was?.name || w.gone, person)} {line.person.name && <RecordLink type="people" id={line.person.id} name="→" />}</span>
      <Text span size="sm" c="dimmed">{[w.reasons[line.why], rule?.name, f.instant(line.at)].filter(Boolean).join(' · ')}</Text>
    </li>
  )
}
