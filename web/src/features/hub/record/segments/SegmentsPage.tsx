import { Button, Card, Group, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCount } from '../../../../shared/condition/count'
import { Confirm } from '../../../../shared/Confirm'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { useRecords, useRemoval } from '../../../../shared/queries'
import { type Segment, segmentList, segmentRemove } from '../../../../shared/record/operations'
import { RowLink } from '../../../../shared/RowLink'
import { Screen } from '../../../../shared/Screen'
import { useMay } from '../../../../shared/session'
import { Answer, Empty } from '../../../../shared/states'
import { SegmentForm } from './SegmentForm'
import { Asks, Marks } from './SegmentPage'
import styles from './segments.module.css'
import * as words from './words'

/** Conditions on people with a name: used in filters, in one another, and to narrow what the wheel shows. */
export function SegmentsPage() {
  const w = useWords(words)
  const may = useMay()
  const segments = useRecords('segments', segmentList)
  const [editing, edit] = useState<Segment | 'rule' | 'list'>()
  const write = may('segments:write')
  const add = write && <><Button size="xs" variant="default" onClick={() => edit('list')}>{w.addList}</Button><Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => edit('rule')}>{w.add}</Button></>
  return (
    <Screen title={w.title} lead={w.about} actions={add}>
      <Answer query={segments}>
        {({ segments: all }) => all?.length
          ? <div className={styles.all}>{all.map((s) => <SegmentCard key={s.id} segment={s} edit={write ? () => edit(s) : undefined} />)}</div>
          : <Empty title={w.empty}>{w.emptyDo}<br />{write && <Button mt="md" onClick={() => edit('rule')}>{w.add}</Button>}</Empty>}
      </Answer>
      {editing && <SegmentForm segment={typeof editing === 'string' ? undefined : editing} kind={typeof editing === 'string' ? editing : editing.kind} close={() => edit(undefined)} />}
    </Screen>
  )
}

/** One segment: what it asks, how many that is now, and where it leads. */
function SegmentCard({ segment, edit }: { segment: Segment; edit?: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const navigate = useNavigate()
  const [removing, remove] = useState(false)
  const of = `in segment "${segment.id}"`
  const count = useCount('people', { where: of })
  return (
    <Card className="card" p="md">
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <RowLink to={`/segments/${segment.id}`} className={styles.name}>{segment.name}</RowLink>
        <Text fz={22} fw={650} className="figures" title={w.people(count.data?.count ?? 0, f.number(count.data?.count))}>{f.number(count.data?.count)}</Text>
      </Group>
      {segment.description && <Text size="sm">{segment.description}</Text>}
      <Marks segment={segment} />
      <Asks segment={segment} />
      <Group gap={4} mt="xs">
        <Button size="compact-sm" variant="subtle" onClick={() => void navigate({ to: '/', search: { segment: of } as never })}>{w.inWheel}</Button>
        <Button size="compact-sm" variant="subtle" onClick={() => void navigate({ to: '/funnel', search: { segment: of } as never })}>{w.inFunnel}</Button>
        {edit && <Button size="compact-sm" variant="subtle" onClick={edit}>{w.edit}</Button>}
        {edit && <Button size="compact-sm" variant="subtle" color="red" onClick={() => remove(true)}>{w.remove}</Button>}
      </Group>
      {removing && <Removing segment={segment} close={() => remove(false)} />}
    </Card>
  )
}

function Removing({ segment, close }: { segment: Segment; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoval(segmentRemove, { refreshes: ['segments'] })
  return (
    <Confirm title={w.remove} action={w.remove} grave close={close} change={remove} go={() => remove.mutate({ path: { id: segment.id } }, { onSuccess: close })}>
      {w.removeAbout(segment.name)}
    </Confirm>
  )
}

