import { type Language, useLanguage } from '../language'
import { useRecords } from '../queries'
import { fieldList } from './operations'

/** Kinds of records, as paths and permissions call them. */
export const recordTypes = ['people', 'companies', 'products', 'orders', 'deals', 'tickets'] as const
export type RecordType = (typeof recordTypes)[number]

export type Kind =
  | 'text' | 'longtext' | 'number' | 'money' | 'date' | 'instant' | 'boolean' | 'choice' | 'choices' | 'url'
  | 'email' | 'phone' | 'address' | 'person' | 'company' | 'product' | 'user' | 'team' | 'tags' | 'firms' | 'lines' | 'prices' | 'pictures' | 'deal' | 'order' | 'ticket' | 'shares'

export interface Label { vi: string; en: string }

/** One thing that is kept of records of a type. */
export interface Field {
  id: string
  type: RecordType
  key: string
  kind: Kind
  label: Label
  help?: Label
  options?: { key: string; label: Label }[]
  /** Of money; empty: the workspace's. */
  currency?: string
  required?: boolean
  unique?: boolean
  pattern?: string
  min?: number
  max?: number
  standard?: boolean
  archived?: boolean
  /** Reckoned by the product: shown, never written. */
  readonly?: boolean
  position?: number
}

/** One record as the API gives it: values by field key, and the names of what they link to. */
export interface RecordRow {
  id: string
  type: string
  version: number
  created_at: string
  updated_at: string
  deleted_at?: string
  values: Record<string, unknown>
  links?: Record<string, { id: string; name: string } | { id: string; name: string }[]>
}

/** An address as a record keeps it. */
export interface Address { line?: string; ward?: string; province?: string; country?: string }

/** What kinds of values are written to the right, as figures. */
export const figureKinds: Kind[] = ['number', 'money']

/** A label in the language shown; the other one where it has none. */
export const inLanguage = (label: Label | undefined, language: Language) => label?.[language] || label?.vi || label?.en || ''

/** Writes labels in the language shown. */
export function useLabel() {
  const { language } = useLanguage()
  return (field: { label: Label }) => inLanguage(field.label, language)
}

/** The fields of a type in their order, those put away left out. */
export function useFields(type: RecordType): Field[] {
  return useRecords('fields', fieldList, { type }).data?.fields ?? none
}

const none: Field[] = []
