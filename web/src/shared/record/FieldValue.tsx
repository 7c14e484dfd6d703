import { Fragment, type ReactNode } from 'react'
import { StageMark } from '../stage'
import { DueMark } from './DueMark'
import { type Field, figureKinds, type RecordRow, type RecordType } from './field'
import { RecordLink } from './RecordLink'
import './record.css'
import { bareUrl, several, useWrite, type Write, writePhone } from './write'

interface Props {
  field: Field
  value: unknown
  /** The record's links, for the names of whom or what a value points to. */
  links?: RecordRow['links']
  /** Without links, for rows in which nothing else may be pressed. */
  plain?: boolean
}

/** One value as people read it; nothing where there is none. */
export function FieldValue(props: Props): ReactNode {
  const write = useWrite()
  return drawValue(props, write)
}

/** The same for those who draw many and hold what writes them. */
export function drawValue({ field, value, links, plain }: Props, write: Write): ReactNode {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length)) return null
  if (field.key === 'due_at' && field.standard) return <DueMark at={String(value)}>{write(field, value, links)}</DueMark>
  if (field.key === 'stage') return <StageMark stage={String(value)} />
  switch (field.kind) {
    case 'choice': return <span className="value-choice">{write(field, value)}</span>
    case 'choices': return <Marks all={(value as string[]).map((key) => write({ ...field, kind: 'choice' }, key))} />
    case 'tags': return <Marks all={value as string[]} tag />
  }
  if (!plain) {
    switch (field.kind) {
      case 'phone': return <Several all={several(value)} draw={(v) => <a href={`tel:${v}`}>{writePhone(v)}</a>} />
      case 'email': return <Several all={several(value)} draw={(v) => <a href={`mailto:${v}`}>{v}</a>} />
      case 'url': return <a href={String(value)} target="_blank" rel="noreferrer noopener">{bareUrl(String(value))}</a>
      case 'person': case 'company': case 'product': case 'deal': case 'order': case 'ticket': case 'firms': return <Links of={links?.[field.key]} type={pages[field.kind]} />
    }
  }
  return figureKinds.includes(field.kind) ? <span className="figures">{write(field, value, links)}</span> : write(field, value, links)
}

const pages: Record<'person' | 'company' | 'product' | 'deal' | 'order' | 'ticket' | 'firms', RecordType> = { person: 'people', company: 'companies', product: 'products', deal: 'deals', order: 'orders', ticket: 'tickets', firms: 'companies' }

function Links({ of, type }: { of: NonNullable<RecordRow['links']>[string] | undefined; type: RecordType }) {
  const all = of === undefined ? [] : Array.isArray(of) ? of : [of]
  return <Several all={all.map((l) => l.id)} draw={(id) => <RecordLink type={type} id={id} name={all.find((l) => l.id === id)!.name} />} />
}

function Several({ all, draw }: { all: string[]; draw: (value: string) => ReactNode }) {
  return all.map((v, i) => <Fragment key={v}>{i > 0 && ', '}{draw(v)}</Fragment>)
}

function Marks({ all, tag }: { all: string[]; tag?: boolean }) {
  return <span className="value-marks">{all.map((m) => <span key={m} title={m} className={tag ? 'value-tag' : 'value-choice'}>{m}</span>)}</span>
}
