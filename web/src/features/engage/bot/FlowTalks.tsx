import { Anchor, Group, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Card } from '../../../shared/Card'
import type { BotFlowAnswer, BotFlowPlace } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { PeriodBar } from '../../../shared/PeriodBar'
import { addDays, nextDay, useQuestion } from '../../../shared/question'
import { Answer, Empty } from '../../../shared/states'
import { useFlowTalks } from './queries'
import * as words from './words'

const fates = ['waiting', 'ended', 'person', 'meeting', 'flow', 'left', 'lapsed', 'unknown'] as const
const month = (today: string) => ({ from: addDays(today, -30), to: nextDay(today) })

/** How many talks began a flow, and at which step they stand or left it. */
export function FlowTalks({ is }: { is: BotFlowAnswer }) {
  const w = useWords(words)
  const { from, to } = useQuestion(month)
  const talks = useFlowTalks(is.id, { from, to })
  return (
    <Card title={w.talks} lead={w.talksAbout} actions={<PeriodBar compare={false} narrow={false} fallback={month} />}>
      <Answer query={talks}>
        {({ began, places }) => began ? <Places flow={is.id} steps={is.flow.steps.map((s) => s.id)} period={{ from, to }} began={began} places={places} /> : <Empty title={w.noTalks} />}
      </Answer>
    </Card>
  )
}

interface PlacesProps { flow: string; steps: string[]; period: { from: string; to: string }; began: number; places: BotFlowPlace[] }

function Places({ flow, steps, period, began, places }: PlacesProps) {
  const w = useWords(words)
  const f = useFormat()
  const search = { flow, ...period }
  const shown = fates.filter((fate) => places.some((p) => p.fate === fate))
  const after = (step: string) => (steps.includes(step) ? steps.indexOf(step) : steps.length)
  const rows = [...new Set(places.map((p) => p.step))].sort((a, b) => after(a) - after(b))
  const count = (step: string, fate: BotFlowPlace['fate']) => places.find((p) => p.step === step && p.fate === fate)?.talks ?? 0
  return (
    <>
      <Group gap={6} mt="sm" align="baseline"><Text size="sm">{w.began}:</Text><Talks search={search} n={began} name={w.began} /></Group>
      <Table.ScrollContainer minWidth={80 + shown.length * 90} mt="xs">
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{w.at}</Table.Th>{shown.map((fate) => <Table.Th key={fate} ta="right">{w.fates[fate]}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map((step) => (
              <Table.Tr key={step}>
                <Table.Th scope="row" fw={400}>{step || w.noStep}</Table.Th>
                {shown.map((fate) => <Table.Td key={fate} ta="right">{count(step, fate) ? <Talks search={{ ...search, step: step || '-', fate }} n={count(step, fate)} name={`${step || w.noStep}, ${w.fates[fate]}`} /> : <Text span c="dimmed" size="sm">{f.number(0)}</Text>}</Table.Td>)}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown.includes('unknown') && <Text size="xs" c="dimmed">{w.notKept}</Text>}
    </>
  )
}

/** A figure that opens the talks it counts. */
function Talks({ search, n, name }: { search: object; n: number; name: string }) {
  const f = useFormat()
  return <Anchor component={Link} to="/inbox" search={search as never} className="figures" size="sm" aria-label={`${name}: ${f.number(n)}`}>{f.number(n)}</Anchor>
}
