import { ActionIcon, Button, Checkbox, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { SlaAnswer, SlaPolicy } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Loading, Wrong } from '../../../shared/states'
import { PolicyForm } from './PolicyForm'
import { useSetSLA, useSLA } from './queries'
import styles from './sla.module.css'
import { Trial } from './Trial'
import * as words from './words'

/** What customers of tickets are promised: policies in order, and what a ticket would get. */
export function SettingsPage() {
  return <Answer query={useSLA()}>{(kept) => <Form key={JSON.stringify(kept.policies)} kept={kept} />}</Answer>
}

const fresh = (name: string, kept: SlaAnswer): SlaPolicy => {
  const target = { first: 240, next: 240, resolution: 1440 }
  return {
    name, hours: 'working', when: { priorities: [], kinds: [], channels: [], products: [], segments: [] },
    targets: { urgent: { first: 30, next: 60, resolution: 480 }, high: target, normal: target, low: target },
    pauses: kept.statuses.filter((s) => s.kind === 'customer' || s.kind === 'third').map((s) => s.key!),
    steps: [{ before: 15, owner: true, lead: false, raise: false }, { before: 0, owner: true, lead: true, raise: false }],
  }
}

function Form({ kept }: { kept: SlaAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('care:write')
  const [all, put] = useState(kept.policies)
  const [open, show] = useState<number>()
  const [running, hold] = useState(false)
  const save = useSetSLA()
  const summary = useSummary(kept)
  const submit = () => save.mutate({ body: { policies: all, running: running || undefined } }, { onSuccess: () => { hold(false); notifications.show({ message: w.saved }) } })
  const swap = (i: number, j: number) => { put(all.map((p, n) => (n === i ? all[j]! : n === j ? all[i]! : p))); show(undefined) }
  return (
    <>
      <Card title={w.title} lead={w.about}>
        <form onSubmit={(e) => { e.preventDefault(); submit() }}>
          {!all.length && <Empty title={w.none}>{w.noneDo}</Empty>}
          <ol className={styles.policies}>
            {all.map((p, i) => (
              <li key={p.key ?? i} className={styles.policy}>
                <div className={styles.head}>
                  <div><Text fw={600}>{i + 1}. {p.name || w.fresh}</Text><Text size="sm" c="dimmed">{summary(p)}</Text></div>
                  {may && (
                    <Group gap={4}>
                      <ActionIcon variant="subtle" disabled={i === 0} aria-label={`${w.up}: ${p.name}`} onClick={() => swap(i, i - 1)}>↑</ActionIcon>
                      <ActionIcon variant="subtle" disabled={i === all.length - 1} aria-label={`${w.down}: ${p.name}`} onClick={() => swap(i, i + 1)}>↓</ActionIcon>
                      <Button size="compact-sm" variant="default" aria-expanded={open === i} onClick={() => show(open === i ? undefined : i)}>{open === i ? w.done : w.edit}</Button>
                      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => { put(all.filter((_, n) => n !== i)); show(undefined) }}>{w.remove}</Button>
                    </Group>
                  )}
                </div>
                {open === i && <PolicyForm policy={p} kept={kept} change={(to) => put(all.map((o, n) => (n === i ? to : o)))} />}
              </li>
            ))}
          </ol>
          {may ? (
            <>
              <Button size="compact-sm" variant="light" mb="md" onClick={() => { put([...all, fresh(w.fresh, kept)]); show(all.length) }}>{w.add}</Button>
              {kept.running > 0 && <Checkbox mb="md" label={w.running(kept.running, f.number(kept.running))} description={w.runningAbout} checked={running} onChange={(e) => hold(e.currentTarget.checked)} />}
              {save.isPending && <Loading progress={save.progress} height={60} />}
              {save.error != null && <Wrong error={save.error} />}
              <Group><Button type="submit" loading={save.isPending}>{w.save}</Button></Group>
            </>
          ) : <Text size="sm" c="dimmed">{w.readOnly}</Text>}
        </form>
      </Card>
      <Trial kept={kept} />
    </>
  )
}

/** Which tickets a policy is about, in words. */
function useSummary(kept: SlaAnswer) {
  const w = useWords(words)
  const { language } = useLanguage()
  return (p: SlaPolicy) => {
    const parts = [
      p.when.kinds.map((k) => inLanguage(kept.types.find((t) => t.key === k)?.label, language) || k),
      p.when.priorities.map((k) => w.priorities[k as 'urgent'] ?? k),
      p.when.channels.map((k) => w.channels[k as 'email'] ?? k),
      p.when.products.map((n) => n.name), p.when.segments.map((n) => n.name),
    ].filter((list) => list.length)
    return `${parts.length ? parts.map((list) => list.join(', ')).join(' · ') : w.all} · ${w.hours[p.hours]}`
  }
}
