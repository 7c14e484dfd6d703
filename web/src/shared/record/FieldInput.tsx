import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { DayInput } from '../DayInput'
import { type Language, useLanguage, useWords } from '../language'
import { useRecords } from '../queries'
import { useSession } from '../session'
import { AddressInput } from './AddressInput'
import { type Address, type Field, inLanguage, type RecordRow, type RecordType } from './field'
import { MoneyInput } from './MoneyInput'
import { tagList } from './operations'
import { RecordSelect } from './RecordSelect'
import { TeamSelect } from './TeamSelect'
import { UserSelect } from './UserSelect'
import * as words from './words'

export interface FieldInputProps {
  field: Field
  value: unknown
  /** What was written, in the API's form, and the name of what it points to; null: none; undefined: what is written cannot be a value. */
  onChange: (value: unknown, link?: { id: string; name: string }) => void
  /** The record's links, for the names of whom or what a value points to. */
  links?: RecordRow['links']
  /** Without its label, which then is only said. */
  bare?: boolean
  error?: string
  autoFocus?: boolean
  size?: 'xs' | 'sm'
}

/** The input of a field, as its kind wants it. */
export function FieldInput(props: FieldInputProps) {
  const { field, value, onChange, links, autoFocus, error, size = 'sm' } = props
  const { language } = useLanguage()
  const w = useWords(words)
  const currency = useSession()?.workspace?.currency ?? 'VND'
  const text = typeof value === 'string' ? value : ''
  const write = (next: string) => onChange(next === '' ? null : next)
  const same = { ...dress(props, language), size, autoFocus, error }
  const options = (field.options ?? []).map((o) => ({ value: o.key, label: inLanguage(o.label, language) }))
  const link = links?.[field.key]
  const named = Array.isArray(link) ? link[0] : link
  switch (field.kind) {
    case 'longtext': return <Textarea {...same} autosize minRows={2} maxRows={8} value={text} onChange={(e) => write(e.currentTarget.value)} />
    case 'number': return <NumberInput {...same} value={typeof value === 'number' ? value : ''} min={field.min} max={field.max} clampBehavior="none" decimalSeparator={language === 'vi' ? ',' : '.'} thousandSeparator={language === 'vi' ? '.' : ','} onChange={(n) => onChange(typeof n === 'number' ? n : n === '' ? null : undefined)} />
    case 'money': return <MoneyInput {...same} value={typeof value === 'number' ? value : null} currency={field.currency || currency} onChange={onChange} />
    case 'date': return <DayInput {...same} clearable value={text} onChange={write} onUnread={() => onChange(undefined)} />
    case 'instant': return <DateTimePicker {...same} clearable valueFormat="DD/MM/YYYY HH:mm" value={text ? new Date(text) : null} onChange={(at) => onChange(at ? new Date(at).toISOString() : null)} />
    case 'boolean': return <Checkbox label={same.label ?? same['aria-label']} error={error} autoFocus={autoFocus} checked={value === true} onChange={(e) => onChange(e.currentTarget.checked)} />
    case 'choice': return <Select {...same} clearable={!field.required} searchable={options.length > 7} placeholder={w.choose} data={options} value={text || null} onChange={(key) => onChange(key)} />
    case 'choices': return <MultiSelect {...same} clearable searchable placeholder={w.choose} data={options} value={list(value)} onChange={onChange} />
    case 'tags': return <Tagging {...same} type={field.type} value={list(value)} onChange={onChange} />
    case 'email': case 'phone': case 'url': return <TextInput {...same} type={inputs[field.kind]} inputMode={field.kind === 'phone' ? 'tel' : field.kind} placeholder={field.kind === 'phone' ? w.phone : undefined} value={list(value)[0] ?? text} onChange={(e) => write(e.currentTarget.value)} />
    case 'address': return <AddressInput label={same.label} value={(value as Address | null) ?? {}} onChange={onChange} autoFocus={autoFocus} size={size} />
    case 'user': return <UserSelect {...same} value={text} name={named?.name} onChange={(id, name) => onChange(id, linked(id, name))} />
    case 'team': return <TeamSelect {...same} value={text} name={named?.name} onChange={(id, name) => onChange(id, linked(id, name))} />
    case 'person': case 'company': case 'product': case 'deal': case 'order': case 'ticket':
      return <RecordSelect {...same} type={plurals[field.kind]} value={text ? { id: text, name: named?.id === text ? named.name : text } : null} onChange={(chosen) => onChange(chosen?.id ?? null, chosen ?? undefined)} />
    default: return <TextInput {...same} value={text} onChange={(e) => write(e.currentTarget.value)} />
  }
}

const plurals = { person: 'people', company: 'companies', product: 'products', deal: 'deals', order: 'orders', ticket: 'tickets' } as const
const inputs = { email: 'email', phone: 'tel', url: 'url' } as const
const linked = (id: string | null, name?: string) => (id && name ? { id, name } : undefined)
const list = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : [])

/** What an input is called: shown above it, or only said. */
function dress({ field, bare }: FieldInputProps, language: Language) {
  const name = inLanguage(field.label, language)
  return bare ? { 'aria-label': name } : { label: name, description: inLanguage(field.help, language) || undefined, required: field.required }
}

type TaggingProps = { type: RecordType; value: string[]; onChange: (tags: string[]) => void; size?: 'xs' | 'sm'; autoFocus?: boolean; error?: string; label?: string; 'aria-label'?: string }

/** Tags: those there are, and new ones. */
export function Tagging({ type, ...props }: TaggingProps) {
  const w = useWords(words)
  const { data } = useRecords('tags', tagList, { type })
  return <TagsInput clearable placeholder={props.value.length ? undefined : w.tags} {...props} data={(data?.tags ?? []).map((t) => t.tag)} />
}
