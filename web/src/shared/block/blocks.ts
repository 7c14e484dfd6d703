import type { ContentBlock as Block, Label } from '../client'
import type { en } from './words'

/** What a block can be. Which kinds are on offer says whoever uses the list. */
export type Kind = keyof typeof en.kinds

/** A new block, with what is drawn well everywhere. */
export function newBlock(kind: Kind): Block {
  switch (kind) {
    case 'heading': return { kind, text: label(), level: 1 }
    case 'spacer': return { kind, size: 24 }
    case 'columns': return { kind, columns: [[{ kind: 'text', text: label() }], [{ kind: 'text', text: label() }]] }
    case 'image': return { kind, source: '', alt: label() }
    case 'faq': return { kind, items: [{ question: label(), answer: label() }] }
    case 'voices': return { kind, text: label('Khách nói gì', 'What customers say'), voices: { which: '', most: 3 } }
    case 'divider': case 'footer': case 'form': case 'cta': case 'scores': return { kind }
    default: return { kind, text: label() }
  }
}

export const label = (vi = '', en = ''): Label => ({ vi, en })

/** What a block says in a few words, for its line in the list. */
export function gist(b: Block, language: 'vi' | 'en'): string {
  const question = b.items?.[0]?.question
  const said = (b.text?.[language] || b.text?.vi || b.text?.en || b.alt?.vi || b.alt?.en || question?.[language] || question?.vi || b.form || b.cta || b.source || '').replace(/<[^>]*>/g, ' ')
  const line = said.replace(/\s+/g, ' ').trim()
  return line.length > 70 ? `${line.slice(0, 69)}…` : line
}
