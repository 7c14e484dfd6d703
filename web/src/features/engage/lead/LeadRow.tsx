import { Badge, Button, Group, Popover, Text, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { LeadShown } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { offerBack } from '../../../shared/offerBack'
import { RowLink } from '../../../shared/RowLink'
import { useMay, useSession } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import { Aside } from './Aside'
import styles from './lead.module.css'
import { useBack, useScore, useTake } from './queries'
import * as words from './words'

/** One who asked: for what, since when, whose they are, and what is left until they are to be answered. */
export function LeadRow({ lead: l }: { lead: LeadShown }) {
  const w = useWords(words)
  const f = useFormat()
  const named = useEventName()
  const facts = [
    named(l.event), l.source, f.instant(l.since),
    l.state === 'answered' && w.answered(named(l.answer ?? ''), f.instant(l.ended_at), l.by?.name),
    l.state === 'aside' && w.asideSince(f.instant(l.ended_at), l.reason ?? ''),
    l.told_at && l.state === 'waiting' && w.told(f.instant(l.told_at)),
  ]
  return (
    <li className={`card ${styles.row}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/people/${l.person.id}`} className={styles.name}>{l.person.name || w.nameless}</RowLink>
        <Left lead={l} />
      </Group>
      <Text size="sm" c="dimmed">{facts.filter(Boolean).join(' · ')}</Text>
      <Group justify="space-between" gap="xs" mt={6}>
        <Group gap="md">
          {l.score !== null && <Score id={l.person.id} points={l.score} />}
          <Text size="sm">{l.owner?.name ?? <i>{w.nobodys}</i>}</Text>
        </Group>
        <Actions lead={l} />
      </Group>
    </li>
  )
}

/** What is left of the time to the first answer, in working hours. */
function Left({ lead: l }: { lead: LeadShown }) {
  const w = useWords(words)
  if (l.state !== 'waiting') return l.late ? <Badge variant="light" color="red" tt="none">{w.wasLate}</Badge> : null
  if (l.left_minutes === null) return null
  const colour = l.late ? 'red' : l.left_minutes < 15 ? 'orange' : 'green'
  const much = w.time(Math.floor(Math.abs(l.left_minutes) / 60), Math.abs(l.left_minutes) % 60)
  return <Badge variant="light" color={colour} tt="none">{l.late ? w.lateBy(much) : w.left(much)}</Badge>
}

/** The score, and what it is made of. */
function Score({ id, points }: { id: string; points: number }) {
  const w = useWords(words)
  const f = useFormat()
  const [open, show] = useState(false)
  const score = useScore(id, open)
  return (
    <Popover opened={open} onChange={show} withArrow shadow="md" position="bottom-start">
      <Popover.Target><UnstyledButton className="door" fz="sm" aria-expanded={open} onClick={() => show(!open)}>{w.score(f.number(points))}</UnstyledButton></Popover.Target>
      <Popover.Dropdown maw={320}>
        <Answer query={score} height={40}>
          {(s) => s.lines.length === 0 ? <Text size="sm">{w.noPoints}</Text> : (
            <ul className={styles.lines}>
              {s.lines.map((line, i) => <li key={i}><span>{line.name}{line.times > 1 && ` ×${line.times}`}</span><b className="figures">{f.change(Math.round(line.points * 10) / 10)}</b></li>)}
            </ul>
          )}
        </Answer>
      </Popover.Dropdown>
    </Popover>
  )
}

function Actions({ lead: l }: { lead: LeadShown }) {
  const w = useWords(words)
  const may = useMay()
  const me = useSession()?.user
  const take = useTake()
  const back = useBack()
  const [asking, ask] = useState(false)
  if (!may('people:update') || l.state === 'answered') return null
  const failed = { onError: (error: Error) => notifications.show({ color: 'red', message: error.message }) }
  const own = (owner: string | null) => ({ path: { type: 'people', id: l.person.id }, body: { values: { owner } } }) as never
  const takeIt = () => take.mutate(own(me!.id), { onSuccess: () => offerBack(`lead-${l.person.id}`, w.taken(l.person.name || w.nameless), () => take.mutate(own(l.owner?.id ?? null), failed)), ...failed })
  if (l.state === 'aside') return <Button size="compact-sm" variant="default" loading={back.isPending} onClick={() => back.mutate({ path: { id: l.person.id } }, failed)}>{w.back}</Button>
  return (
    <Group gap="xs">
      {me && l.owner?.id !== me.id && <Button size="compact-sm" loading={take.isPending} onClick={takeIt}>{w.take}</Button>}
      <Button size="compact-sm" variant="default" onClick={() => ask(true)}>{w.aside}</Button>
      {asking && <Aside lead={l} close={() => ask(false)} />}
    </Group>
  )
}
