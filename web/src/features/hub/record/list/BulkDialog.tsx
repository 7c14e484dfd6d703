import { Button, Group, Modal, ScrollArea, Select, Table, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { type Field, inLanguage, type RecordRow, useLabel } from '../../../../shared/record/field'
import { FieldInput, Tagging } from '../../../../shared/record/FieldInput'
import { type BulkAnswer } from '../../../../shared/record/operations'
import { offerUndo } from '../../../../shared/record/UndoNotice'
import { useWrite } from '../../../../shared/record/write'
import { Loading, Wrong } from '../../../../shared/states'
import { editable, nameOf } from './columns'
import styles from './list.module.css'
import { useBulk } from './queries'
import type { ListState } from './useList'
import type { Selection } from './useSelection'
import * as words from './words'

export type Doing = 'set' | 'assign' | 'tags' | 'delete'

interface Props {
  list: ListState
  selection: Selection
  doing: Doing
  close: () => void
}

type Order = Record<string, unknown>
type Links = RecordRow['links']

/** Changes many records at once: what to do, what it will do, how far it is, and a way back. */
export function BulkDialog({ list, selection, doing, close }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const preview = useBulk()
  const run = useBulk()
  const [order, setOrder] = useState<Order | undefined>(doing === 'delete' ? { delete: true } : undefined)
  const target: Order = selection.all ? { where: list.where ?? '', q: list.q, all: true } : { ids: [...selection.ids] }
  const path = { type: list.type }
  const look = (what: Order) => preview.mutate({ path, body: { ...target, ...what, preview: true } })
  useEffect(() => {
    if (doing === 'delete') look({ delete: true })
  }, []) // eslint-disable-line react-hooks/exhaustive-deps -- once, as it opens
  const go = () => run.mutate({ path, body: { ...target, ...order } }, {
    onSuccess: (done) => {
      selection.clear()
      close()
      const n = done.changed ?? 0
      if (done.act) offerUndo(done.act, doing === 'delete' ? w.bulkDeleted(n, f.number(n)) : w.bulkChanged(n, f.number(n)))
    },
  })
  const seen = preview.data
  const busy = run.isPending
  return (
    <Modal opened onClose={close} size="lg" title={<b>{w.bulkTitle[doing]}</b>} closeOnEscape={!busy} closeOnClickOutside={!busy} withCloseButton={!busy}>
      {!seen && doing !== 'delete' && <OrderForm list={list} doing={doing} ready={setOrder} />}
      {preview.isPending && <Loading progress={preview.progress} height={80} />}
      {preview.error != null && <Wrong error={preview.error} />}
      {seen && !busy && <Preview list={list} seen={seen} doing={doing} />}
      {busy && <Loading progress={run.progress} height={120} />}
      {run.error != null && <Wrong error={run.error} />}
      {!busy && (
        <Group justify="flex-end" mt="md">
          {seen && doing !== 'delete' && <Button variant="subtle" onClick={preview.reset}>{w.back}</Button>}
          <Button variant="default" onClick={close}>{w.cancel}</Button>
          {seen
            ? <Button color={doing === 'delete' ? 'red' : undefined} disabled={!seen.count} onClick={go}>{doing === 'delete' ? w.bulkDoDelete(seen.count ?? 0, f.number(seen.count)) : w.bulkDo(seen.count ?? 0, f.number(seen.count))}</Button>
            : <Button disabled={!order} loading={preview.isPending} onClick={() => order && look(order)}>{w.bulkPreview}</Button>}
        </Group>
      )}
    </Modal>
  )
}

/** What is to become of them. */
function OrderForm({ list, doing, ready }: { list: ListState; doing: Doing; ready: (order: Order | undefined) => void }) {
  const w = useWords(words)
  const label = useLabel()
  const fields = list.all.filter((f) => editable(f) && !f.unique && f.key !== 'name' && f.key !== 'tags')
  const [key, choose] = useState(doing === 'assign' ? 'owner' : '')
  const [value, write] = useState<unknown>(null)
  const [add, setAdd] = useState<string[]>([])
  const [remove, setRemove] = useState<string[]>([])
  const field = fields.find((f) => f.key === key)
  if (doing === 'tags') {
    const set = (a: string[], r: string[]) => {
      setAdd(a)
      setRemove(r)
      ready(a.length || r.length ? { add_tags: a, remove_tags: r } : undefined)
    }
    return (
      <>
        <Tagging type={list.type} label={w.tagsAdd} value={add} onChange={(tags) => set(tags, remove)} />
        <div style={{ height: 10 }} />
        <Tagging type={list.type} label={w.tagsRemove} value={remove} onChange={(tags) => set(add, tags)} />
      </>
    )
  }
  const say = (of: Field, v: unknown) => {
    write(v)
    ready(v === undefined ? undefined : { set: { [of.key]: v } })
  }
  return (
    <>
      {doing === 'set' && <Select label={w.pickField} searchable allowDeselect={false} data-autofocus value={key || null} data={fields.map((f) => ({ value: f.key, label: label(f) }))} onChange={(k) => { choose(k ?? ''); write(null); ready(k ? { set: { [k]: null } } : undefined) }} mb="sm" />}
      {field && <FieldInput key={field.key} field={field} value={value} onChange={(v) => say(field, v)} />}
      {doing === 'set' && field && value === null && <Text size="sm" c="dimmed" mt={6}>{w.bulkEmpties}</Text>}
    </>
  )
}

/** How many it touches, and how the first of them look before and after. */
function Preview({ list, seen, doing }: { list: ListState; seen: BulkAnswer; doing: Doing }) {
  const w = useWords(words)
  const f = useFormat()
  const write = useWrite()
  const count = seen.count ?? 0
  const sample = seen.sample ?? []
  const changed = list.all.filter((field) => sample.some((s) => s.after && field.key in s.after))
  return (
    <>
      <Text>{doing === 'delete' ? w.willDelete(count, f.number(count)) : w.willChange(count, f.number(count))}</Text>
      {Boolean(seen.beyond) && <Text size="sm" c="dimmed">{w.beyond(seen.beyond!, f.number(seen.beyond))}</Text>}
      {doing !== 'delete' && sample.length > 0 && (
        <ScrollArea.Autosize mah={320} mt="sm" viewportProps={{ tabIndex: 0 }}>
          <Table striped className={styles.preview}>
            <Table.Thead><Table.Tr><Table.Th>{inLanguage(list.all.find((x) => x.key === nameOf(list.type))?.label, f.language)}</Table.Th><Table.Th>{w.before}</Table.Th><Table.Th>{w.after}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {sample.map((s) => (
                <Table.Tr key={s.id}>
                  <Table.Td>{s.name || s.id}</Table.Td>
                  <Table.Td>{changed.map((field) => write(field, s.before[field.key], s.before_links as Links) || w.empty).join(', ')}</Table.Td>
                  <Table.Td>{changed.map((field) => write(field, s.after[field.key], s.after_links as Links) || w.empty).join(', ')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
      <Text size="sm" c="dimmed" mt="sm">{w.bulkUndo}</Text>
    </>
  )
}
