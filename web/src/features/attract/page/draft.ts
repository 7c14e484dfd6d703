import { label } from '../../../shared/block/blocks'
import type { PageContent, PageDetail } from '../../../shared/client'

/** What is written of a page. */
export interface Draft {
  key: string
  kind: PageDetail['kind']
  name: string
  draft: PageContent
  /** Instants; empty: none. */
  publish_at: string
  hide_at: string
  archived: boolean
}

export const draftOf = (p: PageDetail): Draft => ({ key: p.key, kind: p.kind, name: p.name, draft: p.draft, publish_at: p.publish_at ?? '', hide_at: p.hide_at ?? '', archived: p.archived })

/** What a new page begins with. */
export const beginning = (title: string): PageContent => ({ title: label(title), description: label(), blocks: [{ kind: 'text', text: label() }], tags: [], picture: '', canonical: '', hidden: false })

/** The kinds of blocks a page can hold. */
export const pageKinds = ['heading', 'text', 'image', 'button', 'columns', 'form', 'cta', 'product', 'quote', 'voices', 'faq', 'video', 'divider', 'spacer', 'html'] as const

/** An instant as the browser's own field for a time takes it, in the browser's zone. */
export const toLocal = (at: string): string => {
  const d = new Date(at)
  return new Date(d.getTime() - d.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
