import { Alert, Button, Drawer, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../../shared/Foot'
import { useWords } from '../../../../shared/language'
import { ask } from '../../../../shared/ask'
import { pipelineList } from '../../../../shared/client'
import { keys, useRecords } from '../../../../shared/queries'
import type { Field, RecordRow } from '../../../../shared/record/field'
import { FieldInput } from '../../../../shared/record/FieldInput'
import { duplicateLike } from '../../../../shared/record/operations'
import { RecordLink } from '../../../../shared/record/RecordLink'
import { RecordSelect } from '../../../../shared/record/RecordSelect'
import { useSession } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import { useAddRecord } from './queries'
import type { ListState } from './useList'
import * as words from './words'

/** What is asked first; the rest is behind a button. */
const first: Record<string, string[]> = {
  people: ['name', 'honorific', 'phone', 'email', 'owner', 'tags'],
  companies: ['name', 'tax_code', 'phone', 'email', 'website', 'address', 'owner'],
  products: ['name', 'sku', 'kind', 'price', 'unit', 'tax_rate', 'active'],
  orders: ['person', 'company', 'status', 'placed_on', 'note', 'owner'],
  tickets: ['name', 'person', 'kind', 'priority', 'description', 'owner'],
  deals: ['name', 'person', 'company', 'deal_stage', 'value', 'close_date', 'owner'],
}

const parts = ['firms', 'lines', 'prices', 'pictures', 'shares']

/** A new record. What is likely there already is shown while one writes. */
export function Create({ list, close }: { list: ListState; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const me = useSession()?.user
  const add = useAddRecord()
  const [values, setValues] = useState<Record<string, unknown>>(() => beginning(list.type, me?.id))
  const [links, setLinks] = useState<RecordRow['links']>(me && { owner: { id: me.id, name: me.name } })
  const [whole, showAll] = useState(false)
  const [firm, setFirm] = useState<{ id: string; name: string } | null>(null)
  const stage = useStageAsks(list.type, values.deal_stage)
  const fields = list.all.filter((f) => !f.readonly && !parts.includes(f.kind)).map((f) => stage(f))
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
    if (firm) given.companies = [{ company: firm.id, primary: true }]
    add.mutate({ path: { type: list.type }, body: { values: given } }, { onSuccess: (made) => void navigate({ to: `/${list.type}/${made.id}` }) })
  }
  return (
    <Drawer opened onClose={close} position="right" size="md" title={<b>{w.create[list.type]}</b>}>
      <form onSubmit={save}>
        <Stack gap="sm">
          {shown.map((field, i) => <FieldInput key={field.key} field={field} autoFocus={i === 0} value={values[field.key] ?? null} links={links} onChange={(v, link) => write(field, v, link)} />)}
          {list.type === 'people' && <RecordSelect type="companies" label={w.firm} value={firm} onChange={setFirm} />}
          <Likely list={list} values={values} firm={firm?.name} />
          {!whole && <Button variant="subtle" size="compact-sm" onClick={() => showAll(true)} style={{ alignSelf: 'start' }}>{w.allFields}</Button>}
          {add.error != null && <Wrong error={add.error} />}
          <Foot close={close}>
            <Button type="submit" loading={add.isPending} disabled={lacking}>{w.createDo}</Button>
          </Foot>
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

/** Gives fields as the stage wants them in which a deal begins: without what it asks for, the deal is not made there. */
function useStageAsks(type: string, chosen: unknown): (field: Field) => Field {
  const setup = useRecords('pipelines', pipelineList, undefined, { enabled: type === 'deals' }).data
  if (type !== 'deals' || !setup) return (field) => field
  const all = setup.pipelines.flatMap(({ stages }) => stages.map((stage, i) => ({ stage, before: stage.kind === 'lost' ? [] : stages.slice(0, i) })))
  const at = all.find(({ stage }) => stage.key === chosen) ?? all[0]!
  const required = [at.stage, ...at.before].flatMap((s) => s.required ?? [])
  const reasons = setup.reasons.filter((r) => r.kind === at.stage.kind).map((r) => ({ key: r.key!, label: r.label }))
  return (field) => ({ ...field, required: field.required || required.includes(field.key), ...(field.key === 'reason' && { options: reasons }) })
}

/** Records that are probably the same, with the reason. */
function Likely({ list, values, firm }: { list: ListState; values: Record<string, unknown>; firm?: string }) {
  const w = useWords(words)
  const text = (key: string) => (typeof values[key] === 'string' ? (values[key] as string).trim() : '') || undefined
  const known = { name: text('name'), email: text('email'), phone: text('phone'), company: firm, code: text('tax_code') ?? text('sku'), website: text('website') }
  const [asked] = useDebouncedValue(JSON.stringify(known), 400)
  const type = list.type
  const { data } = useQuery({
    queryKey: keys.record('duplicates', { type, asked }),
    queryFn: ({ signal }) => ask(duplicateLike, { path: { type }, query: JSON.parse(asked) as Record<string, unknown>, signal }),
    enabled: type !== 'orders' && type !== 'deals' && type !== 'tickets' && asked.length > 10,
    placeholderData: keepPreviousData,
  })
  const found = data?.duplicates ?? []
  if (!found.length) return null
  return (
    <Alert color="engage" variant="light" title={w.likely} role="status">
      {found.slice(0, 3).map(({ b, reasons }) => (
        <Text size="sm" key={b.id}><RecordLink type={type} id={b.id} name={b.name} /> <Text span c="dimmed" size="sm">{reasons.map((r) => w.reason[r] ?? r).join(', ')}</Text></Text>
      ))}
    </Alert>
  )
}
