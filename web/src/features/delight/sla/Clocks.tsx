import { Text } from '@mantine/core'
import type { TicketClock } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Answer } from '../../../shared/states'
import { useClocks } from './queries'
import styles from './sla.module.css'
import * as words from './words'

/** How the three clocks of a ticket stand. */
export function Clocks({ id, version }: { id: string; version: number }) {
  const w = useWords(words)
  return (
    <section className={`card ${styles.clocks}`} aria-label={w.ticket.title}>
      <Answer query={useClocks(id, version)} height={40}>
        {(a) => a.policy ? (
          <div className={styles.chips}>
            {a.clocks.map((c) => <Chip key={c.clock} clock={c} />)}
            <Text size="xs" c="dimmed">{a.policy.name}{a.hours && ` · ${w.hours[a.hours]}`}</Text>
          </div>
        ) : <Text size="sm" c="dimmed">{w.ticket.nothing} <RowLink to="/settings/sla">{w.ticket.toRules}</RowLink></Text>}
      </Answer>
    </section>
  )
}

const marks = { none: '·', running: '◷', paused: '❚❚', met: '✓', breached: '!' } as const

/** One clock: its state by a mark and in words, never by colour alone. */
function Chip({ clock: c }: { clock: TicketClock }) {
  const w = useWords(words)
  const f = useFormat()
  const before = c.breaches.length - (c.state === 'breached' ? 1 : 0)
  return (
    <div className={styles.chip} data-state={c.state} title={c.due_at ? w.ticket.due(f.instant(c.due_at)) : undefined}>
      <span className={styles.mark} aria-hidden>{marks[c.state]}</span>
      <span>
        <Text size="xs" c="dimmed">{w.clocks[c.clock]}</Text>
        <Text size="sm" fw={600} className="figures">{useStanding(c)}</Text>
        {c.state === 'running' && c.due_at && <Text size="xs" c="dimmed" className="figures">{w.ticket.due(f.instant(c.due_at))}</Text>}
        {before > 0 && <Text size="xs">{w.ticket.before(before, f.number(before))}</Text>}
      </span>
    </div>
  )
}

function useStanding(c: TicketClock): string {
  const w = useWords(words)
  const much = (n: number) => w.time(Math.floor(Math.abs(n) / 60), Math.abs(n) % 60)
  const over = c.breaches.at(-1)?.over_minutes ?? 0
  switch (c.state) {
    case 'running': return w.ticket.left(much(c.left_minutes))
    case 'paused': return w.ticket.paused(much(c.left_minutes))
    case 'met': return w.ticket.met(much(c.used_minutes))
    case 'breached': return c.ended ? w.ticket.was(much(over)) : w.ticket.over(much(over))
    default: return w.ticket.none
  }
}
