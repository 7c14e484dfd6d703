import { Checkbox, NumberInput, SimpleGrid } from '@mantine/core'
import { Card } from '../../../shared/Card'
import type { CtaDefinition } from '../../../shared/client'
import { EventPicker } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import { readSteps, writeStep } from '../../../shared/steps'
import type { Part } from './draft'
import * as words from './words'

/** What it is judged by, and how many are left out to judge it. */
export function Goal({ draft, put, disabled }: Part) {
  const w = useWords(words)
  const g = draft.goal
  const of = (change: Partial<CtaDefinition['goal']>) => put({ goal: { ...g, ...change } })
  return (
    <Card title={w.goal} lead={w.goalAbout}>
      <fieldset disabled={disabled} style={{ border: 0, padding: 0, margin: 0 }}>
        <EventPicker label={w.event} labelled step={readSteps(g.event)[0]} change={(step) => of({ event: writeStep(step) })} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
          <NumberInput label={w.goalDays} min={1} max={365} allowDecimal={false} value={g.days} onChange={(n) => of({ days: Number(n) || 1 })} />
          <NumberInput label={w.holdout} description={w.holdoutHint} min={0} max={50} suffix=" %" allowDecimal={false} value={draft.holdout} onChange={(n) => put({ holdout: Number(n) || 0 })} />
        </SimpleGrid>
        <Checkbox mt="sm" label={w.value} checked={!!g.value} onChange={(e) => of({ value: e.currentTarget.checked || undefined })} />
      </fieldset>
    </Card>
  )
}
