import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonAnswer, PersonRow, Profile } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { StageMark } from '../../../shared/stage'
import { Answer, Loading, Wrong } from '../../../shared/states'
import { kindName } from './Identifiers'
import { clashes } from './merge'
import styles from './merge.module.css'
import { useFound, useGlance, useMerge } from './queries'
import * as words from './words'

/** Makes one person of two: find the other, see what will happen, do it. */
export function MergeDialog({ person, close }: { person: PersonAnswer; close: () => void }) {
  const w = useWords(words)
  const [other, setOther] = useState<string>()
  return (
    <Modal opened onClose={close} title={<b>{w.merge.title}</b>} size="lg">
      {other ? <Preview person={person} other={other} back={() => setOther(undefined)} close={close} /> : <Find person={person} choose={setOther} />}
    </Modal>
  )
}

function Find({ person, choose }: { person: PersonAnswer; choose: (id: string) => void }) {
  const w = useWords(words)
  const [typed, type] = useState('')
  const [q] = useDebouncedValue(typed, 200)
  const found = useFound(q)
  const people = (found.data?.people ?? []).filter((p) => p.id !== person.id)
  return (
    <Stack gap="xs">
      <TextInput type="search" data-autofocus label={w.merge.pick(person.name ?? w.person.nameless)} placeholder={w.merge.pickHint} value={typed} onChange={(e) => type(e.currentTarget.value)} spellCheck={false} />
      {found.error && <Wrong error={found.error} />}
      <ul className={styles.found}>
        {people.map((p) => <li key={p.id}><button type="button" onClick={() => choose(p.id)}><Who person={p} /></button></li>)}
      </ul>
      {q.trim().length > 1 && found.data && !people.length && <Text c="dimmed" size="sm">{w.merge.nobody}</Text>}
    </Stack>
  )
}

function Who({ person }: { person: PersonRow }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <>
      <b>{person.name ?? w.person.nameless}</b>
      <span><StageMark stage={person.stage} /></span>
      <small>{w.person.lastSeen}: {f.day(person.last_seen)} · {w.person.purchases}: {f.number(person.purchases)}</small>
    </>
  )
}

function Preview({ person, other, back, close }: { person: PersonAnswer; other: string; back: () => void; close: () => void }) {
  const glance = useGlance(other)
  return <Answer query={glance} height={160}>{(them) => <Confirm mine={person} them={them} back={back} close={close} />}</Answer>
}

function Confirm({ mine, them, back, close }: { mine: PersonAnswer; them: PersonAnswer; back: () => void; close: () => void }) {
  const w = useWords(words)
  const merge = useMerge()
  const navigate = useNavigate()
  const [swapped, swap] = useState(false)
  const [keep, absorb] = swapped ? [them, mine] : [mine, them]
  const clash = clashes(keep.profiles ?? [], absorb.profiles ?? [])
  const go = () => merge.mutate({ path: { id: absorb.id }, body: { into: keep.id } }, {
    onSuccess: () => {
      notifications.show({ message: w.merge.done })
      close()
      void navigate({ to: '/people/$id', params: { id: keep.id } as never })
    },
  })
  return (
    <Stack gap="sm">
      <Side title={w.merge.remains(keep.name ?? w.person.nameless)} person={keep} />
      <Side title={w.merge.absorbed(absorb.name ?? w.person.nameless)} person={absorb} />
      <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'start' }} onClick={() => swap(!swapped)}>⇅ {w.merge.swap}</Button>
      {clash.length > 0 && <Alert color="orange" variant="light">{w.merge.conflict(clash.map((kind) => withinSentence(kindName(kind, w))).join(', '))}</Alert>}
      <Text size="sm">{w.merge.gains} {w.merge.undo}</Text>
      {merge.error && <Wrong error={merge.error} />}
      {merge.isPending ? <Loading progress={merge.progress} height={80} /> : (
        <Group justify="flex-end">
          <Button variant="default" onClick={back}>{w.merge.back}</Button>
          <Button onClick={go}>{w.merge.do}</Button>
        </Group>
      )}
    </Stack>
  )
}

/** A kind's name as it stands within a sentence. */
const withinSentence = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

function Side({ title, person }: { title: string; person: PersonAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div className={styles.side}>
      <b>{title}</b>
      <span><StageMark stage={person.stage} /> · {w.person.purchases}: {f.number(person.purchases)} · {f.money(person.revenue, person.currency)}</span>
      <small>{(person.profiles ?? []).map((p: Profile) => `${kindName(p.kind, w)}: ${p.value}`).join(' · ')}</small>
    </div>
  )
}
