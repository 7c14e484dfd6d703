import { Button, FileButton, Group, Table, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'
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
  const again = useRef<() => void>(null)
  const read = (file: File | null) => void file?.text().then((text) => {
    setTable(text)
    again.current?.() // a file that was mended is chosen again under its name
  })
  const take = () => add.mutate({ path: { id }, body: { table } }, { onSuccess: (a) => {
    setTable('')
    notifications.show({ message: w.taken(a.added, f.number(a.added), a.there) })
  } })
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
          <Group mt="xs">
            <FileButton accept=".csv,.txt,text/csv,text/plain" resetRef={again} onChange={read}>{(props) => <Button {...props} size="xs" variant="default">{w.fromFile}</Button>}</FileButton>
            <Button size="xs" variant="default" disabled={!table.trim()} loading={add.isPending} onClick={take}>{w.take}</Button>
          </Group>
        </>
      )}
    </Card>
  )
}
