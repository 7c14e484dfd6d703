/** A form as the server asks it, in one language. */
export interface Questions {
  id: string
  key: string
  name: string
  version: number
  language: string
  title: string
  intro: string
  button: string
  fields: Question[]
  consents: { purpose: string; text: string; required?: boolean }[]
  style: { color?: string; corners?: string; dense?: boolean }
  popup: { seconds?: number; scroll?: number; leaving?: boolean; days?: number; pages?: string[] | null }
  words: Record<string, string>
}

export interface Question {
  key: string
  kind: 'text' | 'long' | 'email' | 'phone' | 'number' | 'date' | 'choice' | 'choices' | 'checkbox' | 'hidden'
  label: string
  help?: string
  required?: boolean
  options?: { key: string; label: string }[]
  value?: string
  parameter?: string
  show?: Rule[]
  step?: number
  fills?: string
}

export interface Rule {
  field: string
  is: string
  of?: string[] | null
}

export type Answers = Record<string, string[]>

/** Whether a field is asked, by what was answered to those before it. The server judges by the same rules. */
export const asked = (rules: Rule[] | undefined, answers: Answers): boolean =>
  (rules ?? []).every((r) => {
    const has = (answers[r.field] ?? []).some((v) => (r.of ?? []).includes(v))
    const filled = (answers[r.field] ?? []).length > 0
    return { 'one-of': has, 'none-of': !has, filled, empty: !filled }[r.is] ?? false
  })

/** What a hidden field says: what the page's address says, else its fixed value. */
export const hidden = (q: Question, search: string): string => (q.parameter && new URLSearchParams(search).get(q.parameter)) || q.value || ''
