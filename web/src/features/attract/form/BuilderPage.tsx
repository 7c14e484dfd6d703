import { Group, Tabs, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormDefinition, FormDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { PutAway, SaveAndPublish, useDraft } from '../../../shared/draft'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { WhatNext } from '../../../shared/WhatNext'
import { After } from './After'
import { draftOf } from './draft'
import { Embed } from './Embed'
import { Fields } from './Fields'
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
  const [removing, remove] = useState(false)
  const writing = useDraft(form, draftOf, { save: useSetForm(), publish: usePublishForm(), published: w.publishedAs })
  const { draft, saved } = writing
  const put = (change: Partial<FormDefinition>) => writing.put((old) => ({ draft: { ...old.draft, ...change } }))
  const part = { draft: draft.draft, put, disabled }
  const actions = !disabled && (
    <>
      {saved.published > 0 && <WhatNext form={saved.id} />}
      <SaveAndPublish of={writing} />
    </>
  )
  const more = !disabled && <PutAway of={writing} words={w} remove={() => remove(true)} />
  const state = { ...w, published: w.version(saved.published) }[writing.state]
  return (
    <Screen title={draft.name} lead={<Text size="sm" c="dimmed" role="status">{draft.archived ? `${w.archived} · ` : ''}{state}</Text>} actions={actions} more={more}>
      {writing.error != null && <Wrong error={writing.error} />}
      <Tabs defaultValue="fields" keepMounted={false}>
        <Tabs.List mb="md" className={styles.tabs}>
          {(['fields', 'look', 'after', 'embed'] as const).map((t) => <Tabs.Tab key={t} value={t}>{w.tabs[t]}</Tabs.Tab>)}
          {may('submissions:read') && <Tabs.Tab value="answers">{w.tabs.answers}{saved.waiting ? ` (${saved.waiting})` : ''}</Tabs.Tab>}
          <Tabs.Tab value="versions">{w.tabs.versions}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="fields"><Beside><Fields {...part} /><Preview draft={draft.draft} /></Beside></Tabs.Panel>
        <Tabs.Panel value="look"><Beside><Look {...part} name={draft.name} address={draft.key} setName={(name) => writing.put({ name })} setAddress={(key) => writing.put({ key })} /><Preview draft={draft.draft} /></Beside></Tabs.Panel>
        <Tabs.Panel value="after"><After {...part} /></Tabs.Panel>
        <Tabs.Panel value="embed"><Embed form={saved} /></Tabs.Panel>
        <Tabs.Panel value="answers"><Submissions form={saved.id} fields={saved.draft.fields ?? []} may={may('submissions:write')} /></Tabs.Panel>
        <Tabs.Panel value="versions"><Versions id={saved.id} draft={draft.draft} restore={disabled ? undefined : (content) => put(content)} /></Tabs.Panel>
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
