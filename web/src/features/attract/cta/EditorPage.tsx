import { Tabs, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { CtaDefinition, CtaDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { PutAway, SaveAndPublish, useDraft } from '../../../shared/draft'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { Contents } from './Contents'
import styles from './cta.module.css'
import { draftOf } from './draft'
import { Embed } from './Embed'
import { Goal } from './Goal'
import { Preview } from './Preview'
import { usePublishCTA, useCTA, useRemoveCTA, useSetCTA } from './queries'
import { Result } from './Result'
import { Versions } from './Versions'
import { When } from './When'
import { Who } from './Who'
import * as words from './words'

/** One call to action: what it says, to whom, where and when on one side, how it is seen on the other, how it did behind it. */
export function EditorPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const cta = useCTA(id)
  return <Answer query={cta}>{(c) => <Editor key={c.id} cta={c} />}</Answer>
}

function Editor({ cta }: { cta: CtaDetail }) {
  const w = useWords(words)
  const disabled = !useMay()('ctas:write')
  const [removing, remove] = useState(false)
  const writing = useDraft(cta, draftOf, { save: useSetCTA(), publish: usePublishCTA(), published: w.publishedAs })
  const { draft, saved } = writing
  const put = (change: Partial<CtaDefinition>) => writing.put((old) => ({ draft: { ...old.draft, ...change } }))
  const part = { draft: draft.draft, put, disabled }
  const preview = <Preview draft={draft.draft} />
  const actions = !disabled && <SaveAndPublish of={writing} />
  const more = !disabled && <PutAway of={writing} words={w} remove={() => remove(true)} />
  const state = { ...w, published: w.version(saved.published) }[writing.state]
  return (
    <Screen title={draft.name} lead={<Text size="sm" c="dimmed" role="status">{draft.archived ? `${w.archived} · ` : ''}{state}</Text>} actions={actions} more={more}>
      {writing.error != null && <Wrong error={writing.error} />}
      <Tabs defaultValue="says" keepMounted={false}>
        <Tabs.List mb="md" className={styles.tabs}>{(['says', 'who', 'when', 'goal', 'embed', 'result', 'versions'] as const).map((t) => <Tabs.Tab key={t} value={t}>{w.tabs[t]}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="says"><Beside><Contents {...part} name={draft.name} address={draft.key} setName={(name) => writing.put({ name })} setAddress={(key) => writing.put({ key })} />{preview}</Beside></Tabs.Panel>
        <Tabs.Panel value="who"><Who {...part} /></Tabs.Panel>
        <Tabs.Panel value="when"><When {...part} /></Tabs.Panel>
        <Tabs.Panel value="goal"><Goal {...part} /></Tabs.Panel>
        <Tabs.Panel value="embed"><Embed cta={saved} /></Tabs.Panel>
        <Tabs.Panel value="result"><Result cta={saved} /></Tabs.Panel>
        <Tabs.Panel value="versions"><Versions id={saved.id} restore={disabled ? undefined : put} /></Tabs.Panel>
      </Tabs>
      {removing && <Remove id={saved.id} name={draft.name} close={() => remove(false)} />}
    </Screen>
  )
}

const Beside = ({ children }: { children: ReactNode }) => <div className={styles.beside}>{children}</div>

function Remove({ id, name, close }: { id: string; name: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const remove = useRemoveCTA()
  const go = () => remove.mutate({ path: { id } }, { onSuccess: () => void navigate({ to: '/ctas' as never, ignoreBlocker: true }) })
  return <Confirm grave title={w.remove} action={w.remove} close={close} change={remove} go={go}>{w.removeAbout(name)}</Confirm>
}
