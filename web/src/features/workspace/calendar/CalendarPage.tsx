import { ActionIcon, Button, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Card } from '../../../shared/Card'
import { type CalendarAnswer, calendarSet, calendarShow, type Moved, type Settings } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { useFormat } from '../../../shared/format'
import { holidayName } from '../../../shared/holidays'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { Absences } from './Absences'
import styles from './calendar.module.css'
import * as words from './words'

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** When the company works, and who is away. */
export function CalendarPage() {
  const w = useWords(words)
  const [year, setYear] = useState<number>()
  const calendar = useRecords('calendar', calendarShow, year ? { year } : {})
  const now = new Date().getFullYear()
  return (
    <>
      <Card title={w.title} lead={w.about}>
        <Answer query={calendar}>
          {(c) => (
            <>
              <Form calendar={c} />
              <Group mt="lg" mb={4} gap="xs">
                <b>{w.year(year ?? now)}</b>
                <Button size="compact-xs" variant="default" onClick={() => setYear((year ?? now) - 1)}>{w.before}</Button>
                <Button size="compact-xs" variant="default" onClick={() => setYear((year ?? now) + 1)}>{w.after}</Button>
              </Group>
              <Days calendar={c} />
            </>
          )}
        </Answer>
      </Card>
      <Absences />
    </>
  )
}

function Days({ calendar }: { calendar: CalendarAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const date = new Intl.DateTimeFormat(f.language === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'short', day: 'numeric', month: 'numeric', timeZone: 'UTC' })
  return (
    <ul className={styles.days}>
      {calendar.days.map((d) => (
        <li key={d.day}>
          <span>{date.format(new Date(`${d.day}T00:00:00Z`))}</span>
          <span>{holidayName(d.name, f.language)}{d.worked && ` (${w.worked})`}</span>
          <Text span size="xs" c="dimmed">{w.lunar(d.lunar)}</Text>
        </li>
      ))}
    </ul>
  )
}

function Form({ calendar }: { calendar: CalendarAnswer }) {
  const w = useWords(words)
  const may = useMay()('workspace:write')
  const [hours, setHours] = useState<Record<string, string>>(() => Object.fromEntries(week.map((d) => [d, (calendar.hours[d] ?? []).join(', ')])))
  const [vietnam, setVietnam] = useState(calendar.holidays !== 'none')
  const [moved, setMoved] = useState<Moved[]>(calendar.exceptions)
  const save = useChange(calendarSet, { refreshes: ['calendar', 'today'] })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const stated = Object.fromEntries(week.map((d) => [d, hours[d]!.split(/[,;]/).map((s) => s.trim().replace(/\s*[–-]\s*/, '-')).filter(Boolean)]).filter(([, spans]) => spans!.length))
    const body: Settings = { hours: stated as Settings['hours'], holidays: vietnam ? 'vietnam' : 'none', exceptions: moved.filter((m) => m.day) }
    save.mutate({ body }, { onSuccess: () => notifications.show({ message: w.saved }) })
  }
  const put = (i: number, change: Partial<Moved>) => setMoved(moved.map((m, j) => (i === j ? { ...m, ...change } : m)))
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" mt="sm">
        <Text size="sm">{w.hours}</Text>
        {week.map((d) => (
          <div key={d} className={styles.weekday}>
            <label htmlFor={`hours-${d}`}>{w.days[d]}</label>
            <TextInput id={`hours-${d}`} size="sm" placeholder={w.off} value={hours[d]} disabled={!may} onChange={(e) => setHours({ ...hours, [d]: e.currentTarget.value })} aria-description={w.hoursHint} />
          </div>
        ))}
        <Switch mt="xs" label={w.holidays} checked={vietnam} disabled={!may} onChange={(e) => setVietnam(e.currentTarget.checked)} />
        <div>
          <b>{w.moved}</b>
          <Text size="sm" c="dimmed">{w.movedAbout}</Text>
        </div>
        {moved.map((m, i) => (
          <div key={i} className={styles.moved}>
            <DayInput aria-label={w.day} value={m.day} disabled={!may} onChange={(day) => put(i, { day })} />
            <Select aria-label={w.as} disabled={!may} value={m.as ?? ''} allowDeselect={false} data={[{ value: '', label: w.isOff }, ...week.map((d) => ({ value: d, label: w.worksAs(w.days[d]) }))]} onChange={(as) => put(i, { as: (as || undefined) as Moved['as'] })} />
            <TextInput aria-label={w.name} placeholder={w.name} disabled={!may} value={m.name ?? ''} maxLength={100} onChange={(e) => put(i, { name: e.currentTarget.value })} />
            {may && <ActionIcon variant="subtle" color="gray" aria-label={w.removeDay(m.day)} onClick={() => setMoved(moved.filter((_, j) => j !== i))}><Icon name="close" size={16} /></ActionIcon>}
          </div>
        ))}
        {save.error && <Wrong error={save.error} />}
        {may && (
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>{w.save}</Button>
            <Button variant="subtle" onClick={() => setMoved([...moved, { day: '' }])}>{w.addDay}</Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
