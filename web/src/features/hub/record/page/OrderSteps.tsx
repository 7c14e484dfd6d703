import { Button, Menu } from '@mantine/core'
import { useWords } from '../../../../shared/language'
import { useEdit } from '../../../../shared/record/edit'
import { type RecordRow, useFields, useLabel } from '../../../../shared/record/field'
import styles from './order.module.css'
import * as words from './orderWords'

const way = ['draft', 'confirmed', 'completed']
const ends = ['cancelled', 'refunded']

/** How far an order is: its way from draft to completed, and how else it can end. */
export function OrderSteps({ record, may }: { record: RecordRow; may: boolean }) {
  const w = useWords(words)
  const label = useLabel()
  const edit = useEdit('orders')
  const field = useFields('orders').find((f) => f.key === 'status')
  const now = String(record.values.status ?? 'draft')
  const name = (key: string) => { const o = field?.options?.find((o) => o.key === key); return o ? label(o) : key }
  const go = (status: string) => status !== now && void edit(record, 'status', status)
  if (!field) return null
  return (
    <div className={styles.steps}>
      <ol aria-label={label(field)}>
        {way.map((s) => (
          <li key={s} data-done={(!ends.includes(now) && way.indexOf(s) <= way.indexOf(now)) || undefined}>
            <button type="button" aria-current={s === now ? 'step' : undefined} disabled={!may} onClick={() => go(s)}>{name(s)}</button>
          </li>
        ))}
      </ol>
      {ends.includes(now) && <b className={styles.ended}>{name(now)}</b>}
      {may && (
        <Menu position="bottom-end">
          <Menu.Target><Button size="compact-xs" variant="subtle" color="gray" className={styles.noPrint}>{w.otherwise}</Button></Menu.Target>
          <Menu.Dropdown>{ends.filter((s) => s !== now).map((s) => <Menu.Item key={s} onClick={() => go(s)}>{name(s)}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}
