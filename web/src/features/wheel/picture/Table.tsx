import { Table as Grid } from '@mantine/core'
import type { WheelAnswer } from '../../../shared/client'
import { Door } from '../../../shared/Door'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { type Stage, stages } from '../../../shared/stage'
import * as words from './words'

/** The picture in words and numbers: the same for who cannot see it, and more exact for who can. */
export function Table({ wheel: r }: { wheel: WheelAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <details className="wheel-table">
      <summary>{w.table}</summary>
      <Grid.ScrollContainer minWidth={300}>
        <Grid>
          <Grid.Thead><Grid.Tr><Grid.Th>{w.tableStage}</Grid.Th><Grid.Th ta="right">{w.tableStart}</Grid.Th><Grid.Th ta="right">{w.tableEnd}</Grid.Th></Grid.Tr></Grid.Thead>
          <Grid.Tbody>
            {stages.map((s) => (
              <Grid.Tr key={s}>
                <Grid.Th>{w.stages[s]}</Grid.Th>
                <Grid.Td ta="right"><Door figure={`wheel.stock.from.${s}`}>{f.number(r.stock.from[s])}</Door></Grid.Td>
                <Grid.Td ta="right"><Door figure={`wheel.stock.to.${s}`}>{f.number(r.stock.to[s])}</Door></Grid.Td>
              </Grid.Tr>
            ))}
          </Grid.Tbody>
        </Grid>
        <Grid mt="md">
          <Grid.Thead><Grid.Tr><Grid.Th>{w.tableMove}</Grid.Th><Grid.Th ta="right">{w.tableMoves}</Grid.Th><Grid.Th ta="right">{w.tableMedian}</Grid.Th></Grid.Tr></Grid.Thead>
          <Grid.Tbody>
            {(r.flows ?? []).map((flow, i) => (
              <Grid.Tr key={flow.from + flow.to}>
                <Grid.Th>{w.stages[flow.from as Stage]} → {w.stages[flow.to as Stage]}</Grid.Th>
                <Grid.Td ta="right"><Door figure={`wheel.flows.${flow.from}.${flow.to}.transitions`}>{f.number(flow.transitions)}</Door></Grid.Td>
                <Grid.Td ta="right">{r.speed?.[i]?.median_days == null ? w.notReached : <Door figure={`wheel.speed.${flow.from}.${flow.to}.spells`}>{f.days(r.speed[i].median_days)}</Door>}</Grid.Td>
              </Grid.Tr>
            ))}
          </Grid.Tbody>
        </Grid>
      </Grid.ScrollContainer>
    </details>
  )
}
