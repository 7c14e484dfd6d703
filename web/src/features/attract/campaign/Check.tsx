import { Alert, Button, Group, Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { Campaign, CampaignCheck, StepCheck } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { sentence } from '../../../shared/sentence'
import { useMay } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import styles from './campaign.module.css'
import { useCheck, useCurrency, useStart } from './queries'
import * as words from './words'

/** Who would be sent what, why others would not, and the start. */
export function Check({ campaign }: { campaign: Campaign }) {
  return <Answer query={useCheck(campaign.id, campaign.version)} height={120}>{(check) => <Checked campaign={campaign} check={check} />}</Answer>
}

function Checked({ campaign, check }: { campaign: Campaign; check: CampaignCheck }) {
  const w = useWords(words)
  const f = useFormat()
  const currency = useCurrency()
  const may = useMay()('campaigns:send')
  const [starting, start] = useState(false)
  const money = (n: number) => f.money(n, currency)
  const messages = check.steps.reduce((n, s) => n + s.go + s.held, 0)
  return (
    <>
      <Text><b>{w.people(check.people, f.number(check.people))}</b> {w.audience}{check.control > 0 && `, ${w.leftOut(f.number(check.control))}`}</Text>
      {check.steps.map((s, i) => <Step key={i} step={s} at={i} />)}
      {check.cost > 0 && <Text size="sm">{check.texts ? w.costsAbout(money(check.cost), money(check.margin ?? 0), f.number(check.texts)) : w.costs(money(check.cost))}</Text>}
      {check.problem && <Alert color="yellow" mt="sm">{sentence(check.problem)}</Alert>}
      {may && <Group mt="sm"><Button disabled={!!check.problem || messages === 0} onClick={() => start(true)}>{w.start}</Button></Group>}
      {starting && <Start campaign={campaign} version={check.version} messages={messages} close={() => start(false)} />}
    </>
  )
}

function Step({ step, at }: { step: StepCheck; at: number }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div>
      <Text size="sm" mt="xs"><b>{w.message(at + 1)} · {w.channels[step.channel]}</b>: {[w.go(f.number(step.go)), w.held(f.number(step.held)), w.refused(f.number(step.refused))].join(', ')}</Text>
      {step.reasons.length > 0 && (
        <div className={styles.wide}>
          <Table aria-label={w.why}>
            <Table.Tbody>
              {step.reasons.map((r) => (
                <Table.Tr key={r.decision + r.reason}>
                  <Table.Td className="figures">{f.number(r.count)}</Table.Td>
                  <Table.Td>{w.reasons[r.reason] ?? r.reason}<Text size="xs" c="dimmed">{r.article ? w.article(r.article) : w.house}</Text></Table.Td>
                  <Table.Td>{r.people.map((p, i) => <span key={p.id}>{i > 0 && ', '}<RowLink to={`/people/${p.id}`}>{p.name ?? p.id}</RowLink></span>)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </div>
  )
}

function Start({ campaign, version, messages, close }: { campaign: Campaign; version: number; messages: number; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const start = useStart()
  const go = () => start.mutate({ path: { id: campaign.id }, body: { version } }, { onSuccess: close })
  return <Confirm title={w.startTitle} action={w.start} go={go} close={close} change={start}>{w.startText(f.number(messages))}</Confirm>
}
