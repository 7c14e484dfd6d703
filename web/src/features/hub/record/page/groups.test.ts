import { expect, test } from 'vitest'
import type { Field } from '../../../../shared/record/field'
import { groups, isEmpty } from './groups'

const field = (key: string, kind: string, standard = true) => ({ id: key, type: 'people', key, kind, standard, label: { vi: key, en: key } }) as Field

test('how to reach somebody comes first, the company’s own fields last; the head and lists are elsewhere', () => {
  const parts = groups([field('name', 'text'), field('email', 'email'), field('birthday', 'date'), field('companies', 'firms'), field('size', 'text', false), { ...field('old', 'text', false), archived: true }])
  expect(Object.fromEntries(Object.entries(parts).map(([k, v]) => [k, v.map((f) => f.key)]))).toEqual({ contact: ['email'], about: ['birthday'], own: ['size'] })
})

test('no and nought are values', () => {
  expect([false, 0, '', null, undefined, [], ['a']].map(isEmpty)).toEqual([false, false, true, true, true, true, false])
})
