import { Button, Group, NumberInput, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { LoyaltyProgram, SimulationAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { Loading, Wrong } from '../../../shared/states'
import { useSimulation } from './queries'
import * as words from './words'

/** What the draft would have given for the purchases of the last months, beside what holds now. */
export function Simulate({ unsaved, draft }: { unsaved: boolean; draft: LoyaltyProgram }) {
  const w = useWords(words)
  const [months, setMonths] = useState(6)
  const run = useSimulation()
  return (
    <Card title={w.simulate} lead={w.simulateAbout}>
      <Group align="flex-end" mt="sm">
        <NumberInput label={w.months} min={1} max={36} allowDecimal={false} w={140} value={months} onChange={(n) => setMonths(Number(n) || 1)} />
        <Button variant="default" disabled={unsaved} loading={run.isPending} onClick={() => run.mutate({ body: { months } })}>{w.simulateNow}</Button>
      </Group>
      {unsaved && <Text size="sm" c="dimmed" mt="xs">{w.saveFirst}</Text>}
      {run.isPending && <Loading progress={run.progress} height={120} />}
      {run.error != null && <Wrong error={run.error} />}
      {run.data && <Simulated is={run.data} draft={draft} />}
    </Card>
  )
}

function Simulated({ is, draft }: { is: SimulationAnswer; draft: LoyaltyProgram }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  if (!is.orders) return <Text mt="md">{w.noOrders}</Text>
  const both = [is.draft, is.published] as const
  const rules = [...new Set(both.flatMap((p) => Object.keys(p.rules)))].sort()
  const named = (key: string) => {
    const rule = draft.rules?.find((r) => r.key === key)
    return rule ? inLanguage(rule.name, language) : key
  }
  return (
    <>
      <Text size="sm" mt="md">{w.simulated(f.number(is.orders), f.number(is.people), f.money(is.spent, is.currency))}</Text>
      {!is.whole && <Text size="sm" c="dimmed">{w.notWhole}</Text>}
      <Table.ScrollContainer minWidth={320}>
        <Table mt="xs">
          <Table.Thead><Table.Tr><Table.Th /><Table.Th ta="right">{w.draft}</Table.Th><Table.Th ta="right">{w.holds}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {rules.map((key) => <Table.Tr key={key}><Table.Td>{named(key)}</Table.Td>{both.map((p, i) => <Table.Td key={i} ta="right" className="figures">{f.number(p.rules[key] ?? 0)}</Table.Td>)}</Table.Tr>)}
            <Table.Tr><Table.Th>{w.points}</Table.Th>{both.map((p, i) => <Table.Td key={i} ta="right" className="figures">{f.number(p.points)}</Table.Td>)}</Table.Tr>
            <Table.Tr><Table.Th>{w.cost}</Table.Th>{both.map((p, i) => <Table.Td key={i} ta="right" className="figures">{f.money(p.cost, is.currency)}{p.share != null && <Text size="xs" c="dimmed">{w.ofSpent(f.percent(p.share))}</Text>}</Table.Td>)}</Table.Tr>
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}
