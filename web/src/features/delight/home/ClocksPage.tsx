import { Anchor, Checkbox, Group, SegmentedControl, Text } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { Answer, Empty } from '../../../shared/states'
import styles from './home.module.css'
import { useClockings } from './queries'
import { type CareSearch, clocks, readSearch } from './search'
import { useTime } from './time'
import * as words from './words'

/** The times a clock ran that the figures of a team count. */
export function ClocksPage() {
  const w = useWords(words)
  const f = useFormat()
  const time = useTime()
  const search = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const rows = useClockings(search)
  const clock = search.clock ?? 'first'
  const go = (part: CareSearch) => void navigate({ to: '.', search: { ...search, ...part } as never, replace: true })
  return (
    <Screen title={w.clocks[clock]} lead={w.clocksAbout} actions={<Anchor component={Link} to={'/care' as string} size="sm">{w.back}</Anchor>}>
      <Group gap="md">
        <SegmentedControl size="xs" aria-label={w.which} value={clock} onChange={(c) => go({ clock: c as 'first' })} data={clocks.map((value) => ({ value, label: w[value] }))} />
        <Checkbox size="sm" label={w.onlyLate} checked={search.late === 'true'} onChange={(e) => go({ late: e.currentTarget.checked ? 'true' : undefined })} />
      </Group>
      <Answer query={rows}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.clocks)
          if (!all.length) return <Empty title={w.rowsNone}>{w.rowsNoneDo}</Empty>
          return (
            <ul className={styles.rows}>
              {all.map((c) => (
                <li key={c.ticket.id + c.began} className="card">
                  <RowLink to={`/tickets/${c.ticket.id}`}>{c.ticket.number} {c.ticket.name}</RowLink>
                  <Text size="sm" className="figures" c={c.late ? 'var(--bad)' : undefined}>
                    {c.used_minutes === null ? w.running(f.instant(c.due_at)) : `${c.late ? w.tooLate : w.inTime}: ${w.used(time(c.used_minutes), time(c.target_minutes))}`}
                  </Text>
                  <Text size="sm" c="dimmed">{[c.owner?.name ?? w.nobodys, c.ticket.person?.name, f.instant(c.ended ?? c.began)].filter(Boolean).join(' · ')}</Text>
                </li>
              ))}
            </ul>
          )
        }}
      </Answer>
      <More of={rows}>{w.more}</More>
    </Screen>
  )
}
