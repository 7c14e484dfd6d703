import { describe, expect, it } from 'vitest'
import type { Field, RecordRow } from '../../../shared/record/field'
import { differing, together } from './merge'

const field = (key: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({ id: key, type: 'people', key, kind, label: { vi: key, en: key }, ...more })
const record = (values: Record<string, unknown>): RecordRow => ({ id: 'per_1', type: 'people', version: 1, created_at: '', updated_at: '', values })
const fields = [field('name', 'text'), field('title', 'text'), field('tags', 'tags'), field('company', 'company', { readonly: true }), field('old', 'text', { archived: true }), field('address', 'address')]

describe('what is chosen in a merge', () => {
  const a = record({ name: 'Lan', title: 'Giám đốc', tags: ['vip'], company: 'com_1', old: 'x', address: { province: 'Huế' } })
  const b = record({ name: 'Lan', company: 'com_2', old: 'y', address: { province: 'Huế' } })
  it('is what differs, what only one has among it', () => expect(differing(fields, a, b).map((f) => f.key)).toEqual(['title']))
  it('leaves lists to be put together', () => expect(together(fields, a, b).map((f) => f.key)).toEqual(['tags']))
})
