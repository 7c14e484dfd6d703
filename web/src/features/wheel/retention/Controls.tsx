import { NumberInput, SegmentedControl, Switch, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { EventPicker } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import { useNarrow } from '../../../shared/PeriodBar'
import { readSteps, type Step, StepsError, writeStep } from '../../../shared/steps'
import { type Calendar, calendars } from './search'
import * as words from './words'

interface Props {
  first: string
  return: string
  every: Calendar
  periods: number
  unbounded: boolean
}

/** The question as a sentence that can be changed. What it says is in the URL at once. */
export function Controls({ first, return: back, every, periods, unbounded }: Props) {
  const w = useWords(words)
  const narrow = useNarrow()
  const set = (change: Record<string, string | undefined>) => narrow(change as never)
  return (
    <section className="card retention-controls">
      <EventPicker className="retention-pick" labelled label={w.first} size="xs" step={oneStep(first)} change={(step) => set({ first: writeStep(step), return: back })} />
      <EventPicker className="retention-pick" labelled label={w.return} size="xs" step={oneStep(back)} change={(step) => set({ first, return: writeStep(step) })} />
      <div>
        <div className="retention-label" id="every">{w.every}</div>
        <SegmentedControl size="xs" aria-labelledby="every" value={every} data={calendars.map((c) => ({ value: c, label: w.calendars[c] }))}
          onChange={(next) => set({ every: next === 'month' ? undefined : next, periods: undefined })} />
      </div>
      <Periods key={periods} periods={periods} set={(n) => set({ periods: String(n) })} />
      <Tooltip label={w.unboundedHint} multiline w={300}>
        <div className="retention-switch"><Switch size="sm" label={w.unbounded} checked={unbounded} onChange={(e) => set({ unbounded: e.currentTarget.checked ? 'true' : undefined })} /></div>
      </Tooltip>
    </section>
  )
}

function Periods({ periods, set }: { periods: number; set: (n: number) => void }) {
  const w = useWords(words)
  const [draft, setDraft] = useState<string | number>(periods)
  const done = () => {
    const n = Number(draft)
    if (Number.isInteger(n) && n >= 1 && n <= 400 && n !== periods) set(n)
  }
  return (
    <NumberInput size="xs" w={110} label={w.periods} value={draft} min={1} max={400} clampBehavior="strict" allowDecimal={false} onChange={setDraft} onBlur={done}
      onKeyDown={(e) => e.key === 'Enter' && done()} />
  )
}

/** A side of the question as a step; one that the server will refuse stays as it is written. */
function oneStep(text: string): Step {
  try {
    return readSteps(text)[0] ?? { event: text, where: '' }
  } catch (error) {
    if (error instanceof StepsError) return { event: text, where: '' }
    throw error
  }
}
