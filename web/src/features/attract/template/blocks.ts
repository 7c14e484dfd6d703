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

/** What a block says in a few words, for its line in the list. */
export function gist(b: Block, language: 'vi' | 'en'): string {
  const said = (b.text?.[language] || b.text?.vi || b.text?.en || b.alt?.vi || b.alt?.en || b.source || '').replace(/<[^>]*>/g, ' ')
  const line = said.replace(/\s+/g, ' ').trim()
  return line.length > 70 ? `${line.slice(0, 69)}…` : line
}
