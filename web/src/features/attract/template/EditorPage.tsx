import { Badge, Button, Group, Menu, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { TemplateAnswer, TemplateContent as Content } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { BlockList } from './BlockList'
import { Both } from './Both'
import { Facts } from './Facts'
import { Preview } from './Preview'
import { usePublishTemplate, useRemoveTemplate, useSetTemplate, useTemplate } from './queries'
import { TestDialog } from './TestDialog'
import styles from './template.module.css'
import { Versions } from './Versions'
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
  const [saved, setSaved] = useState(template)
  const [draft, setDraft] = useState(() => draftOf(template))
  const [asking, ask] = useState<'test' | 'versions' | 'remove'>()
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(saved))
  const set = useSetTemplate()
  const publish = usePublishTemplate()
  useBlocker({ shouldBlockFn: () => changed && !window.confirm(w.leave), enableBeforeUnload: changed })
  const put = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }))
  const putContent = (change: Partial<Content>) => setDraft((old) => ({ ...old, content: { ...old.content, ...change } }))
  const save = (then?: () => void) => set.mutate({ path: { id: saved.id }, body: { ...draft, edition: saved.edition } }, {
    onSuccess: (now) => {
      setSaved(now)
      setDraft(draftOf(now))
      if (then) then()
      else notifications.show({ message: w.saved })
    },
  })
  const release = () => publish.mutate({ path: { id: saved.id } }, {
    onSuccess: (now) => {
      setSaved(now)
      notifications.show({ message: w.publishedAs(now.published) })
    },
  })
  const [shown] = useDebouncedValue(draft, 400)
  const email = saved.channel === 'email'
  const busy = set.isPending || publish.isPending
  const actions = may && (
    <>
      <Button size="xs" variant="default" disabled={!changed} loading={set.isPending} onClick={() => save()}>{w.save}</Button>
      {email && <Button size="xs" variant="default" onClick={() => (changed ? save(() => ask('test')) : ask('test'))}>{w.test}</Button>}
      <Button size="xs" disabled={busy || (!changed && !saved.changed)} loading={publish.isPending} onClick={() => (changed ? save(release) : release())}>{w.publish}</Button>
      <More saved={saved} ask={ask} archive={() => put({ archived: !draft.archived })} archived={draft.archived} />
    </>
  )
  return (
    <Screen title={draft.name} lead={<State saved={saved} changed={changed} />} actions={actions}>
      {(set.error || publish.error) && <Wrong error={set.error ?? publish.error} />}
      <div className={styles.editor}>
        <div>
          <Facts draft={draft} put={put} putContent={putContent} channel={saved.channel} disabled={!may} />
          {email
            ? <BlockList blocks={draft.content.blocks ?? []} variables={saved.variables ?? []} disabled={!may} onChange={(blocks) => putContent({ blocks })} />
            : <section className={`card ${styles.pad}`} style={{ marginTop: 12 }}><Both label={w.text} value={draft.content.body} variables={saved.variables ?? []} rows={6} disabled={!may} onChange={(body) => putContent({ body })} /></section>}
        </div>
        <Preview channel={saved.channel as 'email'} draft={shown} />
      </div>
      {asking === 'test' && <TestDialog id={saved.id} close={() => ask(undefined)} />}
      {asking === 'versions' && <Versions id={saved.id} close={() => ask(undefined)} restore={(content) => putContent(content)} />}
      {asking === 'remove' && <Remove id={saved.id} name={draft.name} close={() => ask(undefined)} />}
    </Screen>
  )
}

function State({ saved, changed }: { saved: TemplateAnswer; changed: boolean }) {
  const w = useWords(words)
  return (
    <Group gap={6} mt={4}>
      <Badge variant="light" color="gray" tt="none">{w.channels[saved.channel]}</Badge>
      <Badge variant="light" tt="none" color={saved.published ? 'green' : 'yellow'}>{saved.published ? w.version(saved.published) : w.draft}</Badge>
      <Text size="sm" c="dimmed">{changed ? w.unsaved : saved.published && saved.changed ? w.unpublished : ''}</Text>
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
