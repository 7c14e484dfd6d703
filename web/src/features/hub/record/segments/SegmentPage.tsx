import { ActionIcon, Anchor, Badge, Button, Card, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Problem } from '../../../../shared/ask'
import { useSayCondition } from '../../../../shared/condition/say'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { type Segment } from '../../../../shared/record/operations'
import { RecordLink } from '../../../../shared/record/RecordLink'
import { RecordSelect } from '../../../../shared/record/RecordSelect'
import { offerUndo } from '../../../../shared/record/UndoNotice'
import { Screen } from '../../../../shared/Screen'
import { sentence } from '../../../../shared/sentence'
import { useMay } from '../../../../shared/session'
import { Sparkline } from '../../../../shared/Sparkline'
import { Answer, Empty, Loading, Wrong } from '../../../../shared/states'
import { WhatNext } from '../../../../shared/WhatNext'
import { useListing, useMembers, useSegment, useSizes, useTurns } from './queries'
import { SegmentForm } from './SegmentForm'
import styles from './segments.module.css'
import * as words from './words'

/** One segment: who is in it since when, who came and went, how large it was, and what uses it. */
export function SegmentPage() {
  const w = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const segment = useSegment(id)
  if (segment.error instanceof Problem && [404, 422].includes(segment.error.status))
    return <Empty title={w.unknown}>{w.unknownDo}<br /><Button component={Link} to={'/segments' as string} mt="md" variant="default">{w.back}</Button></Empty>
  return <Answer query={segment}>{(s: Segment) => <Whole segment={s} />}</Answer>
}

function Whole({ segment }: { segment: Segment }) {
  const w = useWords(words)
  const f = useFormat()
  const write = useMay()('segments:write')
  const navigate = useNavigate()
  const [editing, edit] = useState(false)
  const of = `in segment "${segment.id}"`
  const go = (to: string) => void navigate({ to, search: { segment: of } as never })
  return (
    <>
      <Anchor component={Link} to={'/segments' as string} size="sm" c="dimmed">← {w.back}</Anchor>
      <Screen title={segment.name} lead={segment.description}
        actions={<>
          <Button size="xs" variant="default" onClick={() => go('/')}>{w.inWheel}</Button>
          <Button size="xs" variant="default" onClick={() => go('/funnel')}>{w.inFunnel}</Button>
          <WhatNext segment={segment.id} />
          {write && <Button size="xs" onClick={() => edit(true)}>{w.edit}</Button>}
        </>}>
        <div className={styles.parts}>
          <div className={styles.stack}>
            <Card className="card" p="md">
              <Group justify="space-between" align="flex-start" wrap="nowrap">
                <div>
                  <Text fz={30} fw={650} lh={1.1} className="figures">{f.number(segment.count)}</Text>
                  <Text size="sm" c="dimmed">{w.people(segment.count ?? 0, '')}</Text>
                </div>
                <Sizes id={segment.id} />
              </Group>
              <Marks segment={segment} />
              <Asks segment={segment} />
              <Anchor component={Link} to={`/people?${new URLSearchParams({ view: 'std_people_all', where: of })}` as string} size="sm" mt="sm" display="block">{w.listed} →</Anchor>
            </Card>
            <Part title={w.parts.uses}><Uses segment={segment} /></Part>
          </div>
          <Part title={w.parts.members}>
            {write && segment.kind === 'list' && <Adding list={segment.id} />}
            {segment.kind === 'list' || segment.kept ? <Members segment={segment} write={write} /> : <Empty title={w.notKept}>{w.notKeptDo}</Empty>}
          </Part>
          {(segment.kind === 'list' || segment.kept) && <Part title={w.parts.turns}><Turns id={segment.id} /></Part>}
        </div>
      </Screen>
      {editing && <SegmentForm segment={segment} kind={segment.kind} close={() => edit(false)} />}
    </>
  )
}

/** What a segment asks of people, as its editor says it. */
export function Asks({ segment: { where } }: { segment: Segment }) {
  const { ofPeople } = useSayCondition()
  return where ? <Text className={styles.where} title={where}>{sentence(ofPeople(where))}</Text> : null
}

/** What sort of segment it is, and whether it is kept. */
export function Marks({ segment }: { segment: Segment }) {
  const w = useWords(words)
  return (
    <Group gap={6} mt={6}>
      <Badge size="sm" variant="light" color="gray" tt="none">{w.kinds[segment.kind]}</Badge>
      {segment.kept && <Badge size="sm" variant="light" tt="none">{w.kept}</Badge>}
      {segment.kept && !segment.judged_at && <Text size="xs" c="dimmed" role="status">{w.filling}</Text>}
    </Group>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <Card className="card" p="md" component="section" aria-label={title}><h2 className={styles.part}>{title}</h2>{children}</Card>
}

function Sizes({ id }: { id: string }) {
  const w = useWords(words)
  const sizes = useSizes(id).data?.sizes ?? []
  return <Sparkline label={w.sizes} width={180} height={44} values={sizes.map((s) => s.members)} />
}

function Uses({ segment }: { segment: Segment }) {
  const w = useWords(words)
  if (!segment.uses.length) return <Text size="sm" c="dimmed">{w.noUses}. {w.noUsesDo}</Text>
  return (
    <ul className={styles.rows}>
      {segment.uses.map((u) => (
        <li key={u.kind + u.id}>
          <span>{places[u.kind] ? <Anchor component={Link} to={`${places[u.kind]}/${u.id}` as string}>{u.name}</Anchor> : u.name}</span>
          <Text size="sm" c="dimmed">{w.useKinds[u.kind]}{u.listens && ` · ${w.listens}`}</Text>
        </li>
      ))}
    </ul>
  )
}

/** Where the pages of those who use segments are. */
const places: Partial<Record<Segment['uses'][number]['kind'], string>> = { segment: '/segments', workflow: '/workflows', campaign: '/campaigns', cta: '/ctas' }

/** Puts people into a list, one after another, by what one knows of them. */
function Adding({ list }: { list: string }) {
  const w = useWords(words)
  const change = useListing()
  const [added, count] = useState(0)
  const put = (one: { id: string; name: string } | null) => one && change.mutate({ path: { id: list }, body: { ids: [one.id] } }, {
    onSuccess: ({ act, changed }) => {
      if (changed) offerUndo(act, w.putIn(one.name), ['segments'])
      else notifications.show({ message: w.wasIn(one.name) })
      count(added + 1)
    },
  })
  return (
    <>
      <RecordSelect key={added} type="people" label={w.putInWho} placeholder={w.putInBy} autoFocus={added > 0} openOnFocus={false} mb="xs" disabled={change.isPending} onChange={put} />
      {change.error != null && <Wrong error={change.error} />}
    </>
  )
}

function Members({ segment, write }: { segment: Segment; write: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const members = useMembers(segment.id)
  const change = useListing()
  const takeOut = (id: string, name: string) => change.mutate({ path: { id: segment.id }, body: { ids: [id], remove: true } }, { onSuccess: ({ act }) => offerUndo(act, w.takenOut(name), ['segments']) })
  const all = members.data?.pages.flatMap((p) => p.members)
  if (!all) return members.error ? <Wrong error={members.error} retry={members.refetch} /> : <Loading height={80} />
  if (!all.length) return <Empty title={w.noMembers}>{segment.kind === 'list' && <>{w.noMembersList}<br /><Anchor component={Link} to={'/people' as string} size="sm">{w.choose} →</Anchor></>}</Empty>
  return (
    <>
      <ul className={styles.rows}>
        {all.map((m) => (
          <li key={m.person.id}>
            <RecordLink type="people" id={m.person.id} name={m.person.name ?? m.person.id} />
            <Group gap={4} wrap="nowrap">
              <Text size="sm" c="dimmed" title={f.instant(m.since)}>{w.since} {f.day(m.since)}</Text>
              {write && segment.kind === 'list' && (
                <ActionIcon variant="subtle" color="gray" size="sm" aria-label={w.takeOut(m.person.name ?? m.person.id)} title={w.takeOut(m.person.name ?? m.person.id)} disabled={change.isPending}
                  onClick={() => takeOut(m.person.id, m.person.name ?? m.person.id)}><Icon name="close" size={14} /></ActionIcon>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {change.error != null && <Wrong error={change.error} />}
      {members.hasNextPage && <Button size="compact-sm" variant="subtle" loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>{w.more}</Button>}
    </>
  )
}

function Turns({ id }: { id: string }) {
  const w = useWords(words)
  const f = useFormat()
  const turns = useTurns(id)
  const all = turns.data?.pages.flatMap((p) => p.turns)
  if (!all) return turns.error ? <Wrong error={turns.error} retry={turns.refetch} /> : <Loading height={80} />
  if (!all.length) return <Text size="sm" c="dimmed">{w.noTurns}</Text>
  return (
    <>
      <ul className={styles.rows}>
        {all.map((t, i) => (
          <li key={i}>
            <span><span className={t.entered ? styles.entered : styles.left}>{t.entered ? `→ ${w.entered}` : `← ${w.left}`}</span> <RecordLink type="people" id={t.person.id} name={t.person.name ?? t.person.id} /></span>
            <Text size="sm" c="dimmed" title={t.told ? undefined : w.quietAbout}>{f.instant(t.at)}{!t.told && ` · ${w.quiet}`}</Text>
          </li>
        ))}
      </ul>
      {turns.hasNextPage && <Button size="compact-sm" variant="subtle" loading={turns.isFetchingNextPage} onClick={() => void turns.fetchNextPage()}>{w.more}</Button>}
    </>
  )
}
