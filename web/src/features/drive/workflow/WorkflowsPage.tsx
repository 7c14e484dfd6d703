import { Badge, Button, Card, Group, Text } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Workflow } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { Gallery } from './Gallery'
import { useWorkflows } from './queries'
import type { WorkflowSearch } from './search'
import styles from './workflow.module.css'
import * as words from './words'

/** What the house does by itself: how many people go through each workflow, and how that ends. */
export function WorkflowsPage() {
  const w = useWords(words)
  const write = useMay()('workflows:write')
  const from = useSearch({ strict: false }) as Pick<WorkflowSearch, 'segment' | 'form' | 'campaign'>
  const all = useWorkflows()
  const [making, make] = useState(write && !!(from.segment ?? from.form ?? from.campaign))
  return (
    <Screen title={w.title} lead={w.about} actions={write && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => make(true)}>{w.add}</Button>}>
      <Answer query={all}>
        {({ workflows }) => workflows.length
          ? <div className={styles.all}>{workflows.map((one) => <WorkflowCard key={one.id} workflow={one} />)}</div>
          : <Empty title={w.empty}>{w.emptyDo}<br />{write && <Button mt="md" onClick={() => make(true)}>{w.begin}</Button>}</Empty>}
      </Answer>
      {making && <Gallery from={from} close={() => make(false)} />}
    </Screen>
  )
}

function WorkflowCard({ workflow: { id, name, people, ...is } }: { workflow: Workflow }) {
  const w = useWords(words)
  const f = useFormat()
  const done = people.goal + people.finished + people.stopped + people.failed
  const at = (outcome: string) => `/workflows/${id}?${new URLSearchParams({ people: outcome })}`
  return (
    <Card className="card" p="md">
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <RowLink to={`/workflows/${id}`} className={styles.name}>{name}</RowLink>
        <StateMark state={is.state} />
      </Group>
      {is.changed && is.version > 0 && <Text size="sm" c="dimmed">{w.changed}</Text>}
      {people.entered ? (
        <dl className={styles.figures}>
          <div><dt>{w.entered}</dt><dd><RowLink className="door" to={at('all')}>{f.number(people.entered)}</RowLink></dd></div>
          <div><dt>{w.underWay}</dt><dd><RowLink className="door" to={at('under_way')}>{f.number(people.under_way)}</RowLink></dd></div>
          <div><dt>{w.finished}</dt><dd><RowLink className="door" to={at('finished')}>{f.number(people.finished)}</RowLink></dd></div>
          <div><dt>{w.goalRate}</dt><dd><RowLink className="door" to={at('goal')}>{done ? f.percent(people.goal / done) : '–'}</RowLink></dd></div>
          {people.failed > 0 && <div><dt>{w.failed(people.failed, '').trim()}</dt><dd><RowLink className="door" to={at('failed')}>{f.number(people.failed)}</RowLink></dd></div>}
        </dl>
      ) : <Text size="sm" c="dimmed" mt="xs">{w.nobodyYet}</Text>}
    </Card>
  )
}

const colours = { draft: 'gray', active: 'teal', paused: 'yellow', ended: 'gray' } as const

export function StateMark({ state }: { state: Workflow['state'] }) {
  const w = useWords(words)
  return <Badge size="sm" variant="light" color={colours[state]} c="var(--ink)" tt="none" style={{ flex: 'none' }}>{w.states[state]}</Badge>
}
