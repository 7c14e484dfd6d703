import { Alert, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../../../shared/language'
import { useRecords } from '../../../../shared/queries'
import type { Field, RecordRow } from '../../../../shared/record/field'
import { FieldInput } from '../../../../shared/record/FieldInput'
import { duplicateFind } from '../../../../shared/record/operations'
import { RecordLink } from '../../../../shared/record/RecordLink'
import { useSession } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import { useAddRecord } from './queries'
import type { ListState } from './useList'
import * as words from './words'

/** What is asked first; the rest is behind a button. */
const first: Record<string, string[]> = {
  people: ['name', 'honorific', 'phone', 'email', 'company', 'owner', 'tags'],
  companies: ['name', 'tax_code', 'phone', 'email', 'website', 'address', 'owner'],
  products: ['name', 'sku', 'kind', 'price', 'unit', 'tax_rate', 'active'],
  orders: ['person', 'company', 'status', 'placed_on', 'note', 'owner'],
}

const parts = ['firms', 'lines', 'prices']

/** A new record. What is likely there already is shown while one writes. */
export function Create({ list, close }: { list: ListState; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const me = useSession()?.user
  const add = useAddRecord()
  const [values, setValues] = useState<Record<string, unknown>>(() => beginning(list.type, me?.id))
  const [links, setLinks] = useState<RecordRow['links']>(me && { owner: { id: me.id, name: me.name } })
  const [whole, showAll] = useState(false)
  const fields = list.all.filter((f) => !f.readonly && !parts.includes(f.kind))
  const asked = first[list.type]!
  const shown = [...asked.map((key) => fields.find((f) => f.key === key)).filter((f) => f !== undefined), ...fields.filter((f) => !asked.includes(f.key) && (whole || f.required))]
  const lacking = Object.values(values).includes(undefined)
  const write = (field: Field, value: unknown, link?: { id: string; name: string }) => {
    setValues((before) => ({ ...before, [field.key]: value }))
    if (link) setLinks((before) => ({ ...before, [field.key]: link }))
  }
  const save = (e: FormEvent) => {
    e.preventDefault()
    const given = Object.fromEntries(Object.entries(values).filter(([, v]) => v !== null && v !== undefined))
    add.mutate({ path: { type: list.type }, body: { values: given } }, { onSuccess: (made) => void navigate({ to: `/${list.type}/${made.id}` }) })
  }
  return (
    <Drawer opened onClose={close} position="right" size="md" title={<b>{w.create[list.type]}</b>}>
      <form onSubmit={save}>
        <Stack gap="sm">
          {shown.map((field, i) => <FieldInput key={field.key} field={field} autoFocus={i === 0} value={values[field.key] ?? null} links={links} onChange={(v, link) => write(field, v, link)} />)}
          <Likely list={list} values={values} />
          {!whole && <Button variant="subtle" size="compact-sm" onClick={() => showAll(true)} style={{ alignSelf: 'start' }}>{w.allFields}</Button>}
          {add.error != null && <Wrong error={add.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>{w.cancel}</Button>
            <Button type="submit" loading={add.isPending} disabled={lacking}>{w.createDo}</Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  )
}

function beginning(type: string, me: string | undefined): Record<string, unknown> {
  const values: Record<string, unknown> = { owner: me ?? null }
  if (type === 'orders') values.status = 'draft'
  if (type === 'products') values.active = true
  return values
}

const telling = ['name', 'phone', 'email', 'tax_code', 'sku', 'website', 'company']

/** Records that are probably the same, with the reason. */
function Likely({ list, values }: { list: ListState; values: Record<string, unknown> }) {
  const w = useWords(words)
  const known = JSON.stringify(Object.fromEntries(telling.flatMap((key) => (values[key] ? [[key, values[key]]] : []))))
  const [asked] = useDebouncedValue(known, 400)
  const { data } = useRecords('duplicates', duplicateFind, { type: list.type, values: asked }, { enabled: asked.length > 12 && list.type !== 'orders' })
  const found = data?.duplicates ?? []
  if (!found.length) return null
  return (
    <Alert color="engage" variant="light" title={w.likely} role="status">
      {found.slice(0, 3).map((d) => (
        <Text size="sm" key={d.id}><RecordLink type={list.type} id={d.id} name={d.name} /> <Text span c="dimmed" size="sm">{(d.reasons ?? []).join(', ')}</Text></Text>
      ))}
    </Alert>
  )
}
