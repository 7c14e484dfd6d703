import { Button, Group, NativeSelect, Popover, Stack, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useCallback, useState } from 'react'
import { DayInput } from './DayInput'
import { useFormat } from './format'
import { useWords } from './language'
import { addDays, type Fallback, lastMonth, monthStart, nextDay, type ScreenSearch, today, useQuestion } from './question'
import { SegmentInput } from './SegmentInput'
import { useZone } from './session'
import * as words from './words'

type Change = Partial<Record<keyof ScreenSearch, string | undefined>>

/** Sets search parameters of the screen that is open; undefined takes one away. */
export function useNarrow() {
  const navigate = useNavigate()
  return useCallback((change: Change) =>
    void navigate({ to: '.', search: ((before: object) => ({ ...before, ...change })) as never, resetScroll: false }), [navigate])
}

interface Props {
  /** Some screens know no period, compare with nothing, or ask of nobody in particular. */
  period?: boolean
  compare?: boolean
  narrow?: boolean
  /** The period where the URL says none; the screen's own questions must have the same. */
  fallback?: Fallback
}

/** What a screen is asked about, all of it in the URL: period, comparison, people, as-of, known-at and zone. */
export function PeriodBar({ period = true, compare = true, narrow = true, fallback }: Props) {
  return (
    <Group gap="xs" className="period-bar">
      {period && <PeriodPicker fallback={fallback} />}
      {period && compare && <ComparePicker />}
      {narrow && <NarrowPicker />}
    </Group>
  )
}

function PeriodPicker({ fallback }: { fallback?: Fallback }) {
  const w = useWords(words)
  const f = useFormat()
  const zone = useZone()
  const narrow = useNarrow()
  const question = useQuestion(fallback)
  const [open, setOpen] = useState(false)
  const now = today(zone, question.as_of)
  const { from, to } = question
  const shown = from.length > 10 ? `${f.instant(from)} – ${f.instant(to)}` : f.period(from, to)
  const presets = [
    [w.presets.lastMonth, lastMonth(now)],
    [w.presets.thisMonth, { from: monthStart(now), to: nextDay(now) }],
    [w.presets.days30, { from: addDays(now, -30), to: now }],
    [w.presets.days90, { from: addDays(now, -90), to: now }],
    [w.presets.thisYear, { from: `${now.slice(0, 4)}-01-01`, to: nextDay(now) }],
    [w.presets.months12, { from: monthStart(now, -12), to: monthStart(now) }],
  ] as const
  const choose = (chosen: { from: string; to: string }) => {
    narrow(chosen)
    setOpen(false)
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" size="sm" onClick={() => setOpen(!open)} aria-label={`${w.period}: ${shown}`}>
          <span className="figures">{shown}</span>&nbsp;▾
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Group gap={6} maw={300}>
            {presets.map(([label, chosen]) => (
              <Button key={label} size="xs" variant={chosen.from === question.from && chosen.to === question.to ? 'filled' : 'default'} onClick={() => choose(chosen)}>{label}</Button>
            ))}
          </Group>
          <Days key={`${question.from} ${question.to}`} from={question.from} to={question.to} choose={choose} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Any other days. The API's period ends before `to`; people name the last day it holds. */
function Days({ from, to, choose }: { from: string; to: string; choose: (p: { from: string; to: string }) => void }) {
  const w = useWords(words)
  const [first, setFirst] = useState(from.slice(0, 10))
  const [last, setLast] = useState(addDays(to, -1))
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (first && last && first <= last) choose({ from: first, to: nextDay(last) })
  }
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <DayInput size="xs" w={112} label={w.firstDay} value={first} max={last} onChange={setFirst} required withAsterisk={false} />
        <DayInput size="xs" w={112} label={w.lastDay} value={last} min={first} onChange={setLast} required withAsterisk={false} />
        <Button type="submit" size="xs">{w.apply}</Button>
      </Group>
    </form>
  )
}

function ComparePicker() {
  const w = useWords(words)
  const narrow = useNarrow()
  const { compare } = useSearch({ strict: false }) as ScreenSearch
  const choices = [
    { value: '', label: w.comparePrevious },
    { value: 'year', label: w.compareYear },
    { value: 'none', label: w.compareNone },
  ]
  return (
    <NativeSelect size="sm" className="period-compare" aria-label={w.compare} value={compare ?? ''} data={choices.map((c) => ({ ...c, label: c.value === 'none' ? c.label : `${w.compare.toLowerCase()}: ${c.label.toLowerCase()}` }))}
      onChange={(e) => narrow({ compare: e.target.value || undefined })} />
  )
}

function NarrowPicker() {
  const w = useWords(words)
  const narrow = useNarrow()
  const search = useSearch({ strict: false }) as ScreenSearch
  const [open, setOpen] = useState(false)
  const set = [search.segment, search.as_of, search.known_at, search.timezone].filter(Boolean).length
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="md" trapFocus width={340}>
      <Popover.Target>
        <Button variant={set ? 'light' : 'default'} size="sm" onClick={() => setOpen(!open)}>
          {set ? `${w.narrowed} (${set})` : w.narrow}&nbsp;▾
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Narrowing key={JSON.stringify(search)} search={search} apply={(change) => { narrow(change); setOpen(false) }} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Narrowing({ search, apply }: { search: ScreenSearch; apply: (change: Change) => void }) {
  const w = useWords(words)
  const [segment, setSegment] = useState(search.segment ?? '')
  const [asOf, setAsOf] = useState(search.as_of?.slice(0, 10) ?? '')
  const [knownAt, setKnownAt] = useState(search.known_at?.slice(0, 10) ?? '')
  const [zone, setZone] = useState(search.timezone ?? '')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    apply({ segment: segment || undefined, as_of: asOf || undefined, known_at: knownAt || undefined, timezone: zone || undefined })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <SegmentInput value={segment} onChange={setSegment} asked={search.segment} />
        <DayInput label={w.asOf} description={w.asOfHint} value={asOf} onChange={setAsOf} clearable />
        <DayInput label={w.knownAt} description={w.knownAtHint} value={knownAt} onChange={setKnownAt} clearable />
        <TextInput label={w.timezone} description={w.timezoneHint} placeholder="Asia/Ho_Chi_Minh" list="zones" value={zone} onChange={(e) => setZone(e.target.value)} spellCheck={false} />
        <datalist id="zones">{Intl.supportedValuesOf('timeZone').map((z) => <option key={z} value={z} />)}</datalist>
        <Group justify="space-between">
          <Button variant="subtle" color="gray" size="xs" onClick={() => apply({ segment: undefined, as_of: undefined, known_at: undefined, timezone: undefined })}>{w.clear}</Button>
          <Button type="submit" size="xs">{w.apply}</Button>
        </Group>
      </Stack>
    </form>
  )
}
