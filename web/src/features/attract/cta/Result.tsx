import { Group, Select, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { CtaDetail, CtaResult } from '../../../shared/client'
import { useStepName } from '../../../shared/EventPicker'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Lift } from '../../../shared/lift/Lift'
import { Answer, Empty } from '../../../shared/states'
import { readSteps } from '../../../shared/steps'
import styles from './cta.module.css'
import { useCTAResult } from './queries'
import * as words from './words'

/** How a version did: who saw it, who clicked, what it was worth. */
export function Result({ cta }: { cta: CtaDetail }) {
  const w = useWords(words)
  const [version, show] = useState(cta.published)
  if (!cta.published) return <Empty title={w.noResult}>{w.publishFirst}</Empty>
  return <Of id={cta.id} version={version} show={show} />
}

function Of({ id, version, show }: { id: string; version: number; show: (version: number) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const named = useStepName()
  const goal = (text: string) => {
    const step = readSteps(text)[0]
    return step ? named(step) : text
  }
  return (
    <Answer query={useCTAResult(id, version)}>
      {(r) => (
        <div className={styles.stack}>
          <Group align="flex-end">
            <Select label={w.of} allowDeselect={false} value={String(r.version)} onChange={(v) => show(Number(v))} data={(r.versions ?? []).map((n) => ({ value: String(n), label: w.version(n) }))} />
            <Text size="sm" c="dimmed">{w.since(f.day(r.at))} · {w.judged(goal(r.goal.event), r.goal.days)}</Text>
          </Group>
          {r.arms?.length ? <><Did result={r} /><Lift of={r} names={w.arms} currency={r.currency} /></> : <Empty title={w.noResult}>{w.noResultDo}</Empty>}
        </div>
      )}
    </Answer>
  )
}

function Did({ result }: { result: CtaResult }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Card title={w.did} lead={w.counted}>
      <div className={styles.scroll} tabIndex={0}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{w.arm}</Table.Th><Table.Th>{w.people}</Table.Th><Table.Th>{w.views}</Table.Th><Table.Th>{w.clickers}</Table.Th><Table.Th>{w.rate}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {(result.arms ?? []).map((a) => (
              <Table.Tr key={a.arm} className="figures">
                <Table.Td>{w.arms[a.arm] ?? a.arm}</Table.Td>
                <Table.Td>{f.number(a.people)}</Table.Td>
                {a.arm === 'control' ? <Table.Td colSpan={3}><Text size="sm" c="dimmed">{w.notShown}</Text></Table.Td> : <><Table.Td>{f.number(a.views)}</Table.Td><Table.Td>{f.number(a.clickers)}</Table.Td><Table.Td>{a.people ? f.percent(a.clickers / a.people, 1) : '—'}</Table.Td></>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  )
}
