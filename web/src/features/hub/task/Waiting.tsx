import { conversationCounts } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import styles from './task.module.css'
import * as words from './words'

/** Who waits in the inbox, each figure a way to them; nothing where nobody does. */
export function Waiting() {
  const w = useWords(words)
  const f = useFormat()
  const counts = useRecords('conversation-counts', conversationCounts, undefined, { enabled: useMay()('conversations:read') }).data
  if (!counts || counts.mine + counts.unassigned + counts.due === 0) return null
  const ways = [['due', '?of=due'], ['mine', ''], ['unassigned', '?of=unassigned']] as const
  return (
    <section className={`card ${styles.section} ${styles.waiting}`} aria-label={w.inbox}>
      <h2>{w.inbox}</h2>
      {ways.map(([key, query]) => counts[key] > 0 && <span key={key} data-due={key === 'due' || undefined}><RowLink to={`/inbox${query}`}>{w.inboxWays[key](f.number(counts[key]))}</RowLink></span>)}
    </section>
  )
}
