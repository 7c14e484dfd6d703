import { label } from '../../../shared/block/blocks'
import type { TemplateContent as Content } from '../../../shared/client'

/** The kinds of blocks that mail programs draw. */
export const mailKinds = ['heading', 'text', 'image', 'button', 'divider', 'spacer', 'columns', 'product', 'html', 'scores', 'footer'] as const

/** What a new e-mail begins with: a greeting, and who writes. */
export const newContent = (): Content => ({
  subject: label(), preheader: label(), body: label(), attachments: [], utm: { source: '', medium: '', campaign: '' }, sender: '',
  blocks: [{ kind: 'text', text: label('Chào {{ person.greeting }},', 'Dear {{ person.greeting }},') }, { kind: 'footer' }],
})
