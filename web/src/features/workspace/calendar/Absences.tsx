import { Button, Group, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { absenceAdd, absenceList, absenceRemove, type StandIn, standInSet } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useChange, useRecords, useRemoval } from '../../../shared/queries'
import { UserSelect } from '../../../shared/record/UserSelect'
import { useMay, useSession } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import styles from './calendar.module.css'
import * as words from './words'

const refreshes = ['absences', 'today', 'assignment-queue']

/** Who is away, now and later. */
export function Absences() {
  const w = useWords(words)
  const f = useFormat()
  const me = useSession()?.user?.id
  const others = useMay()('teams:write')
  const list = useRecords('absences', absenceList)
  const remove = useRemoval(absenceRemove, { refreshes })
  return (
    <Card title={w.absences} lead={w.absencesAbout}>
      <Answer query={list} height={80}>
        {({ absences }) => absences.length === 0 ? <Text size="sm" mt="sm">{w.none}</Text> : (
          <ul className={styles.away}>
            {absences.map((a) => (
              <li key={a.id}>
                <span><b>{a.user.name}</b> <Text span size="sm">{f.day(a.from)} – {f.day(a.to)}{a.note && ` · ${a.note}`}</Text></span>
                {(others || a.user.id === me) && <Button size="compact-sm" variant="subtle" color="red" onClick={() => remove.mutate({ path: { id: a.id } })}>{w.remove}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {remove.error && <Wrong error={remove.error} />}
      <Add others={others} />
      <h3>{w.standIns}</h3>
      <Text size="sm">{w.standInsAbout}</Text>
      <StandIns list={list.data?.stand_ins ?? []} others={others} />
    </Card>
  )
}

function StandIns({ list, others }: { list: StandIn[]; others: boolean }) {
  const w = useWords(words)
  const me = useSession()?.user?.id
  const set = useChange(standInSet, { refreshes })
  const [away, setAway] = useState<string | null>(null)
  const [user, setUser] = useState<string | null>(null)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    set.mutate({ body: { user: user ?? '', ...(away && { for: away }) } }, { onSuccess: () => { setAway(null); setUser(null) } })
  }
  return (
    <>
      {list.length > 0 && (
        <ul className={styles.away}>
          {list.map((s) => (
            <li key={s.for.id}>
              <span>{w.standsIn(s.user.name, s.for.name)}</span>
              {(others || s.for.id === me) && <Button size="compact-sm" variant="subtle" color="red" onClick={() => set.mutate({ body: { for: s.for.id, user: '' } })}>{w.remove}</Button>}
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={submit} className={styles.add}>
        {others && <UserSelect label={w.who} value={away} onChange={setAway} />}
        <UserSelect label={others ? w.standIn : w.standInMine} value={user} onChange={setUser} />
        <Group align="flex-end"><Button type="submit" variant="default" loading={set.isPending} disabled={!user}>{w.choose}</Button></Group>
        {set.error && <Wrong error={set.error} />}
      </form>
    </>
  )
}

function Add({ others }: { others: boolean }) {
  const w = useWords(words)
  const [user, setUser] = useState<string | null>(null)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const add = useChange(absenceAdd, { refreshes })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { from, to: to || from, note, ...(user && { user }) } }, {
      onSuccess: () => {
        setFrom('')
        setTo('')
        setNote('')
      },
    })
  }
  return (
    <form onSubmit={submit} className={styles.add}>
      {others && <UserSelect label={w.who} value={user} onChange={setUser} />}
      <DayInput label={w.from} value={from} onChange={setFrom} required />
      <DayInput label={w.to} value={to} onChange={setTo} min={from || undefined} />
      <TextInput label={w.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={200} />
      <Group align="flex-end"><Button type="submit" variant="default" loading={add.isPending} disabled={!from}>{w.add}</Button></Group>
      {add.error && <Wrong error={add.error} />}
    </form>
  )
}
