import { Badge, Button, Checkbox, Group, Menu, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { TemplateAnswer, TemplateContent as Content } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { SaveAndPublish, useDraft, type Writing } from '../../../shared/draft'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { BlockList } from '../../../shared/block/BlockList'
import { Both } from '../../../shared/Both'
import { Attachments } from './Attachments'
import { mailKinds } from './blocks'
import { Facts } from './Facts'
import { Preview } from './Preview'
import { usePublishTemplate, useRemoveTemplate, useSetTemplate, useTemplate } from './queries'
import { TestDialog } from './TestDialog'
import styles from './template.module.css'
import { Versions } from './Versions'
import { ZaloFields } from './ZaloFields'
import * as words from './words'

/** One template: what it says on one side, how it is seen on the other. */
export function EditorPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const template = useTemplate(id)
  return <Answer query={template}>{(t) => <Editor key={t.id} template={t} />}</Answer>
}

/** What is being written of a template. */
export interface Draft {
  key: string
  name: string
  class: TemplateAnswer['class']
  purpose: string
  content: Content
  archived: boolean
}

const draftOf = (t: TemplateAnswer): Draft => ({ key: t.key, name: t.name, class: t.class, purpose: t.purpose, content: t.content, archived: t.archived })

function Editor({ template }: { template: TemplateAnswer }) {
  const w = useWords(words)
  const may = useMay()('templates:write')
  const [asking, ask] = useState<'test' | 'versions' | 'remove'>()
  const writing = useDraft(template, draftOf, { save: useSetTemplate(), publish: usePublishTemplate(), published: w.publishedAs })
  const { draft, saved, put } = writing
  const putContent = (change: Partial<Content>) => put((old) => ({ content: { ...old.content, ...change } }))
  const [shown] = useDebouncedValue(draft, 400)
  const email = saved.channel === 'email'
  const actions = may && (
    <SaveAndPublish of={writing}>
      {email && <Button size="xs" variant="default" onClick={() => writing.stored(() => ask('test'))}>{w.test}</Button>}
    </SaveAndPublish>
  )
  const more = may && <More saved={saved} ask={ask} archive={() => put({ archived: !draft.archived })} archived={draft.archived} />
  return (
    <Screen title={draft.name} lead={<State writing={writing} />} actions={actions} more={more}>
      {writing.error != null && <Wrong error={writing.error} />}
      <div className={styles.editor}>
        <div>
          <Facts draft={draft} put={put} putContent={putContent} channel={saved.channel} disabled={!may} />
          {email && <Attachments files={draft.content.attachments ?? []} change={(attachments) => putContent({ attachments })} disabled={!may} />}
          {email
            ? <BlockList kinds={mailKinds} blocks={draft.content.blocks ?? []} variables={saved.variables ?? []} disabled={!may} onChange={(blocks) => putContent({ blocks })} />
            : saved.channel === 'zalo' ? <ZaloFields draft={draft} variables={saved.variables ?? []} put={put} putContent={putContent} disabled={!may} />
            : (
              <section className={`card ${styles.pad}`} style={{ marginTop: 12 }}>
                <Both label={w.text} value={draft.content.body} variables={saved.variables ?? []} rows={6} longest={20_000} disabled={!may} onChange={(body) => putContent({ body })} />
                <Checkbox mt="sm" label={w.plain} description={w.plainAbout} checked={!!draft.content.plain} disabled={!may} onChange={(e) => putContent({ plain: e.currentTarget.checked || undefined })} />
              </section>
            )}
        </div>
        <Preview channel={saved.channel as 'email'} draft={shown} />
      </div>
      {asking === 'test' && <TestDialog id={saved.id} close={() => ask(undefined)} />}
      {asking === 'versions' && <Versions id={saved.id} close={() => ask(undefined)} restore={(content) => putContent(content)} />}
      {asking === 'remove' && <Remove id={saved.id} name={draft.name} close={() => ask(undefined)} />}
    </Screen>
  )
}

function State({ writing: { saved, state } }: { writing: Writing<TemplateAnswer, Draft> }) {
  const w = useWords(words)
  return (
    <Group gap={6} mt={4}>
      <Badge variant="light" color="gray" tt="none">{w.channels[saved.channel]}</Badge>
      <Badge variant="light" tt="none" color={saved.published ? 'green' : 'yellow'}>{saved.published ? w.version(saved.published) : w.draft}</Badge>
      <Text size="sm" c="dimmed">{state === 'unsaved' ? w.unsaved : state === 'unpublished' && w.unpublished}</Text>
    </Group>
  )
}

function More({ saved, ask, archive, archived }: { saved: TemplateAnswer; ask: (what: 'versions' | 'remove') => void; archive: () => void; archived: boolean }) {
  const w = useWords(words)
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button size="xs" variant="default" aria-label={w.more}>…</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!saved.published} onClick={() => ask('versions')}>{w.versions}</Menu.Item>
        <Menu.Item onClick={archive}>{archived ? w.unarchive : w.archive}</Menu.Item>
        {!saved.published && <Menu.Item color="red" onClick={() => ask('remove')}>{w.remove}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

function Remove({ id, name, close }: { id: string; name: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const remove = useRemoveTemplate()
  const go = () => remove.mutate({ path: { id } }, { onSuccess: () => void navigate({ to: '/templates' as never, ignoreBlocker: true }) })
  return <Confirm grave title={w.remove} action={w.remove} close={close} change={remove} go={go}>{w.removeAbout(name)}</Confirm>
}
