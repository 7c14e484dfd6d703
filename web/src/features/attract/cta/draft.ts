import type { CtaContent as Content, CtaDefinition as Definition, CtaDetail } from '../../../shared/client'

/** What is being written of a call to action. */
export interface Draft {
  key: string
  name: string
  archived: boolean
  draft: Definition
}

/** What the parts of the editor are handed. */
export interface Part {
  draft: Definition
  put: (change: Partial<Definition>) => void
  disabled: boolean
}

export const kinds = ['popup', 'slide-in', 'banner', 'button'] as const

export const draftOf = (c: CtaDetail): Draft => ({ key: c.key, name: c.name, archived: c.archived, draft: c.draft })

const none = { vi: '', en: '' }

export const emptyContent = (): Content => ({ title: none, text: none, button: none, url: '' })

/** One to begin with: for everybody, left alone for a month by who closes it, judged by who leaves their name. */
export const beginning = (name: string, kind: Definition['kind']): Definition => ({
  kind,
  contents: [{ ...emptyContent(), title: { vi: name, en: '' } }],
  style: {},
  audience: { who: 'everybody' },
  visits: { pages: [], not: [], params: [], referrers: [] },
  moment: kind === 'button' || kind === 'banner' ? { kind: 'now' } : { kind: 'seconds', seconds: 5 },
  schedule: {},
  frequency: { times: 3, days: 30, rest: 30 },
  priority: 50,
  goal: { event: 'Form Submitted', days: 7 },
  holdout: 0,
})

/** The letter under which what is said is compared. */
export const arm = (content: number) => String.fromCharCode(97 + content)

/** Parameters as lines of name=value. */
export const writeParams = (params: Definition['visits']['params']) => (params ?? []).map((p) => `${p.name}=${p.value}`).join('\n')
export const readParams = (text: string) =>
  lines(text).map((line) => {
    const [name = '', ...value] = line.split('=')
    return { name: name.trim(), value: value.join('=').trim() }
  })

export const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean)

/** An instant as an input of the browser's zone holds it. */
export function toLocal(instant: string | undefined): string {
  if (!instant) return ''
  const t = new Date(instant)
  return new Date(t.getTime() - t.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
