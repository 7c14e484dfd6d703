import { expect, test } from 'vitest'
import { compare } from '../../../shared/compare'
import type { FormDefinition } from '../../../shared/client'
import { beginning } from './draft'
import { linesOf } from './lines'
import { en } from './words'

const was = beginning('Xin chào', 'Hello')
const differences = (after: FormDefinition) =>
  compare(linesOf(was, en, 'en', (id) => id), linesOf(after, en, 'en', (id) => id), (l) => JSON.stringify(l.all)).filter((l) => l.is !== 'same').map((l) => `${l.is} ${l.value.name}: ${l.value.says}`)

test('what is changed of a form is told before and after, in words', () => {
  expect(differences(was)).toEqual([])
  expect(differences({ ...was, title: { vi: 'Xin chào', en: 'Welcome' } })).toEqual(['gone Title: Xin chào / Hello', 'new Title: Xin chào / Welcome'])
  const [name, email, phone] = was.fields as [FormDefinition['fields'][0], FormDefinition['fields'][0], FormDefinition['fields'][0]]
  expect(differences({ ...was, fields: [name, email] })).toEqual(['gone Phone: Phone number · phone · Fills the field: phone'])
  expect(differences({ ...was, fields: [name, email, { ...phone, required: true }] })).toEqual(['gone Phone: Phone number · phone · Fills the field: phone', 'new Phone: Phone number · phone · Has to be answered · Fills the field: phone'])
  expect(differences({ ...was, consents: [{ purpose: 'marketing', channels: ['email', 'sms'] }] })).toEqual(['gone Consent: Marketing: E-mail', 'new Consent: Marketing: E-mail · SMS'])
  expect(differences({ ...was, after: { thanks: { vi: '', en: '' }, redirect: 'https://example.com' } })).toEqual(['new Or lead them to: https://example.com'])
})

test('a version differs from its draft neither by the words of consent it keeps nor by what is left out where it is empty', () => {
  const version = { ...was, consents: [{ purpose: 'marketing', channels: ['email'], wording: '1', hash: 'abc', text: { vi: 'Có', en: 'Yes' } }], fields: was.fields.map((f) => ({ label: f.label, kind: f.kind, key: f.key, person: f.person, required: f.required, value: '' })) }
  expect(differences(version)).toEqual([])
})
