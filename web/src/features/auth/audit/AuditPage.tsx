import { Alert, Button, Group, Select } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { Act, TrailAnswer } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { UndoNotice } from '../../../shared/record/UndoNotice'
import { UserSelect } from '../../../shared/record/UserSelect'
import { sentence } from '../../../shared/sentence'
import { Empty, Loading, Wrong } from '../../../shared/states'
import { useVerbName, useVerbs } from '../../../shared/verb'
import styles from './audit.module.css'
import { exportAddress, useActs, useCheck, type Wanted } from './queries'
import * as words from './words'

const nobody = { id: '', name: '' }
const everything: Wanted = { actor: '', verb: '', id: '', from: '', to: '' }

/** The audit trail: filtered, exported, checked. */
export function AuditPage() {
  const w = useWords(words)
  const [wanted, want] = useState(everything)
  const check = useCheck()
  const actions = (
    <Group gap="xs">
      <Button variant="default" size="sm" loading={check.isPending} onClick={() => check.mutate()}>{w.check}</Button>
      <Button component="a" href={exportAddress(wanted)} download variant="default" size="sm">{w.export}</Button>
    </Group>
  )
  return (
    <Card title={w.title} lead={w.lead} actions={actions}>
      {check.error && <Wrong error={check.error} />}
      {check.data && <Checked found={check.data} />}
      <Filters wanted={wanted} want={want} />
      <Acts wanted={wanted} clear={() => want(everything)} />
    </Card>
  )
}

/** Whether the trail is as it was written. */
function Checked({ found }: { found: TrailAnswer }) {
  const w = useWords(words)
  return (
    <Alert variant="light" color={found.well ? 'teal' : 'red'} title={found.well ? w.well : w.ill} role="status" mb="md">
      {found.well ? <>{w.head} <code className={styles.hash}>{found.head}</code><br />{w.headHint}</> : sentence(found.says)}
    </Alert>
  )
}

function Filters({ wanted, want }: { wanted: Wanted; want: (w: Wanted) => void }) {
  const w = useWords(words)
  const set = (part: Partial<Wanted>) => want({ ...wanted, ...part })
  const verbs = useVerbs()
  const [named, name] = useState(nobody)
  return (
    <div className={styles.filters}>
      <UserSelect label={w.who} placeholder={w.everybody} value={wanted.actor} onChange={(actor) => set({ actor: actor ?? '' })} also={[{ value: 'owner', label: w.owner }, { value: 'system', label: w.system }]} />
      <Select label={w.what} placeholder={w.anything} searchable clearable data={verbs} value={wanted.verb || null} onChange={(verb) => set({ verb: verb ?? '' })} />
      <RecordSelect label={w.about} value={wanted.id ? { id: wanted.id, name: named.id === wanted.id ? named.name : wanted.id } : null} onChange={(chosen) => { name(chosen ?? nobody); set({ id: chosen?.id ?? '' }) }} />
      <DayInput label={w.from} clearable value={wanted.from} onChange={(from) => set({ from })} />
      <DayInput label={w.to} clearable value={wanted.to} onChange={(to) => set({ to })} />
    </div>
  )
}

function Acts({ wanted, clear }: { wanted: Wanted; clear: () => void }) {
  const w = useWords(words)
  const acts = useActs(wanted)
  if (acts.error) return <Wrong error={acts.error} retry={acts.refetch} />
  if (!acts.data) return <Loading />
  const list = acts.data.pages.flatMap((p) => p.acts ?? [])
  if (list.length === 0) return <Empty title={w.none}>{w.noneText} <Button variant="subtle" size="compact-sm" onClick={clear}>{w.clear}</Button></Empty>
  return (
    <>
      <ol className={styles.acts}>{list.map((a) => <ActRow key={a.id} act={a} />)}</ol>
      {acts.hasNextPage && <Button variant="default" fullWidth loading={acts.isFetchingNextPage} onClick={() => void acts.fetchNextPage()}>{w.more}</Button>}
    </>
  )
}

function ActRow({ act }: { act: Act }) {
  const w = useWords(words)
  const f = useFormat()
  const did = useVerbName()
  const name = act.actor.name || { owner: w.owner, system: w.system }[act.actor.id] || act.actor.id
  return (
    <li>
      <details>
        <summary>
          <time dateTime={act.at}>{f.second(act.at)}</time>
          <span className={styles.said}><b>{name}</b> {did(act.verb)} {act.target === act.actor.id ? '' : act.name ? <span className={styles.target}>{act.name}</span> : act.target === 'everything' ? w.everything : act.target && <code>{act.target}</code>}</span>
          <span className={styles.origin}>{w.origin[act.origin]}</span>
        </summary>
        <Details act={act} />
      </details>
    </li>
  )
}

function Details({ act }: { act: Act }) {
  const w = useWords(words)
  const json = (value: unknown) => (value == null ? '' : JSON.stringify(value, null, 1))
  const facts = [[w.act, act.id], [w.target, act.name && act.target], [w.reason, act.reason], [w.before, json(act.before)], [w.after, json(act.after)], [w.address, act.address], [w.device, act.device]] as const
  return (
    <>
      <dl className={styles.facts}>
        {facts.filter(([, text]) => text !== '').map(([label, text]) => <div key={label}><dt>{label}</dt><dd>{text}</dd></div>)}
      </dl>
      {act.undoable && <div className={styles.undo}><UndoNotice act={act.action} refreshes={['acts', 'tasks']}>{w.undoable}</UndoNotice></div>}
    </>
  )
}
