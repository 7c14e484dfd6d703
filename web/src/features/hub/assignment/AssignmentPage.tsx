import { ActionIcon, Alert, Badge, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { AssignmentRule, TryAnswer } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './assignment.module.css'
import { bodyOf, EditRule } from './EditRule'
import { Log } from './Log'
import { useRemoveRule, useRules, useSetRule, useTry } from './queries'
import { Queue } from './Queue'
import * as words from './words'

/** Who gets new customers: rules, a try, who waits, who got whom. */
export function AssignmentPage() {
  const w = useWords(words)
  const may = useMay()('rules:write')
  const rules = useRules()
  const [adding, add] = useState(false)
  return (
    <>
      <Card title={w.title} lead={w.about} actions={may && <Button size="sm" onClick={() => add(true)}>{w.add}</Button>}>
        <Answer query={rules}>
          {({ rules, waiting }) => (
            <>
              {waiting > 0 && <Text size="sm" mt="xs" fw={600}>{w.waiting(waiting)}</Text>}
              {rules.length ? <ol className={styles.rules}>{rules.map((r, i) => <Row key={r.id} rule={r} place={i + 1} may={may} />)}</ol> : <Empty title={w.none}>{w.noneAbout}</Empty>}
            </>
          )}
        </Answer>
        {adding && <EditRule close={() => add(false)} />}
      </Card>
      <Try />
      <Queue />
      <Log />
    </>
  )
}

function Row({ rule, place, may }: { rule: AssignmentRule; place: number; may: boolean }) {
  const w = useWords(words)
  const [open, show] = useState<'edit' | 'remove'>()
  const set = useSetRule()
  const team = rule.team as AssignmentRule['team'] | null
  const pool = [...rule.pool.map((s) => (s.weight > 1 ? `${s.user.name || w.gone} ×${s.weight}` : s.user.name || w.gone)), ...(team ? [w.team(team.name)] : [])]
  const how = [w.methods[rule.method], rule.capacity > 0 && w.capacity(rule.capacity), rule.hours && w.hours, rule.reclaim > 0 && w.reclaim(rule.reclaim)].filter(Boolean)
  return (
    <li>
      <div>
        <b>{rule.name}</b> {!rule.active && <Badge size="sm" variant="light" color="gray" tt="none">{w.off}</Badge>}
        <Text size="sm" c="dimmed">{rule.where || w.everybody}</Text>
        <Text size="sm">{pool.join(', ')} <Text span c="dimmed">· {how.join(' · ')}</Text></Text>
        {set.error && <Wrong error={set.error} />}
      </div>
      {may && (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          {place > 1 && <ActionIcon variant="default" aria-label={w.up(rule.name)} loading={set.isPending} onClick={() => set.mutate({ path: { id: rule.id }, body: { ...bodyOf(rule), place: place - 1 } })}><Icon name="up" size={16} /></ActionIcon>}
          <Button size="compact-sm" variant="default" onClick={() => show('edit')}>{w.edit}</Button>
          <Button size="compact-sm" variant="subtle" color="red" onClick={() => show('remove')}>{w.remove}</Button>
        </Group>
      )}
      {open === 'edit' && <EditRule rule={rule} close={() => show(undefined)} />}
      {open === 'remove' && <Remove rule={rule} close={() => show(undefined)} />}
    </li>
  )
}

function Remove({ rule, close }: { rule: AssignmentRule; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoveRule()
  return <Confirm grave title={w.removeTitle(rule.name)} action={w.remove} go={() => remove.mutate({ path: { id: rule.id } }, { onSuccess: close })} close={close} change={remove}>{w.removeText}</Confirm>
}

/** Who would get somebody, and why. */
function Try() {
  const w = useWords(words)
  const ask = useTry()
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  if (!useMay()('people:read')) return null
  return (
    <Card title={w.try} lead={w.tryAbout}>
      <RecordSelect type="people" label={w.person} maw={420} value={person} onChange={(p) => {
        setPerson(p)
        if (p) ask.mutate({ body: { person: p.id } })
      }} />
      {ask.error && <Wrong error={ask.error} />}
      {person && ask.data && <Why answer={ask.data} />}
    </Card>
  )
}

function Why({ answer }: { answer: TryAnswer }) {
  const w = useWords(words)
  const rule = answer.rule as TryAnswer['rule'] | null
  const user = answer.user as TryAnswer['user'] | null
  return (
    <Alert mt="sm" variant="light" color={user ? 'green' : 'yellow'} role="status">
      <Text size="sm" fw={600}>{w.why[answer.why]!(user?.name || w.gone, rule?.name ?? '')}</Text>
      {answer.passed.length > 0 && <ul className={styles.passed}>{answer.passed.map((p) => <li key={p.user.id}>{p.user.name || w.gone}: {w.passed[p.why]}</li>)}</ul>}
    </Alert>
  )
}
