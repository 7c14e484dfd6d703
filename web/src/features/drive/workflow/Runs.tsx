import { Button, Group, Menu, Select, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { WorkflowDetail, WorkflowRun } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordLink } from '../../../shared/record/RecordLink'
import { useMay } from '../../../shared/session'
import { Empty, Loading, Wrong } from '../../../shared/states'
import { ends, nodeOf } from './definition'
import { useDescribe } from './describe'
import { RunHistory } from './RunHistory'
import { type Outcome, useMove, useRuns, useStop, useVersion } from './queries'
import * as words from './runWords'
import { UndoRun } from './UndoRun'
import styles from './workflow.module.css'

const outcomes: Outcome[] = ['under_way', 'goal', 'finished', 'stopped', 'failed', 'worn', 'all']

/** Who is, or was, in a workflow; at one node, where one is named. */
export function Runs({ is, node, first }: { is: WorkflowDetail; node?: string; first?: Outcome }) {
  const w = useWords(words)
  const [undoing, undo] = useState<WorkflowRun>() // outlives its line, which goes as soon as they are out
  const [outcome, choose] = useState<Outcome>(first && outcomes.includes(first) ? first : 'under_way')
  const runs = useRuns(is.id, node, outcome)
  const all = runs.data?.pages.flatMap((p) => p.runs)
  return (
    <>
      <Select size="xs" label={w.show} allowDeselect={false} value={outcome} data={outcomes.map((value) => ({ value, label: w.outcomes[value] }))} onChange={(v) => choose(v as Outcome)} />
      {runs.error != null && <Wrong error={runs.error} retry={runs.refetch} />}
      {!all ? !runs.error && <Loading height={80} /> : !all.length ? <Empty title={w.nobody}>{w.nobodyDo}</Empty> : <ul className={styles.lines}>{all.map((run) => <RunLine key={run.id} is={is} run={run} undo={() => undo(run)} />)}</ul>}
      {runs.hasNextPage && <Button size="compact-sm" variant="subtle" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>{w.more}</Button>}
      <Text size="xs" c="dimmed" mt="sm">{w.beyond}</Text>
      {undoing && <UndoRun id={is.id} run={undoing} close={() => undo(undefined)} />}
    </>
  )
}

/** One person in a workflow: where, since and until when, why, and what can be done. */
function RunLine({ is, run, undo }: { is: WorkflowDetail; run: WorkflowRun; undo: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('workflows:write')
  const { title } = useDescribe()
  const [open, show] = useState(false)
  const [stopping, askStop] = useState(false)
  const stop = useStop()
  const at = nodeOf(is.published ?? is.definition, run.node) ?? nodeOf(is.definition, run.node)
  const goesOn = run.outcome === '' || run.outcome === 'failed'
  return (
    <li>
      <div className={styles.split}>
        <RecordLink type="people" id={run.person.id} name={run.person.name} />
        <Text size="sm" c={run.outcome === 'failed' ? 'var(--bad)' : 'dimmed'}>{run.outcome ? w.outcomes[run.outcome] : w.at(at ? title(at) : run.node)}</Text>
      </div>
      <Text size="sm" c="dimmed">
        {run.ended ? w.ended(f.instant(run.ended)) : [w.since(f.instant(run.since)), run.due && w.until(f.instant(run.due))].filter(Boolean).join(' · ')}
        {run.version !== is.version && ` · ${w.version(run.version)}`}
      </Text>
      <Group gap={4} mt={2}>
        <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => show(!open)}>{open ? w.hide : w.way}</Button>
        {may && goesOn && <MoveMenu is={is} run={run} />}
        {may && run.outcome === '' && <Button size="compact-xs" variant="subtle" color="red" onClick={() => askStop(true)}>{w.stop}</Button>}
        {may && <Button size="compact-xs" variant="subtle" color="red" onClick={undo}>{w.undo}</Button>}
      </Group>
      {open && <RunHistory id={is.id} run={run.id} />}
      {stopping && <Confirm title={w.stopSure(run.person.name)} action={w.stop} grave change={stop} close={() => askStop(false)} go={() => stop.mutate({ path: { id: is.id }, body: { runs: [run.id] } }, { onSuccess: () => askStop(false) })}>{w.stopAbout}</Confirm>}
    </li>
  )
}

/** Moves somebody to another step of the version they are in. */
function MoveMenu({ is, run }: { is: WorkflowDetail; run: WorkflowRun }) {
  const w = useWords(words)
  const { whole } = useDescribe()
  const move = useMove()
  const version = useVersion(is.id, run.version)
  const nodes = (version.data?.definition.nodes ?? []).filter((n) => n.id !== run.node)
  const go = (node: string) => move.mutate({ path: { id: is.id, run: run.id }, body: { node } }, { onSuccess: () => notifications.show({ message: w.moved }) })
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target><Button size="compact-xs" variant="subtle" loading={move.isPending}>{w.move}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{w.moveTo}</Menu.Label>
          {nodes.map((n) => <Menu.Item key={n.id} onClick={() => go(n.id)}>{ends(n) && '■ '}{whole(n)}</Menu.Item>)}
        </Menu.Dropdown>
      </Menu>
      {move.error != null && <Wrong error={move.error} />}
    </>
  )
}
