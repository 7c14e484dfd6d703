import { Button, Modal, Radio, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../format'
import { plural, useWords } from '../language'
import type { RecordType } from './field'
import { Foot } from '../Foot'

const en = {
  title: 'Export',
  what: (n: number, shown: string) => plural(n, { one: `${shown} record, with the columns shown, in this order.`, other: `${shown} records, with the columns shown, in this order.` }),
  all: 'Everything this list has, with the columns shown, in this order.',
  format: 'As',
  xlsx: 'Excel (XLSX)',
  csv: 'CSV (UTF-8, opens in Excel with its letters right)',
  noted: 'Who exported what, and when, stands in the audit trail.',
  cancel: 'Cancel',
  go: 'Download',
}
const vi: typeof en = {
  title: 'Xuất',
  what: (_, shown) => `${shown} bản ghi, với các cột đang hiện, theo thứ tự này.`,
  all: 'Mọi bản ghi của danh sách này, với các cột đang hiện, theo thứ tự này.',
  format: 'Dạng',
  xlsx: 'Excel (XLSX)',
  csv: 'CSV (UTF-8, mở bằng Excel đúng chữ)',
  noted: 'Ai đã xuất gì, khi nào, được ghi trong nhật ký kiểm toán.',
  cancel: 'Thôi',
  go: 'Tải về',
}

interface Props {
  type: RecordType
  /** What narrows and orders the list, as the list is asked. */
  query: { where?: string; q?: string; view?: string; sort?: string; columns?: string; deleted?: boolean }
  /** How many there are; undefined: not known yet. */
  count?: number
  close: () => void
}

/** Hands out a list as a table. The browser shows how far the download is, and stops it. */
export function ExportDialog({ type, query, count, close }: Props) {
  const w = useWords({ en, vi })
  const f = useFormat()
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx')
  return (
    <Modal opened onClose={close} title={<b>{w.title}</b>}>
      <Text size="sm" mb="md">{count === undefined ? w.all : w.what(count, f.number(count))}</Text>
      <Radio.Group label={w.format} value={format} onChange={(v) => setFormat(v as typeof format)}>
        <Radio mt={6} value="xlsx" label={w.xlsx} />
        <Radio mt={6} value="csv" label={w.csv} />
      </Radio.Group>
      <Text size="sm" c="dimmed" mt="md">{w.noted}</Text>
      <Foot close={close}>
        <Button component="a" href={exportAddress(type, { ...query, format })} download onClick={close} data-autofocus>{w.go}</Button>
      </Foot>
    </Modal>
  )
}

/** Where a list is handed out as a table. */
export function exportAddress(type: RecordType, query: Props['query'] & { format: string }): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== '' && value !== false) params.set(key, String(value))
  return `/v1/records/${type}/export?${params}`
}
