import { Group, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import type { PagePreview } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { Loading, Wrong } from '../../../shared/states'
import type { Draft } from './draft'
import styles from './page.module.css'
import { ProblemList } from './Problems'
import { usePagePreview } from './queries'
import * as words from './words'

/** The page as visitors would see it, as search engines show it, and what could be better. */
export function Preview({ draft }: { draft: Draft }) {
  const w = useWords(words)
  const here = useLanguage().language
  const [language, setLanguage] = useState<'vi' | 'en'>(here)
  const [way, setWay] = useState<'desktop' | 'phone'>('phone')
  const preview = usePagePreview({ key: draft.key, kind: draft.kind, draft: draft.draft, language })
  return (
    <aside className={styles.preview} aria-label={w.preview}>
      <Group gap="xs" mb="xs">
        <SegmentedControl size="xs" aria-label={w.language} value={language} onChange={(v) => setLanguage(v as 'vi')} data={(['vi', 'en'] as const).map((l) => ({ value: l, label: w.languages[l] ?? l }))} />
        <SegmentedControl size="xs" aria-label={w.way} value={way} onChange={(v) => setWay(v as 'phone')} data={(['desktop', 'phone'] as const).map((v) => ({ value: v, label: w.ways[v] }))} />
      </Group>
      {!draft.draft.title[language] && <Text size="sm" mb="xs" c="dimmed" role="status">{w.noTitle}</Text>}
      {preview.error ? <Wrong error={preview.error} retry={preview.refetch} /> : preview.data ? (
        <>
          <iframe title={w.preview} sandbox="" className={styles.frame} data-way={way} srcDoc={preview.data.html} />
          <Seen preview={preview.data} draft={draft} language={language} />
          <Problems preview={preview.data} />
        </>
      ) : <Loading height={300} />}
    </aside>
  )
}

function Seen({ preview, draft, language }: { preview: PagePreview; draft: Draft; language: 'vi' | 'en' }) {
  const w = useWords(words)
  const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
  return (
    <section aria-label={w.found}>
      <Text size="sm" fw={600} mt="md" mb={4}>{w.found}</Text>
      <div className={styles.found} lang={language}>
        <span>{preview.address}</span>
        <b>{cut(draft.draft.title[language] || draft.draft.title.vi || draft.draft.title.en, 60)}</b>
        <span>{cut(draft.draft.description[language], 160) || '…'}</span>
      </div>
    </section>
  )
}

function Problems({ preview }: { preview: PagePreview }) {
  const w = useWords(words)
  const list = preview.problems ?? []
  if (!list.length) return <Text size="sm" c="var(--good)" mt="xs" role="status">{w.fine}</Text>
  return (
    <section aria-label={w.problems}>
      <Text size="sm" fw={600} mt="md">{w.problems}</Text>
      <ProblemList problems={list} />
    </section>
  )
}
