import { Button, Group, Tabs, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { SurveyDefinition, SurveyDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { PutAway, SaveAndPublish, useDraft } from '../../../shared/draft'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { draftOf } from './draft'
import { Preview } from './Preview'
import { usePublishSurvey, useRemoveSurvey, useSetSurvey, useSurvey, type Whose } from './queries'
import { Question } from './Question'
import { Responses } from './Responses'
import { Results } from './Results'
import { Send } from './Send'
import styles from './survey.module.css'
import { Versions } from './Versions'
import { When } from './When'
import * as words from './words'

/** One survey: what came of it, what it asks, whom and when. */
export function BuilderPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const survey = useSurvey(id)
  return <Answer query={survey}>{(s) => <Builder key={s.id} survey={s} />}</Answer>
}

/** What the parts of the builder are handed. */
export interface Part {
  draft: SurveyDefinition
  put: (change: Partial<SurveyDefinition>) => void
  disabled: boolean
}

function Builder({ survey }: { survey: SurveyDetail }) {
  const w = useWords(words)
  const may = useMay()
  const disabled = !may('surveys:write')
  const [open, setOpen] = useState<'sending' | 'removing'>()
  const [tab, show] = useState<string | null>(survey.published ? 'results' : 'question')
  const [whose, choose] = useState<Whose>({})
  const writing = useDraft(survey, draftOf, { save: useSetSurvey(), publish: usePublishSurvey(), published: w.publishedAs })
  const { draft, saved } = writing
  const part = { draft: draft.draft, put: (change: Partial<SurveyDefinition>) => writing.put((old) => ({ draft: { ...old.draft, ...change } })), disabled }
  const people = (these: Whose) => { choose(these); show('people') }
  const actions = !disabled && (
    <>
      {may('surveys:send') && saved.published > 0 && !saved.archived && <Button size="xs" variant="default" onClick={() => setOpen('sending')}>{w.send}</Button>}
      <SaveAndPublish of={writing} />
    </>
  )
  const more = !disabled && <PutAway of={writing} words={w} remove={() => setOpen('removing')} />
  const state = { ...w, published: w.version(saved.published) }[writing.state]
  return (
    <Screen title={draft.name} lead={<Text size="sm" c="dimmed" role="status">{w.short[saved.kind]} · {draft.archived ? `${w.archived} · ` : ''}{state}</Text>} actions={actions} more={more}>
      {writing.error != null && <Wrong error={writing.error} />}
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md" className={styles.tabs}>
          {(['results', 'people', 'question', 'whom', 'versions'] as const).map((t) => <Tabs.Tab key={t} value={t}>{w.tabs[t]}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="results"><Results id={saved.id} kind={saved.kind} people={people} /></Tabs.Panel>
        <Tabs.Panel value="people"><Responses id={saved.id} draft={saved.draft} whose={whose} choose={choose} /></Tabs.Panel>
        <Tabs.Panel value="question"><div className={styles.beside}><Question {...part} name={draft.name} setName={(name) => writing.put({ name })} /><Preview draft={draft.draft} /></div></Tabs.Panel>
        <Tabs.Panel value="whom"><When {...part} /></Tabs.Panel>
        <Tabs.Panel value="versions"><Versions id={saved.id} restore={disabled ? undefined : (content) => { part.put(content); show('question') }} /></Tabs.Panel>
      </Tabs>
      {open === 'sending' && <Send id={saved.id} close={() => setOpen(undefined)} />}
      {open === 'removing' && <Remove id={saved.id} name={draft.name} close={() => setOpen(undefined)} />}
    </Screen>
  )
}

function Remove({ id, name, close }: { id: string; name: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const remove = useRemoveSurvey()
  const go = () => remove.mutate({ path: { id } }, { onSuccess: () => void navigate({ to: '/surveys' as never, ignoreBlocker: true }) })
  return <Confirm grave title={w.remove} action={w.remove} close={close} change={remove} go={go}><Group>{w.removeAbout(name)}</Group></Confirm>
}
