import { Anchor, Badge, Button, Group, Menu, Select, SimpleGrid, TagsInput, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { BlockList } from '../../../shared/block/BlockList'
import { Both } from '../../../shared/Both'
import type { ArticleContent, ArticleDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { SaveAndPublish, useDraft, type Writing } from '../../../shared/draft'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import styles from './article.module.css'
import { Preview } from './Preview'
import { useArticle, useHideArticle, usePublishArticle, useRemoveArticle, useReviewArticle, useSetArticle } from './queries'
import { useSectionOptions } from './Sections'
import { Versions } from './Versions'
import * as words from './words'

/** What is written of an article. */
interface Draft {
  section: string
  visibility: ArticleDetail['visibility']
  content: ArticleContent
}

const draftOf = (a: ArticleDetail): Draft => ({ section: a.section, visibility: a.visibility, content: a.content })

/** The kinds of blocks an article can hold. */
const kinds = ['text', 'heading', 'image', 'faq', 'quote', 'button', 'video', 'divider', 'html'] as const

/** One article: what it says on one side, how it is read on the other. */
export function EditorPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const article = useArticle(id)
  return <Answer query={article}>{(a) => <Editor key={a.id} article={a} />}</Answer>
}

type Asking = 'versions' | 'hide' | 'remove'

function Editor({ article }: { article: ArticleDetail }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const may = useMay()('articles:write')
  const [asking, ask] = useState<Asking>()
  const writing = useDraft(article, draftOf, { save: useSetArticle(), publish: usePublishArticle(), published: w.publishedAs })
  const { draft, saved, put } = writing
  const putContent = (change: Partial<ArticleContent>) => put((old) => ({ content: { ...old.content, ...change } }))
  const [shown] = useDebouncedValue(draft.content, 400)
  const title = draft.content.title[language] || draft.content.title.vi || draft.content.title.en
  return (
    <Screen title={title} lead={<State writing={writing} />} actions={may && <SaveAndPublish of={writing} />} more={<More saved={saved} may={may} ask={ask} />}>
      {writing.error != null && <Wrong error={writing.error} />}
      <div className={styles.editor}>
        <div>
          <Facts draft={draft} put={put} putContent={putContent} disabled={!may} />
          <BlockList kinds={kinds} blocks={draft.content.blocks ?? []} disabled={!may} onChange={(blocks) => putContent({ blocks })} />
        </div>
        <Preview content={shown} />
      </div>
      {asking === 'versions' && <Versions id={saved.id} draft={draft.content} close={() => ask(undefined)} restore={may ? (content) => put({ content }) : undefined} />}
      {asking === 'hide' && <Hide id={saved.id} close={() => ask(undefined)} />}
      {asking === 'remove' && <Remove id={saved.id} name={title} close={() => ask(undefined)} />}
    </Screen>
  )
}

interface FactsProps {
  draft: Draft
  put: (change: Partial<Draft>) => void
  putContent: (change: Partial<ArticleContent>) => void
  disabled: boolean
}

function Facts({ draft, put, putContent, disabled }: FactsProps) {
  const w = useWords(words)
  const sections = useSectionOptions()
  return (
    <section className={`card ${styles.pad}`}>
      <Both label={w.name} value={draft.content.title} longest={300} disabled={disabled} onChange={(title) => putContent({ title })} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs" mt="xs">
        <Select label={w.section} placeholder={w.noSection} clearable value={draft.section || null} data={sections} disabled={disabled} onChange={(section) => put({ section: section ?? '' })} />
        <Select label={w.visibility} allowDeselect={false} value={draft.visibility} disabled={disabled} onChange={(v) => v && put({ visibility: v as Draft['visibility'] })} data={Object.entries(w.visibilities).map(([value, text]) => ({ value, label: text }))} />
      </SimpleGrid>
      <TagsInput mt="xs" label={w.tags} description={w.tagsHint} value={draft.content.tags ?? []} maxTags={20} disabled={disabled} onChange={(tags) => putContent({ tags })} />
    </section>
  )
}

function State({ writing: { saved, state } }: { writing: Writing<ArticleDetail, Draft> }) {
  const w = useWords(words)
  const f = useFormat()
  const said = [state === 'unsaved' ? w.unsaved : state === 'unpublished' ? w.unpublished : '', saved.author, saved.external && w.brought(saved.external), saved.reviewed_at && w.reviewed(f.day(saved.reviewed_at)), saved.helped + saved.not_helped > 0 && w.helped(f.number(saved.helped), f.number(saved.helped + saved.not_helped)), saved.stale && w.stale]
  return (
    <Group gap={6} mt={4}>
      <Badge variant="light" color="gray" tt="none" c={saved.published ? 'var(--good)' : undefined}>{saved.published ? w.version(saved.published) : w.draft}</Badge>
      <Text size="sm" c="dimmed" role="status">{said.filter(Boolean).join(' · ')}</Text>
      {saved.url && <Anchor size="sm" href={saved.url} target="_blank" rel="noopener">{saved.url}</Anchor>}
    </Group>
  )
}

function More({ saved, may, ask }: { saved: ArticleDetail; may: boolean; ask: (what: Asking) => void }) {
  const w = useWords(words)
  const review = useReviewArticle()
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button size="xs" variant="default" aria-label={w.more}>…</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => ask('versions')}>{w.versions}</Menu.Item>
        {may && <Menu.Item disabled={!saved.published} onClick={() => review.mutate({ path: { id: saved.id } }, { onSuccess: () => notifications.show({ message: w.reviewedNow }) })}>{w.review}</Menu.Item>}
        {may && saved.published > 0 && <Menu.Item onClick={() => ask('hide')}>{w.hide}</Menu.Item>}
        {may && !saved.published && <Menu.Item color="red" onClick={() => ask('remove')}>{w.remove}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

function Hide({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const hide = useHideArticle()
  const done = () => {
    notifications.show({ message: w.hidden })
    void navigate({ to: '/articles' as never, ignoreBlocker: true })
  }
  return <Confirm grave title={w.hide} action={w.hide} close={close} change={hide} go={() => hide.mutate({ path: { id } }, { onSuccess: done })}>{w.hideAbout}</Confirm>
}

function Remove({ id, name, close }: { id: string; name: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const remove = useRemoveArticle()
  return <Confirm grave title={w.remove} action={w.remove} close={close} change={remove} go={() => remove.mutate({ path: { id } }, { onSuccess: () => void navigate({ to: '/articles' as never, ignoreBlocker: true }) })}>{w.removeAbout(name)}</Confirm>
}
