import { Button, Group, VisuallyHidden } from '@mantine/core'
import { useRef, useState } from 'react'
import { useEventNames } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import { moved } from '../../../shared/moved'
import { useNarrow } from '../../../shared/PeriodBar'
import { useFunnelSearch } from './search'
import { Settings } from './Settings'
import { StepRow } from './StepRow'
import { readSteps, type Step, StepsError, writeSteps } from '../../../shared/steps'
import { StepsText } from './StepsText'
import * as words from './words'

/** Builds a funnel step by step, or as text. What it builds is in the URL at once. */
export function Builder() {
  const w = useWords(words)
  const { steps: text } = useFunnelSearch()
  const narrow = useNarrow()
  const [writing, setWriting] = useState(false)
  const steps = read(text)
  const set = (next: Step[]) => narrow({ steps: writeSteps(next) } as never)
  return (
    <section className="card funnel-builder" aria-label={w.steps}>
      {writing || !steps ? <StepsText key={text} text={text} close={steps && (() => setWriting(false))} /> : <StepList steps={steps} set={set} />}
      {steps && !writing && (
        <Group justify="space-between" align="flex-end" gap="sm">
          <Settings first={steps[0]} />
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setWriting(true)}>{w.stepsAsText}</Button>
        </Group>
      )}
    </section>
  )
}

function read(text: string): Step[] | null {
  try {
    return readSteps(text)
  } catch (error) {
    if (error instanceof StepsError) return null
    throw error
  }
}

/** The steps as rows that can be dragged, or moved by the arrow keys. */
function StepList({ steps, set }: { steps: Step[]; set: (steps: Step[]) => void }) {
  const w = useWords(words)
  const names = useEventNames().data?.names ?? []
  const [adding, setAdding] = useState(false)
  const [dragged, setDragged] = useState<number>()
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const move = (from: number, to: number) => {
    const next = moved(steps, from, to)
    if (next === steps) return
    setSaid(w.moved(to + 1))
    set(next)
    list.current?.querySelector<HTMLElement>(`[data-step="${to}"]`)?.focus() // the keys go on moving the same step
  }
  const add = (step: Step) => {
    setAdding(false)
    set([...steps, step])
  }
  return (
    <>
      <ol className="steps" ref={list}>
        {steps.map((step, i) => (
          <StepRow key={i} index={i} step={step} names={names}
            change={(next) => set(steps.with(i, next))}
            remove={steps.length > 1 ? () => set(steps.filter((_, at) => at !== i)) : undefined}
            move={(by) => move(i, i + by)}
            drag={{ start: () => setDragged(i), drop: () => dragged !== undefined && move(dragged, i), isOver: dragged !== undefined && dragged !== i }} />
        ))}
        {(adding || steps.length === 0) && <StepRow index={steps.length} names={names} change={add} remove={steps.length ? () => setAdding(false) : undefined} />}
      </ol>
      {!adding && steps.length > 0 && steps.length < 20 && <Button variant="light" size="compact-sm" onClick={() => setAdding(true)}>+ {w.add}</Button>}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  )
}
