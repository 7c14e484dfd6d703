import { Badge, Checkbox, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Conversation } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { dueState } from './due'
import styles from './inbox.module.css'
import type { InboxSearch } from './search'
import * as words from './words'

interface Props { c: Conversation; search: InboxSearch; chosen: boolean; choose?: (on: boolean) => void }

/** A conversation in the list: who, what was said last, and until when they wait. */
export function ConversationRow({ c, search, chosen, choose }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const name = c.person.name || w.somebody
  const by = [w.channels[c.channel], c.assignee?.name ?? c.team?.name].filter(Boolean).join(' · ')
  const due = dueState(c)
  return (
    <li className={styles.row} data-open={search.open === c.id || undefined}>
      {choose && <Checkbox size="xs" mt={3} aria-label={w.choseOne(name)} checked={chosen} onChange={(e) => choose(e.currentTarget.checked)} />}
      <Link to="/inbox" search={{ ...search, open: c.id }} aria-current={search.open === c.id || undefined}>
        <span className={styles.line}>
          <span className={`${styles.cut} ${c.waiting_since ? styles.waiting : ''}`} title={name}>{name}</span>
          <Text component="time" size="xs" c="dimmed" dateTime={c.last_at} style={{ flex: 'none' }}>{f.instant(c.last_at)}</Text>
        </span>
        <Text component="span" display="block" size="sm" c="dimmed" className={styles.cut} title={c.preview || c.subject}>{c.preview || c.subject}</Text>
        <span className={styles.line}>
          <Text component="span" size="xs" c="dimmed" className={styles.cut} title={by}>{by}</Text>
          {c.bot ? <Badge size="xs" variant="light" tt="none">{w.bot}</Badge> : c.state === 'snoozed' ? <Text component="span" size="xs" style={{ flex: 'none' }}>{w.snoozed(c.snoozed_until ? f.instant(c.snoozed_until) : undefined)}</Text> : due && <Text component="span" size="xs" className={due === 'late' ? styles.late : due === 'soon' ? styles.soon : undefined} style={{ flex: 'none' }}>{due === 'late' ? w.late(f.instant(c.due_at!)) : w.due(f.instant(c.due_at!))}</Text>}
        </span>
      </Link>
    </li>
  )
}
