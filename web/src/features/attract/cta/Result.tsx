import { Group, Select, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { CtaDetail, CtaResult } from '../../../shared/client'
import { useGoalName } from '../../../shared/EventPicker'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { ArmPeople, Figure } from '../../../shared/lift/ArmPeople'
import { Lift } from '../../../shared/lift/Lift'
import { Answer, Empty } from '../../../shared/states'
import styles from './cta.module.css'
import { type CTAFigure, useCTAPeople, useCTAResult } from './queries'
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
  const goal = useGoalName()
  return (
    <Answer query={useCTAResult(id, version)}>
      {(r) => (
        <div className={styles.stack}>
          <Group align="flex-end">
            <Select label={w.of} allowDeselect={false} value={String(r.version)} onChange={(v) => show(Number(v))} data={(r.versions ?? []).map((n) => ({ value: String(n), label: w.version(n) }))} />
            <Text size="sm" c="dimmed">{w.since(f.day(r.at))} · {w.judged(goal(r.goal.event), r.goal.days)}</Text>
          </Group>
          {r.arms?.length ? <Figures result={r} /> : <Empty title={w.noResult}>{w.noResultDo}</Empty>}
        </div>
      )}
    </Answer>
  )
}

type Open = (arm: string, figure: CTAFigure) => void

/** What was done and what it was worth; each count opens its people. */
function Figures({ result: r }: { result: CtaResult }) {
  const w = useWords(words)
  const [open, look] = useState<{ arm: string; figure: CTAFigure }>()
  return (
    <>
      <Did result={r} open={(arm, figure) => look({ arm, figure })} />
      <Lift of={r} names={w.arms} currency={r.currency} open={(arm, reached) => look({ arm, figure: reached ? 'reached' : 'people' })} />
      {open && <Behind result={r} {...open} close={() => look(undefined)} />}
    </>
  )
}

function Behind({ result: r, arm, figure, close }: { result: CtaResult; arm: string; figure: CTAFigure; close: () => void }) {
  const w = useWords(words)
  const said = figure === 'clickers' ? w.clickers : figure === 'reached' ? w.reached : arm === 'control' ? undefined : w.people
  return <ArmPeople title={[w.arms[arm] ?? arm, said].filter(Boolean).join(' · ')} query={useCTAPeople(r.cta.id, r.version, arm, figure)} close={close} />
}

function Did({ result, open }: { result: CtaResult; open: Open }) {
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
                <Table.Td><Figure count={a.people} open={() => open(a.arm, 'people')} /></Table.Td>
                {a.arm === 'control' ? <Table.Td colSpan={3}><Text size="sm" c="dimmed">{w.notShown}</Text></Table.Td> : <><Table.Td>{f.number(a.views)}</Table.Td><Table.Td><Figure count={a.clickers} open={() => open(a.arm, 'clickers')} /></Table.Td><Table.Td>{a.people ? f.percent(a.clickers / a.people, 1) : '—'}</Table.Td></>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  )
}
