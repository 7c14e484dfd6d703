import { Badge, Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Campaign } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { colours } from './CampaignsPage'
import { Plan } from './Plan'
import { useCampaign, usePause, useRemoveCampaign, useResume, useStop } from './queries'
import { Result } from './Result'
import { WhatNext } from '../../../shared/WhatNext'
import * as words from './words'

/** One campaign: planned as long as it is a draft, then what becomes of it. */
export function CampaignPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const campaign = useCampaign(id)
  return <Answer query={campaign}>{(c) => <One key={c.id} campaign={c} />}</Answer>
}

function One({ campaign: c }: { campaign: Campaign }) {
  const w = useWords(words)
  const lead = <><Badge variant="light" color={colours[c.state]} tt="none">{w.states[c.state]}</Badge> {c.plan.description}</>
  return (
    <Screen title={c.name} lead={lead} actions={<><WhatNext campaign={c.id} /><Acts campaign={c} /></>}>
      {c.state === 'draft' ? <Plan campaign={c} /> : <Result campaign={c} />}
    </Screen>
  )
}

function Acts({ campaign: c }: { campaign: Campaign }) {
  const w = useWords(words)
  const may = useMay()
  const pause = usePause()
  const resume = useResume()
  const unplan = useStop()
  const [asking, ask] = useState<'stop' | 'remove'>()
  const path = { id: c.id }
  return (
    <>
      {may('campaigns:send') && c.state === 'running' && <Button size="xs" variant="default" loading={pause.isPending} onClick={() => pause.mutate({ path })}>{w.pause}</Button>}
      {may('campaigns:send') && c.state === 'paused' && <Button size="xs" loading={resume.isPending} onClick={() => resume.mutate({ path })}>{w.resume}</Button>}
      {may('campaigns:send') && c.state === 'scheduled' && <Button size="xs" variant="default" loading={unplan.isPending} onClick={() => unplan.mutate({ path })}>{w.unplan}</Button>}
      {may('campaigns:send') && ['running', 'paused'].includes(c.state) && <Button size="xs" color="red" variant="light" onClick={() => ask('stop')}>{w.stop}</Button>}
      {may('campaigns:write') && c.state === 'draft' && <Button size="xs" color="red" variant="subtle" onClick={() => ask('remove')}>{w.remove}</Button>}
      {(pause.error || resume.error || unplan.error) && <Wrong error={pause.error ?? resume.error ?? unplan.error} />}
      {asking === 'stop' && <Stop id={c.id} close={() => ask(undefined)} />}
      {asking === 'remove' && <Remove id={c.id} close={() => ask(undefined)} />}
    </>
  )
}

function Stop({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const stop = useStop()
  return <Confirm grave title={w.stopTitle} action={w.stop} go={() => stop.mutate({ path: { id } }, { onSuccess: close })} close={close} change={stop}>{w.stopText}</Confirm>
}

function Remove({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const remove = useRemoveCampaign()
  const go = () => remove.mutate({ path: { id } }, { onSuccess: () => void navigate({ to: '/campaigns' }) })
  return <Confirm grave title={w.removeTitle} action={w.remove} go={go} close={close} change={remove}>{w.removeText}</Confirm>
}
