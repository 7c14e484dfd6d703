import { Group, Tabs, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { OnboardingDefinition, OnboardingPlanDetail } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { PutAway, SaveAndPublish, useDraft } from '../../../shared/draft'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import styles from './onboarding.module.css'
import { PlanPreview } from './PlanPreview'
import { PlanSteps } from './PlanSteps'
import { PlanWhen } from './PlanWhen'
import { usePlan, usePublishPlan, useRemovePlan, useSetPlan } from './queries'
import * as words from './words'

/** One plan: its steps, when it begins, how the customer sees it. */
export function PlanPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const plan = usePlan(id)
  return <Answer query={plan}>{(p) => <Builder key={p.id} plan={p} />}</Answer>
}

/** What the parts of the builder are handed. */
export interface Part {
  draft: OnboardingDefinition
  put: (change: Partial<OnboardingDefinition>) => void
  disabled: boolean
}

const draftOf = (p: OnboardingPlanDetail) => ({ name: p.name, archived: p.archived, draft: p.draft })

function Builder({ plan }: { plan: OnboardingPlanDetail }) {
  const w = useWords(words)
  const disabled = !useMay()('onboarding:plan')
  const [removing, remove] = useState(false)
  const writing = useDraft(plan, draftOf, { save: useSetPlan(), publish: usePublishPlan(), published: w.publishedAs })
  const { draft, saved } = writing
  const part = { draft: draft.draft, put: (change: Partial<OnboardingDefinition>) => writing.put((old) => ({ draft: { ...old.draft, ...change } })), disabled }
  const actions = !disabled && <SaveAndPublish of={writing} />
  const more = !disabled && <PutAway of={writing} words={w} remove={() => remove(true)} />
  const state = { ...w, published: w.version(saved.published) }[writing.state]
  return (
    <Screen title={draft.name} lead={<Text size="sm" c="dimmed" role="status">{draft.archived ? `${w.archived} · ` : ''}{state}</Text>} actions={actions} more={more}>
      {writing.error != null && <Wrong error={writing.error} />}
      <Tabs defaultValue="steps" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="steps">{w.tabs.steps}</Tabs.Tab>
          <Tabs.Tab value="when">{w.tabs.when}</Tabs.Tab>
        </Tabs.List>
        <div className={styles.beside}>
          <div>
            <Tabs.Panel value="steps"><PlanSteps {...part} /></Tabs.Panel>
            <Tabs.Panel value="when"><PlanWhen {...part} name={draft.name} setName={(name) => writing.put({ name })} /></Tabs.Panel>
          </div>
          <PlanPreview name={draft.name} draft={draft.draft} />
        </div>
      </Tabs>
      {removing && <Remove id={saved.id} name={draft.name} close={() => remove(false)} />}
    </Screen>
  )
}

function Remove({ id, name, close }: { id: string; name: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const remove = useRemovePlan()
  const go = () => remove.mutate({ path: { id } }, { onSuccess: () => void navigate({ to: '/onboarding/plans' as never, ignoreBlocker: true }) })
  return <Confirm grave title={w.remove} action={w.remove} close={close} change={remove} go={go}><Group>{w.removeAbout(name)}</Group></Confirm>
}
