import { Anchor, Button, Group, SegmentedControl } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { Answer, Empty } from '../../../shared/states'
import { LeadRow } from './LeadRow'
import styles from './lead.module.css'
import { useLeads } from './queries'
import { type LeadView, readSearch, views } from './search'
import * as words from './words'

/** Prospects who asked for something: who waits for a first answer, for how long, and whose they are. */
export function LeadsPage() {
  const w = useWords(words)
  const f = useFormat()
  const search = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const leads = useLeads(search)
  const pages = leads.data?.pages
  const counts = pages?.[0]
  const of = search.of ?? 'waiting'
  const label = (v: LeadView) => (counts && v in counts ? `${w.views[v]} (${f.number(counts[v as 'late'])})` : w.views[v])
  const go = (v: string) => void navigate({ to: '.', search: { of: v === 'waiting' ? undefined : v } as never, replace: true })
  return (
    <Screen title={w.title} lead={w.about} actions={<Anchor component={Link} to={'/settings/leads' as string} size="sm">{w.rules}</Anchor>}>
      <div className={styles.views} tabIndex={0} role="group" aria-label={w.title}>
        <SegmentedControl size="xs" value={of} onChange={go} data={views.filter((v) => v !== 'judged' || of === v).map((value) => ({ value, label: label(value) }))} />
      </div>
      <Answer query={leads}>
        {() => {
          const list = pages?.flatMap((p) => p.leads) ?? []
          if (!list.length) return <Empty title={w.empty[of]}>{of === 'waiting' && w.emptyDo}</Empty>
          return <ul className={styles.all}>{list.map((l) => <LeadRow key={l.person.id + l.since} lead={l} />)}</ul>
        }}
      </Answer>
      {leads.hasNextPage && <Group mt="sm"><Button variant="default" size="xs" loading={leads.isFetchingNextPage} onClick={() => void leads.fetchNextPage()}>{w.further}</Button></Group>}
    </Screen>
  )
}
