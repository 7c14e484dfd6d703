import { ActionIcon, Button, Group, MultiSelect, NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Pipeline, PipelinesAnswer, Reason, Stage } from '../../../shared/client'
import { Icon } from '../../../shared/Icon'
import { useLanguage, useWords } from '../../../shared/language'
import { moved } from '../../../shared/moved'
import { inLanguage, useFields } from '../../../shared/record/field'
import { Screen } from '../../../shared/Screen'
import { Answer, Wrong } from '../../../shared/states'
import styles from './deal.module.css'
import { usePipelines, useSetPipelines } from './queries'
import * as words from './words'

/** How the house sells: pipelines, their stages, and why deals end. */
export function PipelinesPage() {
  const w = useWords(words)
  const setup = usePipelines()
  return <Screen title={w.setupTitle} lead={w.setupLead}><Answer query={setup}>{(data) => <Editor key={data.version} setup={data} />}</Answer></Screen>
}

function Editor({ setup }: { setup: PipelinesAnswer }) {
  const w = useWords(words)
  const [pipelines, set] = useState(setup.pipelines)
  const [reasons, give] = useState(setup.reasons)
  const save = useSetPipelines()
  const put = (i: number, p: Pipeline) => set(pipelines.with(i, p))
  const add = () => set([...pipelines, { label: { vi: w.newPipeline, en: w.newPipeline }, stages: [
    { label: { vi: w.newStage, en: w.newStage }, kind: 'open', probability: 10 }, { label: { vi: w.wonStage, en: w.wonStage }, kind: 'won', probability: 100 },
    { label: { vi: w.lostStage, en: w.lostStage }, kind: 'lost', probability: 0, required: ['reason'] }] }])
  return (
    <Stack gap="md">
      {pipelines.map((p, i) => <OnePipeline key={p.key ?? `new ${i}`} pipeline={p} deals={setup.deals} put={(next) => put(i, next)} remove={pipelines.length > 1 && p.stages.every((s) => !s.key || !setup.deals[s.key]) ? () => set(pipelines.filter((_, n) => n !== i)) : undefined} />)}
      <Button variant="default" size="xs" style={{ alignSelf: 'start' }} onClick={add}>{w.addPipeline}</Button>
      <div className={styles.sides}>
        {(['won', 'lost'] as const).map((kind) => <Reasons key={kind} kind={kind} all={reasons} give={give} />)}
      </div>
      {save.error != null && <Wrong error={save.error} />}
      <Group gap="sm">
        <Button loading={save.isPending} onClick={() => save.mutate({ body: { pipelines, reasons, version: setup.version } })}>{w.save}</Button>
        {save.isSuccess && <Text size="sm" role="status">{w.saved}</Text>}
      </Group>
    </Stack>
  )
}

interface PipelineProps { pipeline: Pipeline; deals: Record<string, number>; put: (p: Pipeline) => void; remove?: () => void }

function OnePipeline({ pipeline: p, deals, put, remove }: PipelineProps) {
  const w = useWords(words)
  const stages = p.stages
  const ends = stages.length - 2
  const set = (next: Stage[]) => put({ ...p, stages: next })
  return (
    <section className={`card ${styles.pad}`} aria-label={p.label.vi}>
      <Group gap="sm" mb="xs" align="end">
        <TextInput label={w.pipeline} value={p.label.vi} onChange={(e) => put({ ...p, label: { ...p.label, vi: e.currentTarget.value } })} />
        <TextInput label={w.english} value={p.label.en} onChange={(e) => put({ ...p, label: { ...p.label, en: e.currentTarget.value } })} />
        {remove && <Button variant="subtle" color="gray" size="xs" onClick={remove}>{w.remove}</Button>}
      </Group>
      {stages.map((s, i) => (
        <OneStage key={s.key ?? `new ${i}`} stage={s} used={s.key ? (deals[s.key] ?? 0) : 0} put={(next) => set(stages.with(i, next))}
          up={i > 0 && i < ends ? () => set(moved(stages, i, i - 1)) : undefined} down={i < ends - 1 ? () => set(moved(stages, i, i + 1)) : undefined}
          remove={i < ends && ends > 1 ? () => set(stages.filter((_, n) => n !== i)) : undefined} />
      ))}
      <Button size="compact-sm" variant="subtle" mt="xs" onClick={() => set(stages.toSpliced(ends, 0, { label: { vi: w.newStage, en: w.newStage }, kind: 'open', probability: 50 }))}>{w.addStage}</Button>
    </section>
  )
}

interface StageProps { stage: Stage; used: number; put: (s: Stage) => void; up?: () => void; down?: () => void; remove?: () => void }

const chosen = ['omitted', 'pipeline', 'best_case', 'commit'] as const
const reckoned = ['pipeline', 'deal_stage', 'state', 'probability', 'expected', 'forecast', 'pushes', 'closed_on', 'in_stage_since', 'steps', 'name', 'currency', 'opened_on']

function OneStage({ stage: s, used, put, up, down, remove }: StageProps) {
  const w = useWords(words)
  const { language } = useLanguage()
  const fields = useFields('deals')
  const forecast = fields.find((f) => f.key === 'forecast')?.options ?? []
  const open = s.kind === 'open'
  const askable = fields.filter((f) => !reckoned.includes(f.key)).map((f) => ({ value: f.key, label: inLanguage(f.label, language) }))
  const steps = (s.steps ?? []).map((step) => inLanguage(step.label, language)).join('\n')
  const write = (text: string) => put({ ...s, steps: text.split('\n').map((line, i) => { const was = s.steps?.[i]; return was && inLanguage(was.label, language) === line ? was : { ...(was && { key: was.key }), label: { vi: line, en: line } } }) })
  return (
    <fieldset className={styles.stage} aria-label={s.label.vi}>
      <TextInput size="xs" label={w.stageName} description={used ? w.inUse(used) : undefined} value={s.label.vi} onChange={(e) => put({ ...s, label: { ...s.label, vi: e.currentTarget.value } })} />
      <TextInput size="xs" label={w.english} value={s.label.en} onChange={(e) => put({ ...s, label: { ...s.label, en: e.currentTarget.value } })} />
      <NumberInput size="xs" label={w.probability} min={0} max={100} allowDecimal={false} disabled={!open} value={s.probability} onChange={(n) => put({ ...s, probability: Number(n) || 0 })} />
      {open ? <Select size="xs" label={w.category} allowDeselect={false} value={s.forecast || 'pipeline'} data={forecast.filter((o) => (chosen as readonly string[]).includes(o.key)).map((o) => ({ value: o.key, label: inLanguage(o.label, language) }))} onChange={(key) => put({ ...s, forecast: key as Stage['forecast'] })} /> : <span />}
      <MultiSelect size="xs" label={w.required} searchable data={askable} value={s.required ?? []} onChange={(required) => put({ ...s, required })} />
      {open ? <NumberInput size="xs" label={w.rotten} description={w.rottenHint} min={0} max={3650} allowDecimal={false} value={s.rotten_after ?? 0} onChange={(n) => put({ ...s, rotten_after: Number(n) || 0 })} /> : <span />}
      {open ? <Textarea size="xs" label={w.steps} description={w.stepsHint} autosize minRows={1} value={steps} onChange={(e) => write(e.currentTarget.value)} onBlur={() => put({ ...s, steps: (s.steps ?? []).filter((step) => step.label.vi.trim()) })} /> : <span />}
      <Group gap={2} wrap="nowrap" mt={22}>
        {up && <ActionIcon variant="subtle" color="gray" aria-label={`${w.up}: ${s.label.vi}`} onClick={up}><Icon name="up" size={16} /></ActionIcon>}
        {down && <ActionIcon variant="subtle" color="gray" aria-label={`${w.down}: ${s.label.vi}`} onClick={down}><Icon name="down" size={16} /></ActionIcon>}
        {remove && !used && <ActionIcon variant="subtle" color="gray" aria-label={`${w.remove}: ${s.label.vi}`} onClick={remove}><Icon name="close" size={16} /></ActionIcon>}
      </Group>
    </fieldset>
  )
}

function Reasons({ kind, all, give }: { kind: 'won' | 'lost'; all: Reason[]; give: (list: Reason[]) => void }) {
  const w = useWords(words)
  return (
    <section className={`card ${styles.pad}`} aria-label={kind === 'won' ? w.reasonsWon : w.reasonsLost}>
      <h2>{kind === 'won' ? w.reasonsWon : w.reasonsLost}</h2>
      {all.map((r, i) => r.kind === kind && (
        <Group key={r.key ?? `new ${i}`} gap={6} mb={6} wrap="nowrap">
          <TextInput size="xs" aria-label={w.reasons} value={r.label.vi} style={{ flex: 1 }} onChange={(e) => give(all.with(i, { ...r, label: { ...r.label, vi: e.currentTarget.value } }))} />
          <TextInput size="xs" aria-label={`${w.reasons}, ${w.english}`} value={r.label.en} style={{ flex: 1 }} onChange={(e) => give(all.with(i, { ...r, label: { ...r.label, en: e.currentTarget.value } }))} />
          <ActionIcon variant="subtle" color="gray" aria-label={`${w.remove}: ${r.label.vi}`} onClick={() => give(all.filter((_, n) => n !== i))}><Icon name="close" size={16} /></ActionIcon>
        </Group>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={() => give([...all, { kind, label: { vi: w.newReason, en: w.newReason } }])}>{w.addReason}</Button>
    </section>
  )
}
