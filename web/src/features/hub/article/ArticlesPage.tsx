import { Badge, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { label } from '../../../shared/block/blocks'
import type { ArticleLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useLanguage, useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './article.module.css'
import { useAddArticle, useArticles } from './queries'
import { Misses } from './Misses'
import type { Search } from './search'
import { Sections, useSectionOptions } from './Sections'
import { TryOut } from './TryOut'
import * as words from './words'

/** The articles: what there is, what is being written, and what they answer. */
export function ArticlesPage() {
  const w = useWords(words)
  const may = useMay()('articles:write')
  const search = useSearch({ strict: false }) as Search
  const articles = useArticles(search)
  const [open, setOpen] = useState<'add' | 'sections' | 'try' | 'misses' | undefined>(search.missed && 'misses')
  const [title, setTitle] = useState('')
  const asked = Object.entries(search).some(([key, v]) => key !== 'missed' && v !== undefined)
  const actions = (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen('try')}>{w.tryOut}</Button>
      <Button size="xs" variant="default" onClick={() => setOpen('misses')}>{w.misses}</Button>
      {may && <Button size="xs" variant="default" onClick={() => setOpen('sections')}>{w.sections}</Button>}
      {may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => setOpen('add')}>{w.add}</Button>}
    </>
  )
  return (
    <Screen title={w.title} lead={w.about} actions={actions}>
      <Asked search={search} />
      <Answer query={articles}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.articles ?? [])
          if (all.length) return <ul className={styles.all}>{all.map((a) => <Line key={a.id} article={a} />)}</ul>
          return asked ? <Empty title={w.none}>{w.noneDo}</Empty> : <Empty title={w.empty}>{w.emptyDo}<br />{may && <Button mt="md" onClick={() => setOpen('add')}>{w.add}</Button>}</Empty>
        }}
      </Answer>
      {articles.hasNextPage && <Button mt="md" variant="default" loading={articles.isFetchingNextPage} onClick={() => void articles.fetchNextPage()}>{w.next}</Button>}
      {open === 'add' && <NewArticle section={search.section} title={title} close={() => { setOpen(undefined); setTitle('') }} />}
      {open === 'misses' && <Misses may={may} close={() => setOpen(undefined)} write={(said) => { setTitle(said); setOpen('add') }} />}
      {open === 'sections' && <Sections close={() => setOpen(undefined)} />}
      {open === 'try' && <TryOut close={() => setOpen(undefined)} />}
    </Screen>
  )
}

/** What narrows the list. */
function Asked({ search }: { search: Search }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const sections = useSectionOptions()
  const put = (change: Partial<Search>) => void navigate({ to: '/articles' as never, search: { ...search, ...change } as never, replace: true })
  const find = useDebouncedCallback((q: string) => put({ q: q || undefined }), 300)
  const choose = <K extends 'state' | 'visibility'>(key: K, names: Record<string, string>, all: string, name: string) => (
    <Select aria-label={name} placeholder={all} clearable value={search[key] ?? null} data={Object.entries(names).map(([value, text]) => ({ value, label: text }))} onChange={(v) => put({ [key]: v ?? undefined } as Partial<Search>)} />
  )
  return (
    <div className={styles.asked} role="search">
      <TextInput aria-label={w.find} placeholder={w.find} defaultValue={search.q ?? ''} leftSection={<Icon name="find" size={16} />} onChange={(e) => find(e.currentTarget.value)} />
      <Select aria-label={w.section} placeholder={w.allSections} clearable value={search.section ?? null} data={sections} onChange={(section) => put({ section: section ?? undefined })} />
      {choose('state', w.states, w.allStates, w.state)}
      {choose('visibility', w.visibilities, w.allVisibilities, w.visibility)}
    </div>
  )
}

function Line({ article: a }: { article: ArticleLine }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const section = useSectionOptions().find((s) => s.value === a.section)
  const facts = [section?.label, a.author, (a.tags ?? []).map((t) => `#${t}`).join(' '), a.reviewed_at && w.reviewed(f.day(a.reviewed_at)), f.instant(a.updated_at), a.helped + a.not_helped > 0 && w.helped(f.number(a.helped), f.number(a.helped + a.not_helped)), a.stale && w.stale]
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/articles/${a.id}`} className={styles.name}>{a.title[language] || a.title.vi || a.title.en}</RowLink>
        <Group gap={6}>
          <Badge variant="light" color="gray" tt="none">{w.visibilities[a.visibility]}</Badge>
          <Badge variant="light" color="gray" tt="none" c={a.published && !a.changed ? 'var(--good)' : undefined}>{a.published ? (a.changed ? w.states.written : w.version(a.published)) : w.draft}</Badge>
        </Group>
      </Group>
      <Text size="xs" c="dimmed">{facts.filter(Boolean).join(' · ')}</Text>
    </li>
  )
}

/** Names an article and opens it to be written. */
function NewArticle({ section, title: begun, close }: { section?: string; title: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const { language } = useLanguage()
  const add = useAddArticle()
  const [name, setName] = useState(begun)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const title = language === 'en' ? label('', name) : label(name)
    add.mutate({ body: { visibility: 'public', section, content: { title, tags: [], blocks: [{ kind: 'text', text: label() }] } } }, {
      onSuccess: (made) => void navigate({ to: '/articles/$id' as never, params: { id: made.id } as never }),
    })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={300} />
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={!name.trim()}>{w.begin}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
