import { Alert, Table, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Campaign, CampaignResult } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer } from '../../../shared/states'
import styles from './campaign.module.css'
import { Costs } from './Costs'
import { ArmPeople } from './People'
import { Messages } from './Messages'
import { useResult } from './queries'
import { verdicts } from './verdict'
import * as words from './words'

/** What became of a campaign. */
export function Result({ campaign }: { campaign: Campaign }) {
  const result = useResult(campaign.id, campaign.state === 'running')
  return (
    <Answer query={result}>
      {(r) => (
        <div className={styles.plan}>
          <Tiles result={r} />
          <Lift result={r} />
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
  const tile = (name: string, value: ReactNode) => <div className={styles.tile}><Text size="xs" c="dimmed">{name}</Text><b className="figures">{value}</b></div>
  return (
    <Card title={w.result}>
      <div className={styles.tiles}>
        {tile(w.size, f.number(r.campaign.people))}
        {tile(w.sent, f.number(r.campaign.sent))}
        {tile(w.opened, f.number(r.opened))}
        {tile(w.clicked, f.number(r.clicked))}
        {tile(w.left, f.number(r.left))}
        {tile(w.spam, f.number(r.spam))}
        {tile(w.spent, f.money(r.spent, r.currency))}
        {r.per_result != null && tile(w.perResult, f.money(r.per_result, r.currency))}
      </div>
    </Card>
  )
}

/** The lift in plain words, then the figures behind it; each count opens its people. */
function Lift({ result: r }: { result: CampaignResult }) {
  const w = useWords(words)
  const f = useFormat()
  const [open, look] = useState<{ arm: string; reached: boolean }>()
  const points = (x: number) => f.number(Math.round(Math.abs(x) * 1000) / 10)
  const door = (arm: string, reached: boolean, n: number) => <button type="button" className={styles.door} aria-label={w.openPeople(f.number(n))} onClick={() => look({ arm, reached })}>{f.number(n)}</button>
  const soFar = new Map(r.so_far.map((s) => [s.arm, s]))
  return (
    <Card title={w.lift}>
      {!r.lift.sample_ratio.ok && <Alert color="red" mb="sm">{w.broken}</Alert>}
      {r.lift.arms[0]?.people === 0 && <Text size="sm" mb="sm">{w.noControl}</Text>}
      {!r.final && r.lift.arms[0]!.people > 0 && <Text size="sm" mb="sm">{r.final_at ? w.tooEarly(f.day(r.final_at)) : w.tooEarlyOpen}</Text>}
      {verdicts(r).map((v) => (
        <Text key={v.arm} mb="sm" className={v.kind === 'known' || v.kind === 'less' ? styles.known : styles.open}>
          {v.kind === 'known' && w.known(w.arms[v.arm] ?? v.arm, points(v.difference))}
          {v.kind === 'less' && w.less(w.arms[v.arm] ?? v.arm, points(v.difference))}
          {v.kind === 'unknown' && (v.detectable == null ? w.unknownAtAll(w.arms[v.arm] ?? v.arm) : w.unknown(w.arms[v.arm] ?? v.arm, points(v.detectable)))}
        </Text>
      ))}
      <div className={styles.wide}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{w.arm}</Table.Th><Table.Th>{w.size}</Table.Th><Table.Th>{w.reached}</Table.Th><Table.Th>{w.rate}</Table.Th><Table.Th>{w.difference}</Table.Th>{r.lift.arms[0]?.value && <Table.Th>{w.perHead}</Table.Th>}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {r.lift.arms.map((a) => {
              const between = a.lift ? { d: a.lift.difference, ...a.lift.interval } : soFar.has(a.arm) ? { d: soFar.get(a.arm)!.difference, ...soFar.get(a.arm)!.interval } : undefined
              return (
                <Table.Tr key={a.arm} className="figures">
                  <Table.Td>{w.arms[a.arm] ?? a.arm}</Table.Td>
                  <Table.Td>{door(a.arm, false, a.people)}</Table.Td>
                  <Table.Td>{door(a.arm, true, a.converted)}</Table.Td>
                  <Table.Td>{f.percent(a.rate, 1)}{a.interval && <Text size="xs" c="dimmed">{f.percent(a.interval.low, 1)} – {f.percent(a.interval.high, 1)}</Text>}</Table.Td>
                  <Table.Td>{between ? <>{f.percent(between.d, 1)}<Text size="xs" c="dimmed">{f.percent(between.low, 1)} – {f.percent(between.high, 1)}</Text></> : '–'}</Table.Td>
                  {a.value && <Table.Td>{f.money(a.value.per_head == null ? null : Math.round(a.value.per_head), r.currency)}</Table.Td>}
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </div>
      {open && <ArmPeople id={r.campaign.id} arm={open.arm} reached={open.reached} close={() => look(undefined)} />}
    </Card>
  )
}
