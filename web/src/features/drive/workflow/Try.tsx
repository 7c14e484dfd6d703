import { ActionIcon, Button, Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { WorkflowTrial } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import * as refusal from '../../../shared/refusal'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { sentence } from '../../../shared/sentence'
import { Wrong } from '../../../shared/states'
import { conditions, type Definition, type Way } from './definition'
import { EventSelect } from '../../../shared/action/EventSelect'
import { useSayLine } from '../../../shared/workflow'
import { useDescribe } from './describe'
import { LengthInput } from './LengthInput'
import { useTry } from './queries'
import * as words from './runWords'
import styles from './workflow.module.css'

/** A trial being shown: what would happen to somebody, and which line of it is looked at. */
export interface Trial extends WorkflowTrial { name: string; at: number }

/** The way by which somebody came to a line of a trial: the one the node before it took, or the start. */
export function cameBy(lines: WorkflowTrial['lines'], at: number): Way | undefined {
  const here = lines[at]
  const before = here && lines.slice(0, at).findLast((l) => l.node !== here.node)
  if (!before) return undefined
  const { node, kind, data } = before
  if (kind === 'branch' || kind === 'split') return { from: node, slot: data.path === -1 ? 'else' : (data.path ?? 0) }
  return { from: node, slot: kind === 'await' && data.way === 'timeout' ? 'else' : 'next' }
}

interface Happens { event: string; after: string }

/** Asks what would become of a real person; nothing is written or sent. */
export function TryPanel({ id, definition, show }: { id: string; definition: Definition; show: (trial: Trial) => void }) {
  const w = useWords(words)
  const { condition, eventName } = useDescribe()
  const attempt = useTry()
  const [who, choose] = useState<{ id: string; name: string } | null>(null)
  const [happens, setHappens] = useState<Happens[]>([])
  const [fits, setFits] = useState<Record<string, boolean>>({})
  const put = (i: number, part: Partial<Happens>) => setHappens(happens.with(i, { ...happens[i]!, ...part }))
  const go = () => attempt.mutate({ path: { id }, body: { person: who!.id, definition, happens: happens.filter((h) => h.event), fits } }, { onSuccess: (t) => show({ ...t, name: who!.name, at: 0 }) })
  return (
    <div className={styles.side}>
      <Text size="sm" c="dimmed">{w.tryAbout}</Text>
      <RecordSelect type="people" label={w.person} value={who} onChange={choose} />
      {happens.map((h, i) => (
        <fieldset key={i} className={styles.box} aria-label={h.event ? eventName(h.event) : w.happens}>
          <Group align="flex-end" wrap="nowrap">
            <div style={{ flex: 1 }}><EventSelect value={h.event} change={(event) => put(i, { event })} /></div>
            <ActionIcon variant="subtle" color="gray" mb={4} aria-label={w.removeHappens} onClick={() => setHappens(happens.toSpliced(i, 1))}><Icon name="close" size={16} /></ActionIcon>
          </Group>
          <LengthInput label={w.after} value={h.after} change={(after) => put(i, { after })} />
        </fieldset>
      ))}
      <Button size="xs" variant="light" style={{ justifySelf: 'start' }} onClick={() => setHappens([...happens, { event: '', after: '1d' }])}>{w.addHappens}</Button>
      {conditions(definition).map((c) => (
        <Select key={c} size="xs" label={sentence(condition(c))} allowDeselect={false} value={c in fits ? String(fits[c]) : 'now'} data={[{ value: 'now', label: w.asNow }, { value: 'true', label: w.holds }, { value: 'false', label: w.holdsNot }]}
          onChange={(v) => setFits({ ...Object.fromEntries(Object.entries(fits).filter(([k]) => k !== c)), ...(v !== 'now' && { [c]: v === 'true' }) })} />
      ))}
      {attempt.error != null && <Wrong error={attempt.error} />}
      <Button disabled={!who} loading={attempt.isPending} onClick={go}>{w.go}</Button>
    </div>
  )
}

/** A trial, step by step: the clock, and what happens; the canvas shows where. */
export function TrialBar({ trial, set }: { trial: Trial; set: (trial: Trial | undefined) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const say = useSayLine()
  const line = trial.lines[trial.at]
  const last = trial.at >= trial.lines.length - 1
  const end = trial.outcome === '' ? w.waitsForGood : w.ends[trial.outcome]
  return (
    <section className={styles.trial} aria-label={w.tryTitle}>
      <div className={styles.split}>
        <Text size="sm"><b>{trial.name}</b> · {trial.enters ? w.wouldEnter : w.wouldNotEnter}</Text>
        <ActionIcon variant="subtle" color="gray" aria-label={w.close} onClick={() => set(undefined)}><Icon name="close" size={16} /></ActionIcon>
      </div>
      <div className={styles.split}>
        <div role="status" style={{ minWidth: 0 }}>
          {line && <Text size="sm"><span className="figures">{f.instant(line.at)}</span> · {line.name ? <><b>{line.name}:</b> {say(line)}</> : sentence(say(line))}</Text>}
          {line?.sends && <Sends sends={line.sends} />}
          {last && <Text size="sm" c="dimmed">{end}</Text>}
        </div>
        <Group gap={6}>
          <Text size="xs" c="dimmed" className="figures">{w.stepOf(trial.at + 1, trial.lines.length)}</Text>
          <Button size="compact-sm" variant="default" disabled={trial.at === 0} onClick={() => set({ ...trial, at: trial.at - 1 })}>{w.before}</Button>
          <Button size="compact-sm" disabled={last} onClick={() => set({ ...trial, at: trial.at + 1 })}>{w.next}</Button>
        </Group>
      </div>
    </section>
  )
}

/** What would become of a message, and how it would read. */
function Sends({ sends }: { sends: NonNullable<WorkflowTrial['lines'][number]['sends']> }) {
  const w = useWords(words)
  const { reasons: said, article } = useWords(refusal)
  const f = useFormat()
  const why = [said[sends.reason] ?? sends.reason, sends.article && article(sends.article)].filter(Boolean).join(' · ')
  return (
    <>
      <Text size="sm" fw={600} c={sends.decision === 'refuse' || sends.decision === 'fail' ? 'var(--bad)' : undefined}>
        {w.wouldSend[sends.decision]}{sends.until && ` ${f.instant(sends.until)}`}{why && `: ${why}`}
      </Text>
      {(sends.subject || sends.text) && (
        <details>
          <summary>{sends.subject || w.itReads}</summary>
          <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>{sends.text}</Text>
        </details>
      )}
    </>
  )
}
