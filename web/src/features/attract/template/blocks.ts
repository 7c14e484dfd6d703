import type { Label, TemplateBlock as Block, TemplateContent as Content } from '../../../shared/client'

export const kinds = ['heading', 'text', 'image', 'button', 'divider', 'spacer', 'columns', 'product', 'html', 'footer'] as const
export type Kind = (typeof kinds)[number]

/** A new block, with what every mailbox draws well. */
export function newBlock(kind: Kind): Block {
  switch (kind) {
    case 'heading': return { kind, text: label(), level: 1 }
    case 'spacer': return { kind, size: 24 }
    case 'columns': return { kind, columns: [[{ kind: 'text', text: label() }], [{ kind: 'text', text: label() }]] }
    case 'image': return { kind, source: '', alt: label() }
    case 'divider': case 'footer': return { kind }
    default: return { kind, text: label() }
  }
}

export const label = (vi = '', en = ''): Label => ({ vi, en })

/** What a new e-mail begins with: a greeting, and who writes. */
export const newContent = (): Content => ({
  subject: label(), preheader: label(), body: label(), attachments: [], utm: { source: '', medium: '', campaign: '' }, sender: '',
  blocks: [{ kind: 'text', text: label('Chào {{ person.greeting }},', 'Dear {{ person.greeting }},') }, { kind: 'footer' }],
})

/** A block moved from one place to another; beyond the ends nothing moves. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  if (from === to || from < 0 || from >= list.length || to < 0 || to >= list.length) return list
  const next = [...list]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

/** What a block says in a few words, for its line in the list. */
export function gist(b: Block, language: 'vi' | 'en'): string {
  const said = (b.text?.[language] || b.text?.vi || b.text?.en || b.alt?.vi || b.alt?.en || b.source || '').replace(/<[^>]*>/g, ' ')
  const line = said.replace(/\s+/g, ' ').trim()
  return line.length > 70 ? `${line.slice(0, 69)}…` : line
}

/** A key made of a name: chào mừng → chao-mung. */
export const keyOf = (name: string): string =>
  name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60)
