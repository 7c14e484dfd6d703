import { useMemo } from 'react'
import { type Format, useFormat } from '../format'
import { type Language, useLanguage, useWords } from '../language'
import { useSession } from '../session'
import { type Stage, useStages } from '../stage'
import { type Address, type Field, inLanguage, type RecordRow } from './field'
import * as words from './words'

type Links = RecordRow['links']
type Named = NonNullable<Links>[string] | undefined

/** Writes one value of a field as plain text; empty where there is none. */
export type Write = (field: Field, value: unknown, links?: Links) => string

/** Writes values in the language and zone shown. */
export function useWrite(): Write {
  const f = useFormat()
  const { language } = useLanguage()
  const w = useWords(words)
  const stages = useStages()
  const currency = useSession()?.workspace?.currency ?? 'VND'
  return useMemo(() => writer(f, language, w, stages, currency), [f, language, w, stages, currency])
}

export function writer(f: Format, language: Language, w: typeof words.en, stages: Record<Stage, string>, currency: string): Write {
  const option = (field: Field, key: string) => {
    if (field.key === 'stage') return stages[key as Stage] ?? key
    const found = field.options?.find((o) => o.key === key)
    return found ? inLanguage(found.label, language) : key
  }
  return (field, value, links) => {
    if (value === undefined || value === null || value === '') return ''
    switch (field.kind) {
      case 'number': return f.number(Number(value), Math.min(6, (String(value).split('.')[1] ?? '').length))
      case 'money': return f.money(Number(value), field.currency || currency)
      case 'date': return f.day(`${String(value)}T12:00:00Z`)
      case 'instant': return f.instant(String(value))
      case 'boolean': return value ? w.yes : w.no
      case 'choice': return option(field, String(value))
      case 'choices': return (value as string[]).map((key) => option(field, key)).join(', ')
      case 'tags': return (value as string[]).join(', ')
      case 'address': return writeAddress(value as Address)
      case 'phone': return several(value).map(writePhone).join(', ')
      case 'email': return several(value).join(', ')
      case 'url': return bareUrl(String(value))
      case 'person': case 'company': case 'product': case 'deal': case 'order': case 'ticket': case 'user': case 'team': return namesOf(links?.[field.key]) || String(value)
      case 'firms': case 'lines': case 'prices': return namesOf(links?.[field.key])
      case 'pictures': return (value as { alt?: string }[]).map((p) => p.alt || '▢').join(', ')
      default: return String(value)
    }
  }
}

export const namesOf = (of: Named): string => (of === undefined ? '' : Array.isArray(of) ? of.map((l) => l.name).join(', ') : of.name)
export const several = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : [String(value)])
export const bareUrl = (url: string) => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')

/** An address in the order it is written on a letter. */
export const writeAddress = (a: Address) => [a.line, a.ward, a.province, a.country && a.country !== 'VN' ? a.country : undefined].filter(Boolean).join(', ')

/** A Vietnamese number as it is read aloud; others as they are. */
export function writePhone(e164: string): string {
  const own = /^\+84(\d{2})(\d{3})(\d{4})$/.exec(e164)
  return own ? `0${own[1]} ${own[2]} ${own[3]}` : e164
}
