import { ActionIcon, Anchor, Button, Menu } from '@mantine/core'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { PersonAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { PeriodBar } from '../../../shared/PeriodBar'
import type { ScreenSearch } from '../../../shared/question'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { StageMark } from '../../../shared/stage'
import { Empty, Loading, Wrong } from '../../../shared/states'
import { Problem } from '../../../shared/ask'
import { Identifiers } from './Identifiers'
import { MergeDialog } from './MergeDialog'
import styles from './person.module.css'
import { usePerson } from './queries'
import { StagePath } from './StagePath'
import { Timeline } from './Timeline'
import { UnmergeDialog } from './UnmergeDialog'
import * as words from './words'

/** One person: who they are, their path around the wheel, and everything that happened. */
export function PersonPage() {
  const w = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const { as_of, known_at, timezone } = useSearch({ strict: false }) as ScreenSearch
  const query = usePerson(id, { as_of, known_at, timezone })
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = query
  const events = useMemo(() => data?.pages.flatMap((p) => p.events ?? []) ?? [], [data])
  const more = useCallback(() => void (!isFetching && fetchNextPage()), [isFetching, fetchNextPage])
  const person = data?.pages[0]

  if (error instanceof Problem && error.status === 404)
    return <Empty title={w.person.unknown}>{w.person.unknownDo}<br /><Button component={Link} to="/people" mt="md" variant="default">{w.people}</Button></Empty>
  if (!person) return error ? <Wrong error={error} retry={refetch} /> : <Loading />
  return (
    <Screen title={person.name ?? w.person.nameless} lead={<Anchor component={Link} to="/people" size="sm">← {w.person.back}</Anchor>} actions={<><PeriodBar period={false} /><Actions person={person} /></>}>
      <Head person={person} />
      <div className={`card ${styles.part}`}>
        <h2>{w.person.path}</h2>
        <StagePath first={person.first_seen} now={person.asked.as_of} moves={person.stages ?? []} />
      </div>
      <div className={styles.columns}>
        <section className={`card ${styles.part}`}>
          <h2>{w.person.timeline}</h2>
          <Timeline events={events} moves={person.stages ?? []} whole={!hasNextPage} more={more} />
        </section>
        <aside className={`card ${styles.part}`}>
          <h2>{w.person.identifiers}</h2>
          <Identifiers id={person.id} profiles={person.profiles ?? []} />
        </aside>
      </div>
    </Screen>
  )
}

function Head({ person: p }: { person: PersonAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const facts = [
    [w.person.purchases, f.number(p.purchases)],
    [w.person.revenue, f.money(p.revenue, p.currency)],
    [w.person.firstSeen, f.day(p.first_seen)],
    [w.person.lastSeen, f.day(p.last_seen)],
  ]
  return (
    <div className={`card ${styles.head}`}>
      <div>
        <div className={styles.stage}><StageMark stage={p.stage} /></div>
        <small style={{ color: 'var(--soft)' }}>{w.person.since(f.day(p.since))}</small>
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => <div key={name} className={styles.fact}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
    </div>
  )
}

function Actions({ person }: { person: PersonAnswer }) {
  const w = useWords(words)
  const may = useMay()
  const [open, setOpen] = useState<'merge' | 'unmerge'>()
  const close = () => setOpen(undefined)
  if (!may('people:merge')) return null
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setOpen('merge')}>{w.merge.open}</Button>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon variant="default" size={36} aria-label={w.person.actions}>⋯</ActionIcon></Menu.Target>
        <Menu.Dropdown><Menu.Item onClick={() => setOpen('unmerge')}>{w.unmerge.open}</Menu.Item></Menu.Dropdown>
      </Menu>
      {open === 'merge' && <MergeDialog person={person} close={close} />}
      {open === 'unmerge' && <UnmergeDialog person={person} close={close} />}
    </>
  )
}
