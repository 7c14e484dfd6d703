import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Request } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import { useMay } from '../../../shared/session'
import { Empty, Loading, Wrong } from '../../../shared/states'
import { AddRequest } from './AddRequest'
import { Actions } from './Actions'
import { type State, useRequests } from './queries'
import styles from './request.module.css'
import * as words from './words'

/** What people asked about their data, the most urgent first. */
export function RequestsPage() {
  const w = useWords(words)
  const may = useMay()('requests:write')
  const [state, show] = useState<State>('open')
  const [adding, add] = useState(false)
  const states = (['open', 'done', 'refused'] as const).map((value) => ({ value, label: w[value] }))
  return (
    <Card title={w.title} lead={w.lead} actions={may && <Button size="sm" onClick={() => add(true)}>{w.add}</Button>}>
      <SegmentedControl data={states} value={state} onChange={(s) => show(s as State)} mb="sm" />
      <List state={state} may={may} />
      {adding && <AddRequest close={() => add(false)} />}
    </Card>
  )
}

function List({ state, may }: { state: State; may: boolean }) {
  const w = useWords(words)
  const requests = useRequests(state)
  if (requests.error) return <Wrong error={requests.error} retry={requests.refetch} />
  if (!requests.data) return <Loading />
  const list = requests.data.pages.flatMap((p) => p.requests ?? [])
  if (list.length === 0) return <Empty title={w.none[state]!}>{state === 'open' && w.noneText}</Empty>
  return (
    <>
      <ul className={styles.requests}>{list.map((r) => <Row key={r.id} request={r} may={may} />)}</ul>
      {requests.hasNextPage && <Button variant="default" fullWidth loading={requests.isFetchingNextPage} onClick={() => void requests.fetchNextPage()}>{w.more}</Button>}
    </>
  )
}

/** Whom a request is about; who was erased has no name any more. */
function Whose({ request: r }: { request: Request }) {
  const w = useWords(words)
  if (!r.person) return <span>{w.unknown}</span>
  if (r.erased) return <span className={styles.gone}>{w.erased}</span>
  return <RecordLink type="people" id={r.person.id} name={r.person.name || w.nameless} />
}

function Row({ request: r, may }: { request: Request; may: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <li data-overdue={r.overdue}>
      <div className={styles.head}>
        <b>{w.kind[r.kind]}</b>
        <Whose request={r} />
        {r.overdue && <span className={styles.late}>{w.late}</span>}
      </div>
      {r.wish && <p className={styles.wish}>{r.wish}</p>}
      <p className={styles.times}>
        {[r.contact, r.acknowledged_at ? w.acknowledged(f.day(r.acknowledged_at)) : w.acknowledgeBy(f.day(r.acknowledge_by)),
          r.closed_at ? w.closed(f.day(r.closed_at)) : w.due(f.day(r.due_at)), r.extended && w.extended(r.extended), r.assignee?.name, r.outcome].filter(Boolean).join(' · ')}
      </p>
      {may && r.state === 'open' && <Actions request={r} />}
    </li>
  )
}
