import { SimpleGrid, Table, Text } from '@mantine/core'
import { Card } from '../../../shared/Card'
import type { LiabilityAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, NotEnough } from '../../../shared/states'
import { useLiability } from './queries'
import * as words from './words'

/** What the house owes in points, by the month they lapse. */
export function Liability() {
  return <Answer query={useLiability()}>{(is) => <Shown is={is} />}</Answer>
}

function Shown({ is }: { is: LiabilityAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const figures = [[w.outstanding, f.number(is.pending + is.available)], [w.worth, f.money(is.worth, is.currency)], [w.ofThemPending, f.number(is.pending)], [w.owedBack, f.number(is.owed)]] as const
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {figures.map(([label, shown]) => <div key={label} className="card" style={{ padding: 'var(--mantine-spacing-md)' }}><Text size="sm" c="dimmed">{label}</Text><Text fz="xl" fw={600} className="figures">{shown}</Text></div>)}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="md">
        <Card title={w.byMonth} lead={w.byMonthAbout}>
          {is.months?.length ? (
            <Table mt="sm">
              <Table.Thead><Table.Tr><Table.Th>{w.month}</Table.Th><Table.Th ta="right">{w.available}</Table.Th><Table.Th ta="right">{w.pending}</Table.Th><Table.Th ta="right">{w.worth}</Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>
                {is.months.map((m) => <Table.Tr key={m.month}><Table.Td>{m.month ? f.month(`${m.month}-15T12:00:00Z`) : w.never}</Table.Td><Table.Td ta="right" className="figures">{f.number(m.available)}</Table.Td><Table.Td ta="right" className="figures">{f.number(m.pending)}</Table.Td><Table.Td ta="right" className="figures">{f.money(m.worth, is.currency)}</Table.Td></Table.Tr>)}
              </Table.Tbody>
            </Table>
          ) : <Text mt="sm">{w.nothingOwed}</Text>}
        </Card>
        <Card title={w.breakage} lead={w.breakageAbout}>
          {is.breakage
            ? <Text mt="sm"><b className="figures">{f.percent(is.breakage.rate)}</b> <Text span c="dimmed" size="sm">{w.interval(f.percent(is.breakage.low), f.percent(is.breakage.high), f.number(is.breakage.lots))}</Text></Text>
            : <><NotEnough /><Text size="sm" c="dimmed">{w.fewLots}</Text></>}
          <Text fw={600} size="sm" mt="lg">{w.ledger}</Text>
          <Table>
            <Table.Tbody>
              {(['issued', 'pending', 'available', 'owed', 'redeemed', 'expired', 'reversed', 'forgiven'] as const).map((a) => <Table.Tr key={a}><Table.Td>{w.accounts[a]}</Table.Td><Table.Td ta="right" className="figures">{f.number(is.accounts[a] ?? 0)}</Table.Td></Table.Tr>)}
              <Table.Tr><Table.Th>{w.sum}</Table.Th><Table.Td ta="right" className="figures">{f.number(Object.values(is.accounts).reduce((sum, n) => sum + n, 0))}</Table.Td></Table.Tr>
            </Table.Tbody>
          </Table>
        </Card>
      </SimpleGrid>
    </>
  )
}
