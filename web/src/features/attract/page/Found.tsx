import { Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Both } from '../../../shared/Both'
import type { PageContent, PageDetail } from '../../../shared/client'
import type { Writing } from '../../../shared/draft'
import { useWords } from '../../../shared/language'
import type { Draft } from './draft'
import styles from './page.module.css'
import { PictureField } from './Parts'
import * as words from './words'

interface Props {
  writing: Writing<PageDetail, Draft>
  putContent: (change: Partial<PageContent>) => void
  disabled: boolean
}

/** Where a page is, and what is said of it elsewhere. */
export function Found({ writing: { draft, saved, put }, putContent, disabled }: Props) {
  const w = useWords(words)
  const c = draft.draft
  const [tags, setTags] = useState((c.tags ?? []).join(', '))
  const retag = (text: string) => {
    setTags(text)
    putContent({ tags: text.split(',').map((t) => t.trim()).filter(Boolean) })
  }
  return (
    <section className={`card ${styles.pad}`}>
      <Stack gap="sm">
        <TextInput label={w.name} description={w.nameHint} value={draft.name} onChange={(e) => put({ name: e.currentTarget.value })} required maxLength={100} disabled={disabled} />
        <TextInput label={w.address} description={w.addressHint(saved.url || `/${saved.key}`)} value={draft.key} onChange={(e) => put({ key: e.currentTarget.value.toLowerCase() })} required maxLength={80} disabled={disabled} />
        <Both label={w.description} hint={w.descriptionHint} rows={3} longest={500} value={c.description} disabled={disabled} onChange={(description) => putContent({ description })} />
        {draft.kind === 'post' && <TextInput label={w.tags} description={w.tagsHint} value={tags} onChange={(e) => retag(e.currentTarget.value)} disabled={disabled} />}
        <div>
          <TextInput label={w.share} description={w.shareHint} value={c.picture} onChange={(e) => putContent({ picture: e.currentTarget.value })} disabled={disabled} mb={6} />
          {!disabled && <PictureField choose={(picture) => putContent({ picture })} />}
        </div>
        <TextInput label={w.canonical} description={w.canonicalHint} placeholder="https://" value={c.canonical} onChange={(e) => putContent({ canonical: e.currentTarget.value })} disabled={disabled} />
        <Checkbox label={w.hidden} checked={c.hidden} onChange={(e) => putContent({ hidden: e.currentTarget.checked })} disabled={disabled} />
        <Text size="xs" c="dimmed">{w.titleHint}</Text>
      </Stack>
    </section>
  )
}
