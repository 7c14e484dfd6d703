import { Button, Group, Menu, Tabs, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormDefinition, FormDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { After } from './After'
import { draftOf, type Draft } from './draft'
import { Embed } from './Embed'
import { Fields } from './Fields'
import { WhatNext } from '../../../shared/WhatNext'
import styles from './form.module.css'
import { Look } from './Look'
import { Preview } from './Preview'
import { useForm, usePublishForm, useRemoveForm, useSetForm } from './queries'
import { Submissions } from './Submissions'
import { Versions } from './Versions'
import * as words from './words'

/** One form: what it asks on one side, how it is seen on the other, what was answered behind it. */
export function BuilderPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const form = useForm(id)
  return <Answer query={form}>{(f) => <Builder key={f.id} form={f} />}</Answer>
}

/** What the parts of the builder are handed. */
export interface Part {
  draft: FormDefinition
  put: (change: Partial<FormDefinition>) => void
  disabled: boolean
}

function Builder({ form }: { form: FormDetail }) {
  const w = useWords(words)
  const may = useMay()
  const disabled = !may('forms:write')
  const [saved, setSaved] = useState(form)
  const [draft, setDraft] = useState<Draft>(() => draftOf(form))
  const [removing, remove] = useState(false)
  const set = useSetForm()
  const publish = usePublishForm()
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(saved))
  useBlocker({ shouldBlockFn: () => changed && !window.confirm(w.leave), enableBeforeUnload: changed })
  const put = (change: Partial<FormDefinition>) => setDraft((old) => ({ ...old, draft: { ...old.draft, ...change } }))
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
  const part = { draft: draft.draft, put, disabled }
  const actions = !disabled && (
    <>
      {saved.published > 0 && <WhatNext form={saved.id} />}
      <Button size="xs" variant="default" disabled={!changed} loading={set.isPending} onClick={() => save()}>{w.save}</Button>
      <Button size="xs" disabled={!changed && !saved.changed} loading={publish.isPending} onClick={() => (changed ? save(release) : release())}>{w.publish}</Button>
      <Menu position="bottom-end">
        <Menu.Target><Button size="xs" variant="default" aria-label={w.more}>…</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDraft((old) => ({ ...old, archived: !old.archived }))}>{draft.archived ? w.unarchive : w.archive}</Menu.Item>
          {!saved.published && <Menu.Item color="red" onClick={() => remove(true)}>{w.remove}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </>
  )
  const state = changed ? w.unsaved : !saved.published ? w.draft : saved.changed ? w.unpublished : w.version(saved.published)
  return (
    <Screen title={draft.name} lead={<Text size="sm" c="dimmed" role="status">{draft.archived ? `${w.archived} · ` : ''}{state}</Text>} actions={actions}>
      {(set.error || publish.error) && <Wrong error={set.error ?? publish.error} />}
      <Tabs defaultValue="fields" keepMounted={false}>
        <Tabs.List mb="md" className={styles.tabs}>
          {(['fields', 'look', 'after', 'embed'] as const).map((t) => <Tabs.Tab key={t} value={t}>{w.tabs[t]}</Tabs.Tab>)}
          {may('submissions:read') && <Tabs.Tab value="answers">{w.tabs.answers}{saved.waiting ? ` (${saved.waiting})` : ''}</Tabs.Tab>}
          <Tabs.Tab value="versions">{w.tabs.versions}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="fields"><Beside><Fields {...part} /><Preview draft={draft.draft} /></Beside></Tabs.Panel>
        <Tabs.Panel value="look"><Beside><Look {...part} name={draft.name} address={draft.key} setName={(name) => setDraft({ ...draft, name })} setAddress={(key) => setDraft({ ...draft, key })} /><Preview draft={draft.draft} /></Beside></Tabs.Panel>
        <Tabs.Panel value="after"><After {...part} /></Tabs.Panel>
        <Tabs.Panel value="embed"><Embed form={saved} /></Tabs.Panel>
        <Tabs.Panel value="answers"><Submissions form={saved.id} may={may('submissions:write')} /></Tabs.Panel>
        <Tabs.Panel value="versions"><Versions id={saved.id} restore={disabled ? undefined : (content) => put(content)} /></Tabs.Panel>
      </Tabs>
      {removing && <Remove id={saved.id} name={draft.name} close={() => remove(false)} />}
    </Screen>
  )
}

const Beside = ({ children }: { children: React.ReactNode }) => <div className={styles.beside}>{children}</div>

function Remove({ id, name, close }: { id: string; name: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const remove = useRemoveForm()
  const go = () => remove.mutate({ path: { id } }, { onSuccess: () => void navigate({ to: '/forms' as never, ignoreBlocker: true }) })
  return <Confirm grave title={w.remove} action={w.remove} close={close} change={remove} go={go}><Group>{w.removeAbout(name)}</Group></Confirm>
}
