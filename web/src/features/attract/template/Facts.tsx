import { Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { senderList, type TemplateContent as Content } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { Both } from '../../../shared/Both'
import type { Draft } from './EditorPage'
import styles from './template.module.css'
import * as words from './words'

interface Props {
  draft: Draft
  channel: string
  put: (change: Partial<Draft>) => void
  putContent: (change: Partial<Content>) => void
  disabled: boolean
}

/** What a template is called, what it is, from whom, and what a mailbox shows of it first. */
export function Facts({ draft, channel, put, putContent, disabled }: Props) {
  const w = useWords(words)
  const senders = useRecords('senders', senderList).data?.senders ?? []
  return (
    <section className={`card ${styles.pad}`}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="sm">
          <TextInput label={w.name} value={draft.name} onChange={(e) => put({ name: e.currentTarget.value })} required maxLength={100} disabled={disabled} />
          <Select label={w.class} value={draft.class} allowDeselect={false} disabled={disabled} onChange={(v) => v && put({ class: v as Draft['class'] })}
            data={(['advertising', 'care', 'transactional'] as const).map((c) => ({ value: c, label: w.classes[c] ?? c }))} />
          {channel === 'email' && senders.length > 0 && (
            <Select label={w.sender} value={draft.content.sender || senders[0]?.key} allowDeselect={false} disabled={disabled} onChange={(v) => putContent({ sender: v ?? '' })}
              data={senders.map((s) => ({ value: s.key, label: `${s.name} <${s.address}>` }))} />
          )}
          {channel === 'email' && <TextInput label={w.utm} description={w.utmAbout} placeholder="newsletter" value={draft.content.utm.source} disabled={disabled} maxLength={60}
            onChange={(e) => putContent({ utm: { ...draft.content.utm, source: e.currentTarget.value } })} />}
        </SimpleGrid>
        {channel === 'email' && <Both label={w.subject} value={draft.content.subject} variables={subjectNames} disabled={disabled} onChange={(subject) => putContent({ subject })} />}
        {channel === 'email' && <Both label={w.preheader} hint={w.preheaderHint} value={draft.content.preheader} variables={subjectNames} disabled={disabled} onChange={(preheader) => putContent({ preheader })} />}
      </Stack>
    </section>
  )
}

/** What most subjects ask for. */
const subjectNames = ['person.greeting', 'person.given_name', 'person.name', 'workspace.name']
