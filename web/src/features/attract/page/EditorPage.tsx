import { Anchor, Button, Menu, Tabs, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { BlockList } from '../../../shared/block/BlockList'
import { Both } from '../../../shared/Both'
import type { PageContent, PageDetail, PageProblem } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { SaveAndPublish, useDraft, type Writing } from '../../../shared/draft'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { draftOf, pageKinds, type Draft } from './draft'
import { DraftLink } from './DraftLink'
import { Found } from './Found'
import styles from './page.module.css'
import { CTAField, FormField, PictureField } from './Parts'
import { Preview } from './Preview'
import { BeforePublishing } from './Problems'
import { useHidePage, useLookAtPage, usePage, usePublishPage, useRemovePage, useSetPage } from './queries'
import { Versions } from './Versions'
import { VoicesField } from './VoicesField'
import { When } from './When'
import * as words from './words'

/** One page: what it says on one side, how it is seen on the other. */
export function EditorPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const page = usePage(id)
  return <Answer query={page}>{(p) => <Editor key={`${p.id} ${p.published}`} page={p} again={() => void page.refetch()} />}</Answer>
}

function Editor({ page, again }: { page: PageDetail; again: () => void }) {
  const w = useWords(words)
  const disabled = !useMay()('pages:write')
  const { language } = useLanguage()
  const [asking, ask] = useState<'remove' | 'link'>()
  const [missing, tellMissing] = useState<PageProblem[]>()
  const writing = useDraft(page, draftOf, { save: useSetPage(), publish: usePublishPage(), published: w.publishedAs })
  const { draft, saved, put } = writing
  const putContent = (change: Partial<PageContent>) => put((old) => ({ draft: { ...old.draft, ...change } }))
  const [shown] = useDebouncedValue(draft, 400)
  const look = useLookAtPage()
  const { key, kind } = draft
  const publish = () => look.mutate({ body: { key, kind, draft: draft.draft, language } }, {
    onSuccess: ({ problems }) => {
      const weighs = (problems ?? []).filter((p) => p.weight !== 'note')
      if (weighs.length) tellMissing(weighs)
      else writing.publish()
    },
  })
  const goOn = () => {
    tellMissing(undefined)
    writing.publish()
  }
  const actions = (
    <>
      {saved.url && <Anchor size="sm" href={saved.url} target="_blank" rel="noopener">{w.visit}</Anchor>}
      {!disabled && <SaveAndPublish of={{ ...writing, publish, publishing: writing.publishing || look.isPending }} />}
    </>
  )
  return (
    <Screen title={draft.name} lead={<State writing={writing} />} actions={actions} more={<More writing={writing} disabled={disabled} ask={ask} again={again} />}>
      {(writing.error ?? look.error) != null && <Wrong error={writing.error ?? look.error} />}
      <Tabs defaultValue="content" keepMounted={false}>
        <Tabs.List mb="md" className={styles.tabs}>{(['content', 'found', 'when', 'versions'] as const).map((t) => <Tabs.Tab key={t} value={t}>{w.tabs[t]}</Tabs.Tab>)}</Tabs.List>
        <div className={styles.beside}>
          <div>
            <Tabs.Panel value="content">
              <section className={`card ${styles.pad}`}>
                <Both label={w.titleOf} value={draft.draft.title} longest={200} disabled={disabled} onChange={(title) => putContent({ title })} />
                <Text size="xs" c="dimmed" mt={6}>{w.titleHint}</Text>
              </section>
              <BlockList blocks={draft.draft.blocks ?? []} kinds={pageKinds} disabled={disabled} onChange={(blocks) => putContent({ blocks })}
                more={(block, change) => block.kind === 'form' ? <FormField form={block.form ?? ''} disabled={disabled} choose={(form) => change({ form })} />
                  : block.kind === 'cta' ? <CTAField cta={block.cta ?? ''} disabled={disabled} choose={(cta) => change({ cta })} />
                  : block.kind === 'voices' ? <VoicesField block={block} put={change} disabled={disabled} />
                  : ['image', 'video'].includes(block.kind) && !disabled ? <PictureField choose={(source) => change({ source })} /> : null} />
            </Tabs.Panel>
            <Tabs.Panel value="found"><Found writing={writing} putContent={putContent} disabled={disabled} /></Tabs.Panel>
            <Tabs.Panel value="when"><When draft={draft} put={put} unready={saved.unready} disabled={disabled} /></Tabs.Panel>
            <Tabs.Panel value="versions"><Versions id={saved.id} draft={draft.draft} {...(!disabled && { restore: putContent })} /></Tabs.Panel>
          </div>
          <Preview draft={shown} />
        </div>
      </Tabs>
      {missing && <BeforePublishing problems={missing} close={() => tellMissing(undefined)} go={goOn} />}
      {asking === 'link' && <DraftLink id={saved.id} close={() => ask(undefined)} />}
      {asking === 'remove' && <Remove id={saved.id} name={draft.name} close={() => ask(undefined)} />}
    </Screen>
  )
}

function State({ writing: { saved, state, draft } }: { writing: Writing<PageDetail, Draft> }) {
  const w = useWords(words)
  const f = useFormat()
  const said = { ...w, published: w.version(saved.published) }[state]
  const says = [
    draft.archived && w.states.archived,
    state === 'draft' && saved.first_at ? w.states.hidden : said,
    saved.unready ? w.states.unready : saved.publish_at && w.states.scheduled(f.instant(saved.publish_at)),
    saved.published && saved.hide_at ? w.hides(f.instant(saved.hide_at)) : '',
  ]
  return <Text size="sm" c="dimmed" role="status">{says.filter(Boolean).join(' · ')}</Text>
}

interface MoreProps {
  writing: Writing<PageDetail, Draft>
  disabled: boolean
  ask: (what: 'remove' | 'link') => void
  again: () => void
}

function More({ writing, disabled, ask, again }: MoreProps) {
  const w = useWords(words)
  const hide = useHidePage()
  const { draft, saved, put } = writing
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button size="xs" variant="default" aria-label={w.more}>…</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => writing.stored(() => ask('link'))}>{w.link}</Menu.Item>
        {!disabled && saved.published > 0 && <Menu.Item onClick={() => writing.stored(() => hide.mutate({ path: { id: saved.id } }, { onSuccess: again }))}>{w.hide}</Menu.Item>}
        {!disabled && <Menu.Item onClick={() => put({ archived: !draft.archived })}>{draft.archived ? w.unarchive : w.archive}</Menu.Item>}
        {!disabled && !saved.first_at && !saved.published && <Menu.Item color="red" onClick={() => ask('remove')}>{w.remove}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

function Remove({ id, name, close }: { id: string; name: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const remove = useRemovePage()
  const go = () => remove.mutate({ path: { id } }, { onSuccess: () => void navigate({ to: '/pages' as never, ignoreBlocker: true }) })
  return <Confirm grave title={w.remove} action={w.remove} close={close} change={remove} go={go}>{w.removeAbout(name)}</Confirm>
}
