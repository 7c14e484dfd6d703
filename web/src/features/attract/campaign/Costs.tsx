import { Button, Group, Table, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { CampaignResult } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import styles from './campaign.module.css'
import { useAddCosts, useRemoveCost } from './queries'
import * as words from './words'

/** What a campaign cost besides its messages. */
export function Costs({ id, result: r }: { id: string; result: CampaignResult }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('campaigns:write')
  const add = useAddCosts()
  const remove = useRemoveCost()
  const [table, setTable] = useState('')
  return (
    <Card title={w.outside} lead={w.outsideAbout}>
      {r.costs.length > 0 && (
        <div className={styles.wide}>
          <Table>
            <Table.Tbody>
              {r.costs.map((c) => (
                <Table.Tr key={c.id}>
                  <Table.Td>{f.day(c.day)}</Table.Td><Table.Td>{c.kind}</Table.Td><Table.Td className="figures">{f.money(c.amount, r.currency)}</Table.Td><Table.Td>{c.note}</Table.Td>
                  <Table.Td>{may && <Button size="compact-xs" variant="subtle" color="red" onClick={() => remove.mutate({ path: { id, cost: c.id } })}>{w.removeCost}</Button>}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {may && (
        <>
          <Textarea mt="xs" autosize minRows={2} aria-label={w.outside} placeholder={w.outsideTemplate} value={table} onChange={(e) => setTable(e.target.value)} />
          {(add.error || remove.error) && <Wrong error={add.error ?? remove.error} />}
          <Group mt="xs"><Button size="xs" variant="default" disabled={!table.trim()} loading={add.isPending} onClick={() => add.mutate({ path: { id }, body: { table } }, { onSuccess: () => setTable('') })}>{w.take}</Button></Group>
        </>
      )}
    </Card>
  )
}
