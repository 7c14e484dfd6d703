import { Alert, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Campaign, CampaignResult } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { ArmPeople } from '../../../shared/lift/ArmPeople'
import { Lift } from '../../../shared/lift/Lift'
import { Answer } from '../../../shared/states'
import styles from './campaign.module.css'
import { Costs } from './Costs'
import { Messages } from './Messages'
import { useResult, useArm } from './queries'
import * as words from './words'

/** What became of a campaign. */
export function Result({ campaign }: { campaign: Campaign }) {
  const result = useResult(campaign.id, campaign.state === 'running')
  return (
    <Answer query={result}>
      {(r) => (
        <div className={styles.plan}>
          <Tiles result={r} />
          <Worth result={r} />
          <Messages result={r} />
          <Costs id={campaign.id} result={r} />
        </div>
      )}
    </Answer>
  )
}

function Tiles({ result: r }: { result: CampaignResult }) {
  const w = useWords(words)
  const f = useFormat()
  const tile = (name: string, value: ReactNode, more?: string) => <div className={styles.tile}><Text size="xs" c="dimmed">{name}</Text><b className="figures">{value}</b>{more && <Text size="xs" c="dimmed" className="figures">{more}</Text>}</div>
  const budget = r.campaign.plan.budget ?? 0
  const unsent = r.states.reduce((n, s) => n + (s.state === 'stopped' ? s.count : 0), 0)
  return (
    <Card title={w.result}>
      {r.campaign.state === 'paused' && budget > 0 && r.spent >= budget && <Alert color="yellow" mb="sm">{w.overBudget(f.money(budget, r.currency))}</Alert>}
      {r.campaign.state === 'stopped' && <Text size="sm" mb="sm">{w.stoppedAbout(f.instant(r.campaign.ended_at), f.number(unsent))}</Text>}
      <div className={styles.tiles}>
        {tile(w.size, f.number(r.campaign.people))}
        {tile(w.sent, f.number(r.campaign.sent))}
        {tile(w.opened, f.number(r.opened))}
        {tile(w.clicked, f.number(r.clicked))}
        {tile(w.left, f.number(r.left))}
        {tile(w.spam, f.number(r.spam))}
        {tile(w.spent, f.money(r.spent, r.currency), budget > 0 ? w.ofBudget(f.money(budget, r.currency)) : undefined)}
        {r.per_result != null && tile(w.perResult, f.money(r.per_result, r.currency))}
      </div>
    </Card>
  )
}

function Behind({ id, arm, reached, close }: { id: string; arm: string; reached: boolean; close: () => void }) {
  const w = useWords(words)
  return <ArmPeople title={`${w.arms[arm] ?? arm}${reached ? ` · ${w.reached}` : ''}`} query={useArm(id, arm, reached)} close={close} />
}

/** What it was worth; each count opens its people. */
function Worth({ result: r }: { result: CampaignResult }) {
  const w = useWords(words)
  const [open, look] = useState<{ arm: string; reached: boolean }>()
  return (
    <>
      <Lift of={r} names={w.arms} currency={r.currency} open={(arm, reached) => look({ arm, reached })} />
      {open && <Behind id={r.campaign.id} {...open} close={() => look(undefined)} />}
    </>
  )
}
