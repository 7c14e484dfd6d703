import { type ReactNode } from 'react'
import { useFormat } from '../format'
import { useWords } from '../language'
import { useSession } from '../session'
import { type Address, type Field, type RecordRow, type RecordType, useLabel } from './field'
import { RecordLink } from './RecordLink'
import './record.css'
import * as words from './words'

interface Props {
  field: Field
  value: unknown
  /** The record's links, for the names of whom or what a value points to. */
  links?: RecordRow['links']
  /** As bare text, for rows in which nothing else may be pressed. */
  plain?: boolean
}

/** One value as people read it; nothing where there is none. */
export function FieldValue({ field, value, links, plain }: Props): ReactNode {
  const w = useWords(words)
  const f = useFormat()
  const label = useLabel()
  const currency = useSession()?.workspace?.currency ?? 'VND'
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length)) return null
  const option = (key: unknown) => {
    const found = field.options?.find((o) => o.key === key)
    return found ? label(found) : String(key)
  }
  switch (field.kind) {
    case 'number': return <span className="figures">{f.number(Number(value), decimals(Number(value)))}</span>
    case 'money': return <span className="figures">{f.money(Number(value), field.currency || currency)}</span>
    case 'date': return f.day(`${String(value)}T12:00:00Z`)
    case 'instant': return f.instant(String(value))
    case 'boolean': return value ? w.yes : w.no
    case 'choice': return <span className="value-choice">{option(value)}</span>
    case 'choices': return <Marks all={(value as string[]).map(option)} />
    case 'tags': return <Marks all={value as string[]} tag />
    case 'address': return writeAddress(value as Address)
    case 'phone': return plain ? writePhone(first(value)) : <Several all={value} link={(v) => <a href={`tel:${v}`}>{writePhone(v)}</a>} />
    case 'email': return plain ? first(value) : <Several all={value} link={(v) => <a href={`mailto:${v}`}>{v}</a>} />
    case 'url': return plain ? bare(String(value)) : <a href={String(value)} target="_blank" rel="noreferrer noopener">{bare(String(value))}</a>
    case 'person': case 'company': case 'product': return <Links of={links?.[field.key]} type={pages[field.kind]} value={value} plain={plain} />
    case 'user': case 'team': return names(links?.[field.key]) || String(value)
    default: return String(value)
  }
}

const pages = { person: 'people', company: 'companies', product: 'products' } as const

function Links({ of, type, value, plain }: { of: NonNullable<RecordRow['links']>[string] | undefined; type: RecordType; value: unknown; plain?: boolean }) {
  const all = of === undefined ? [{ id: String(value), name: String(value) }] : Array.isArray(of) ? of : [of]
  if (plain) return names(all)
  return all.map((l, i) => <span key={l.id}>{i > 0 && ', '}<RecordLink type={type} id={l.id} name={l.name} /></span>)
}

const names = (of: NonNullable<RecordRow['links']>[string] | undefined) => (of === undefined ? '' : Array.isArray(of) ? of.map((l) => l.name).join(', ') : of.name)

function Several({ all, link }: { all: unknown; link: (value: string) => ReactNode }) {
  return (Array.isArray(all) ? all as string[] : [String(all)]).map((v, i) => <span key={v}>{i > 0 && ', '}{link(v)}</span>)
}

function Marks({ all, tag }: { all: string[]; tag?: boolean }) {
  return <span className="value-marks">{all.map((m) => <span key={m} className={tag ? 'value-tag' : 'value-choice'}>{m}</span>)}</span>
}

const first = (value: unknown) => String(Array.isArray(value) ? value[0] : value)
const bare = (url: string) => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
const decimals = (n: number) => Math.min(6, (String(n).split('.')[1] ?? '').length)

/** An address in the order it is written on a letter. */
export const writeAddress = (a: Address) => [a.line, a.ward, a.province, a.country && a.country !== 'VN' ? a.country : undefined].filter(Boolean).join(', ')

/** A Vietnamese number as it is read aloud; others as they are. */
export function writePhone(e164: string): string {
  const own = /^\+84(\d{2,3})(\d{3})(\d{4}|\d{3})$/.exec(e164)
  return own ? `0${own[1]} ${own[2]} ${own[3]}` : e164
}
