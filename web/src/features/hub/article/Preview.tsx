import { Group, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import type { ArticleContent } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { Loading, Wrong } from '../../../shared/states'
import styles from './article.module.css'
import { useArticlePreview } from './queries'
import * as words from './words'

type Shown = 'vi' | 'en' | 'both'

/** The article as its readers would have it, in one language or in both, one beside the other. */
export function Preview({ content }: { content: ArticleContent }) {
  const w = useWords(words)
  const here = useLanguage().language
  const [shown, setShown] = useState<Shown>(content.title.vi && content.title.en ? 'both' : here)
  const languages = shown === 'both' ? (['vi', 'en'] as const) : [shown]
  return (
    <aside className={styles.preview} aria-label={w.preview}>
      <Group gap="xs" mb="xs">
        <SegmentedControl size="xs" aria-label={w.language} value={shown} onChange={(v) => setShown(v as Shown)} data={[{ value: 'vi', label: w.languages.vi }, { value: 'en', label: w.languages.en }, { value: 'both', label: `${w.languages.vi} + ${w.languages.en}` }]} />
      </Group>
      <div className={styles.both}>{languages.map((l) => <Read key={l} content={content} language={l} />)}</div>
    </aside>
  )
}

function Read({ content, language }: { content: ArticleContent; language: 'vi' | 'en' }) {
  const w = useWords(words)
  const f = useFormat()
  const preview = useArticlePreview(content, language)
  if (preview.error) return <Wrong error={preview.error} retry={preview.refetch} />
  if (!preview.data) return <Loading height={200} />
  return (
    <article className={`card ${styles.pad} ${styles.read}`} lang={language}>
      {!content.title[language] && <Text size="sm" c="dimmed" role="status">{w.noTitle}</Text>}
      <Text fw={700} fz="lg" component="h2">{preview.data.title}</Text>
      <div dangerouslySetInnerHTML={{ __html: preview.data.html }} />
      <Text size="xs" c="dimmed">{w.words(f.number(preview.data.words))}</Text>
    </article>
  )
}
