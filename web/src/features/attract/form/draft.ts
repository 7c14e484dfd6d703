import type { FormDefinition as Definition, FormDetail } from '../../../shared/client'

/** What is being written of a form. */
export interface Draft {
  key: string
  name: string
  archived: boolean
  draft: Definition
}

export const draftOf = (f: FormDetail): Draft => ({ key: f.key, name: f.name, archived: f.archived, draft: f.draft })

const none = { vi: '', en: '' }

/** A form to begin with: who it is, how to reach them, and whether they may be written to. */
export const beginning = (vi: string, en: string): Definition => ({
  title: { vi, en },
  intro: none,
  button: none,
  language: 'vi',
  fields: [
    { key: 'name', kind: 'text', person: 'name', label: { vi: 'Họ và tên', en: 'Your name' } },
    { key: 'email', kind: 'email', person: 'email', required: true, label: { vi: 'E-mail', en: 'E-mail' } },
    { key: 'phone', kind: 'phone', person: 'phone', label: { vi: 'Số điện thoại', en: 'Phone' } },
  ],
  consents: [{ purpose: 'marketing', channels: ['email'] }],
  after: { thanks: none },
  style: {},
  popup: {},
})
