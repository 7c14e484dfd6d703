import { ActionIcon, Button } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { type EventName, EventPicker } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import { FilterEditor } from './FilterEditor'
import { isStage, type Step } from '../../../shared/steps'
import * as words from './words'

interface Props {
  index: number
  /** Undefined: not chosen yet. */
  step?: Step
  names: EventName[]
  change: (step: Step) => void
  remove?: () => void
  move?: (by: number) => void
  drag?: { start: () => void; drop: () => void; isOver: boolean }
}

/** One step of the builder: a handle, what it is, its condition, and a way to take it out. */
export function StepRow({ index, step, names, change, remove, move, drag }: Props) {
  const w = useWords(words)
  const event = step && !isStage(step) ? step : null
  const [filtering, setFiltering] = useState(false)
  const [over, setOver] = useState(false)
  return (
    <li className={`step-row ${over && drag?.isOver ? 'step-over' : ''}`}
      onDragOver={(e) => { if (drag?.isOver) { e.preventDefault(); setOver(true) } }}
      onDragLeave={() => setOver(false)}
      onDrop={() => { setOver(false); drag?.drop() }}>
      <div className="step-line">
        <Handle index={index} move={move} start={drag?.start} />
        <EventPicker className="step-select" label={w.step(index + 1)} step={step && (isStage(step) ? step : { ...step, where: '' })} change={change} autoFocus={!step && index > 0} />
        {remove && <ActionIcon variant="subtle" color="gray" onClick={remove} aria-label={w.remove(index + 1)}>✕</ActionIcon>}
      </div>
      {event && !event.where && !filtering && (
        <Button className="step-only" variant="subtle" color="gray" size="compact-xs" onClick={() => setFiltering(true)}>{w.onlyIf}</Button>
      )}
      {event && (event.where || filtering) && (
        <FilterEditor key={event.where} label={w.filterOf(index + 1)} where={event.where} properties={names.find((n) => n.name === event.event)?.properties ?? []}
          change={(where) => { setFiltering(false); change({ ...event, where }) }} />
      )}
    </li>
  )
}

function Handle({ index, move, start }: { index: number; move?: (by: number) => void; start?: () => void }) {
  const w = useWords(words)
  if (!move) return <span className="step-handle figures">{index + 1}</span>
  const key = (e: KeyboardEvent) => {
    if (e.key !== 'ArrowUp' && e.key !== 'ArrowDown') return
    e.preventDefault()
    move(e.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <button type="button" className="step-handle figures" draggable data-step={index} onDragStart={(e) => { e.dataTransfer.setData('text/plain', String(index)); start?.() }}
      onKeyDown={key} aria-label={w.move(index + 1)} title={w.move(index + 1)}>
      <span aria-hidden>⠿ {index + 1}</span>
    </button>
  )
}
