import { Button, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { FunnelAnswer } from '../../../shared/client'
import { Door } from '../../../shared/Door'
import { useStepName } from '../../../shared/EventPicker'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useAskedFunnel } from './search'
import { readSteps } from '../../../shared/steps'
import * as words from './words'

const shownAtFirst = 12

/** The funnel of each value of a property, beside one another. */
export function Breakdown({ property, answer }: { property: string; answer: FunnelAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const nameOf = useStepName()
  const [all, setAll] = useState(false)
  const values = answer.breakdown ?? []
  const steps = (answer.asked.steps ?? []).flatMap(readSteps)
  return (
    <section className="card funnel-breakdown">
      <Title order={2} fz="md">{w.byValue(property)}</Title>
      <div className="funnel-scroll" tabIndex={0} role="region" aria-label={w.byValue(property)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{property}</th>
              {steps.map((step, k) => <th key={k} scope="col">{k + 1}. {nameOf(step)}</th>)}
            </tr>
          </thead>
          <tbody>
            {values.slice(0, all ? undefined : shownAtFirst).map((row) => <Row key={row.value ?? '\0'} row={row} />)}
          </tbody>
        </table>
      </div>
      {!all && values.length > shownAtFirst && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>{w.allValues(f.number(values.length))}</Button>
      )}
    </section>
  )
}

function Row({ row }: { row: NonNullable<FunnelAnswer['breakdown']>[number] }) {
  const w = useWords(words)
  const f = useFormat()
  const asked = useAskedFunnel()
  const path = row.value === null ? 'funnel.breakdown' : `funnel.breakdown.${row.value}`
  return (
    <tr>
      <th scope="row">{row.value ?? <Text span c="dimmed" inherit>{w.missing}</Text>}</th>
      {(row.steps ?? []).map((step, k) => (
        <td key={k}>
          <Door figure={`${path}.${k}`} asked={asked}>{f.number(step.people)}</Door>
          {k > 0 && <small><Door figure={`${path}.${k}`} asked={asked}>{f.percent(step.of_first, 1)}</Door></small>}
        </td>
      ))}
    </tr>
  )
}
