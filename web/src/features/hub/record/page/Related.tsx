import { ActionIcon, Anchor, Button, Group, Text, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { useEdit } from '../../../../shared/record/edit'
import type { RecordRow, RecordType } from '../../../../shared/record/field'
import { RecordLink } from '../../../../shared/record/RecordLink'
import { RecordSelect } from '../../../../shared/record/RecordSelect'
import { useChange } from '../../../../shared/queries'
import { recordAdd } from '../../../../shared/record/operations'
import { useMay, useSession } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import styles from './page.module.css'
import { useSome } from './queries'
import * as words from './words'

/** What belongs to a record: the companies somebody is at, who is at a company, and orders. */
export function Related({ type, record }: { type: RecordType; record: RecordRow }) {
  const w = useWords(words)
  const may = useMay()
  return (
    <>
      {type === 'people' && may('companies:read') && <Companies record={record} />}
      {type === 'companies' && may('people:read') && <Several title={w.related.people} none={w.related.noPeople} type="people" where={`companies has "${record.id}"`} />}
      {(type === 'people' || type === 'companies') && may('deals:read') && <Several title={w.related.deals} none={w.related.noDeals} type="deals" where={`${type === 'people' ? 'person' : 'company'} = "${record.id}"`}>{may('deals:create') && !record.deleted_at && <NewDeal type={type} record={record} />}</Several>}
      {type === 'deals' && may('orders:read') && <Several title={w.related.orders} none={w.related.noOrders} type="orders" where={`deal = "${record.id}"`} />}
      {['people', 'companies', 'products', 'orders'].includes(type) && may('tickets:read') && <Several title={w.related.tickets} none={w.related.noTickets} type="tickets" where={`${refers[type]} = "${record.id}"`} />}
      {(type === 'people' || type === 'companies') && may('orders:read') && <Several title={w.related.orders} none={w.related.noOrders} type="orders" where={`${type === 'people' ? 'person' : 'company'} = "${record.id}"`} />}
    </>
  )
}

/** The field by which tickets refer to a record. */
const refers: Partial<Record<RecordType, string>> = { people: 'person', companies: 'company', products: 'product', orders: 'order' }

/** A deal of whom one looks at, in one click: what is known goes with it, the rest is filled in there. */
function NewDeal({ type, record }: { type: RecordType; record: RecordRow }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const me = useSession()?.user
  const add = useChange(recordAdd, { refreshes: ['records', 'record', 'related'] })
  const v = record.values
  const values = { name: String(v.name ?? w.nameless), [type === 'people' ? 'person' : 'company']: record.id, ...(type === 'people' && v.company ? { company: v.company } : {}), owner: v.owner ?? me?.id ?? null, ...(v.source ? { source: v.source } : {}) }
  return (
    <>
      <Button size="compact-xs" variant="light" mt={4} loading={add.isPending} onClick={() => add.mutate({ path: { type: 'deals' }, body: { values } }, { onSuccess: (made) => void navigate({ to: `/deals/${made.id}` as string }) })}>{w.related.newDeal}</Button>
      {add.error != null && <Wrong error={add.error} />}
    </>
  )
}

interface Membership { company: string; role?: string; primary?: boolean; since?: string; until?: string }

/** The companies somebody is at, with what they are there. */
function Companies({ record }: { record: RecordRow }) {
  const w = useWords(words)
  const f = useFormat()
  const edit = useEdit('people')
  const may = useMay()('people:update') && !record.deleted_at
  const [adding, add] = useState(false)
  const all = (record.values.companies as Membership[] | undefined) ?? []
  const named = [record.links?.companies ?? []].flat()
  const set = (list: Membership[], links = named) => void edit(record, 'companies', list.length ? list : null, { companies: links })
  const put = (company: { id: string; name: string }, role: string) => {
    set([...all.filter((m) => m.company !== company.id), { company: company.id, role: role || undefined, primary: all.length === 0 || undefined }], [...named, company])
    add(false)
  }
  return (
    <Part title={w.related.companies}>
      {all.map((m) => (
        <div key={m.company} className={styles.relation}>
          <div>
            <RecordLink type="companies" id={m.company} name={named.find((n) => n.id === m.company)?.name ?? m.company} />
            <Text size="xs" c="dimmed">{[m.role, m.primary && w.related.primary, m.since && w.since(f.day(`${m.since}T12:00:00Z`)), m.until && w.related.left(f.day(`${m.until}T12:00:00Z`))].filter(Boolean).join(' · ')}</Text>
          </div>
          {may && (
            <Group gap={2} wrap="nowrap">
              {!m.primary && <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${w.related.makePrimary}: ${m.role ?? ''}`} title={w.related.makePrimary} onClick={() => set(all.map((o) => ({ ...o, primary: o.company === m.company || undefined })))}><Icon name="check" size={14} /></ActionIcon>}
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={w.related.leave} title={w.related.leave} onClick={() => set(all.filter((o) => o.company !== m.company))}><Icon name="close" size={14} /></ActionIcon>
            </Group>
          )}
        </div>
      ))}
      {!all.length && <Text size="sm" c="dimmed">{w.related.noCompanies}</Text>}
      {may && (adding ? <Joining put={put} cancel={() => add(false)} /> : <Button size="compact-xs" variant="subtle" onClick={() => add(true)}>{w.related.addCompany}</Button>)}
    </Part>
  )
}

function Joining({ put, cancel }: { put: (company: { id: string; name: string }, role: string) => void; cancel: () => void }) {
  const w = useWords(words)
  const [company, choose] = useState<{ id: string; name: string } | null>(null)
  const [role, write] = useState('')
  return (
    <form onSubmit={(e) => { e.preventDefault(); if (company) put(company, role.trim()) }}>
      <RecordSelect type="companies" size="xs" mt="xs" aria-label={w.related.companies} value={company} onChange={choose} autoFocus />
      <TextInput size="xs" mt={6} aria-label={w.related.role} placeholder={w.related.roleHint} value={role} onChange={(e) => write(e.currentTarget.value)} />
      <Group gap={6} mt={6}>
        <Button size="compact-xs" type="submit" disabled={!company}>{w.save}</Button>
        <Button size="compact-xs" variant="subtle" onClick={cancel}>{w.cancel}</Button>
      </Group>
    </form>
  )
}

/** The first few records of a type that fulfil a condition, and the way to all of them. */
function Several({ title, none, type, where, children }: { title: string; none: string; type: RecordType; where: string; children?: ReactNode }) {
  const w = useWords(words)
  const f = useFormat()
  const { data } = useSome(type, where)
  const rows = data?.rows ?? []
  return (
    <Part title={title}>
      {rows.slice(0, few).map((r) => (
        <div key={r.id} className={styles.relation}>
          <RecordLink type={type} id={r.id} name={String(r.values.name ?? r.values.number ?? r.id)} />
          {type === 'deals' && typeof r.values.value === 'number' && <span className="figures">{f.money(r.values.value, String(r.values.currency ?? 'VND'))}</span>}
          {type === 'orders' && typeof r.values.total === 'number' && <span className="figures">{f.money(r.values.total, String(r.values.currency ?? 'VND'))}</span>}
        </div>
      ))}
      {data && !rows.length && <Text size="sm" c="dimmed">{none}</Text>}
      {rows.length > few && <Anchor component={Link} to={`/${type}?where=${encodeURIComponent(where)}` as string} size="sm">{w.related.all}</Anchor>}
      {children}
    </Part>
  )
}

const few = 5

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section className={styles.group} aria-label={title}><h3>{title}</h3>{children}</section>
}
