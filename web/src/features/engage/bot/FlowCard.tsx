import { ActionIcon, Button, Group, Menu, Select, Stack, Text, TextInput } from '@mantine/core'
import { Both } from '../../../shared/Both'
import { Card } from '../../../shared/Card'
import type { BotFlow as Flow, BotFlowAnswer, BotStep as Step, BotWay as Way } from '../../../shared/client'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { SaveAndPublish, useDraft } from '../../../shared/draft'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import { useFields, useFlow, useHideFlow, usePublishFlow, useSetFlow } from './queries'
import { TryFlow } from './TryFlow'
import * as words from './words'

const kinds = ['menu', 'question', 'branch', 'person', 'book'] as const
const checks = ['text', 'email', 'phone', 'number'] as const
const empty = { vi: '', en: '' }

/** The flow talks with the bot begin with: written step by step, tried, published. */
export function FlowCard() {
  const w = useWords(words)
  return <Card title={w.flow} lead={w.flowAbout}><Answer query={useFlow()}>{(is: BotFlowAnswer) => <Editor is={is} />}</Answer></Card>
}

function Editor({ is }: { is: BotFlowAnswer }) {
  const w = useWords(words)
  const save = useSetFlow()
  const publish = usePublishFlow()
  const hide = useHideFlow()
  const of = useDraft({ ...is, id: 'flow' }, (s) => ({ flow: s.flow }), {
    save: { ...save, mutate: ({ body }, then) => save.mutate({ body }, { onSuccess: (now) => then.onSuccess({ ...now, id: 'flow' }) }) },
    publish: { ...publish, mutate: (_, then) => publish.mutate({}, { onSuccess: (now) => then.onSuccess({ ...now, id: 'flow' }) }) },
    published: w.flowPublished,
  })
  const steps = of.draft.flow.steps
  const put = (flow: Flow) => of.put({ flow })
  const set = (i: number, step: Step) => put({ steps: steps.map((s, j) => (j === i ? step : s)) })
  const add = () => put({ steps: [...steps, { id: fresh(steps), kind: 'menu', text: empty, ways: [{ label: empty }] }] })
  return (
    <Stack gap="sm" mt="sm">
      <Group gap="xs">
        <Menu>
          <Menu.Target><Button size="xs" variant="default">{w.recipes}</Button></Menu.Target>
          <Menu.Dropdown>{is.recipes.map((r) => <Menu.Item key={r.key} onClick={() => put(r.flow)}>{r.name}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
        <SaveAndPublish of={of}>{of.saved.published > 0 && <Button size="xs" variant="default" loading={hide.isPending} onClick={() => hide.mutate({})}>{w.hide}</Button>}</SaveAndPublish>
        <Text size="sm" c="dimmed" role="status">{w.flowStates[of.state]}</Text>
      </Group>
      {!steps.length && <Text size="sm" c="dimmed">{w.noSteps}</Text>}
      {steps.map((s, i) => <StepForm key={i} step={s} first={i === 0} all={steps} set={(step) => set(i, step)} remove={() => put({ steps: steps.filter((_, j) => j !== i) })} />)}
      <Group><Button size="xs" variant="light" onClick={add} disabled={steps.length >= 40}>{w.addStep}</Button></Group>
      {(of.error ?? hide.error) != null && <Wrong error={of.error ?? hide.error} />}
      {steps.length > 0 && <TryFlow flow={of.draft.flow} />}
    </Stack>
  )
}

/** An id no step has yet. */
const fresh = (steps: Step[]): string => {
  let n = steps.length + 1
  while (steps.some((s) => s.id === `step_${n}`)) n++
  return `step_${n}`
}

interface StepProps { step: Step; first: boolean; all: Step[]; set: (s: Step) => void; remove: () => void }

function StepForm({ step: s, first, all, set, remove }: StepProps) {
  const w = useWords(words)
  const fields = useFields()
  const put = (change: Partial<Step>) => set({ ...s, ...change })
  const ways = s.ways ?? []
  const way = (i: number, change: Partial<Way>) => put({ ways: ways.map((x, j) => (j === i ? { ...x, ...change } : x)) })
  const turn = (kind: Step['kind']) => put({ kind, ways: kind === 'menu' || kind === 'branch' ? (ways.length ? ways : [{ label: empty }]) : undefined, ...(kind !== 'question' && { field: undefined, check: undefined }), ...(kind === 'question' && { check: 'text' as const }) })
  return (
    <fieldset className="card" style={{ padding: 12, minWidth: 0 }}>
      <legend style={{ padding: '0 6px' }}>{first ? w.firstStep(s.id) : w.step(s.id)}</legend>
      <Stack gap="xs">
        <Group gap="xs" align="end">
          <Select size="xs" label={w.kind} value={s.kind} onChange={(kind) => kind && turn(kind as Step['kind'])} data={kinds.map((k) => ({ value: k, label: w.kinds[k] }))} allowDeselect={false} />
          <TextInput size="xs" label={w.stepID} maxLength={40} value={s.id} onChange={(e) => put({ id: e.currentTarget.value })} />
          <Button size="xs" variant="subtle" color="red" onClick={remove} aria-label={w.removeStep(s.id)}>{w.remove}</Button>
        </Group>
        {s.kind !== 'branch' && <Both label={w.says} longest={600} rows={2} value={s.text} onChange={(text) => put({ text })} />}
        {s.kind === 'question' && (
          <Group gap="xs">
            <Select size="xs" label={w.fills} description={w.fillsHint} clearable searchable value={s.field ?? null} onChange={(field) => put({ field: field ?? undefined })} data={fields} />
            <Select size="xs" label={w.check} value={s.check ?? 'text'} onChange={(check) => put({ check: (check ?? 'text') as Step['check'] })} data={checks.map((c) => ({ value: c, label: w.checks[c] }))} allowDeselect={false} />
          </Group>
        )}
        {(s.kind === 'menu' || s.kind === 'branch') && ways.map((x, i) => (
          <Group key={i} gap="xs" align="end" wrap="wrap">
            <div style={{ flex: '1 1 260px', minWidth: 0 }}>
              {s.kind === 'menu' ? <Both label={w.button(i + 1)} longest={60} value={x.label} onChange={(label) => way(i, { label })} /> : <ConditionInput type="people" label={w.condition(i + 1)} value={x.where ?? ''} change={(where) => way(i, { where })} />}
            </div>
            <Next label={w.then} value={x.next} all={all} set={(next) => way(i, { next })} />
            <ActionIcon size={30} variant="subtle" color="gray" aria-label={w.removeWay(i + 1)} onClick={() => put({ ways: ways.filter((_, j) => j !== i) })}>×</ActionIcon>
          </Group>
        ))}
        {(s.kind === 'menu' || s.kind === 'branch') && <Group><Button size="compact-xs" variant="subtle" disabled={ways.length >= 8} onClick={() => put({ ways: [...ways, { label: empty }] })}>{s.kind === 'menu' ? w.addButton : w.addCondition}</Button></Group>}
        {(s.kind === 'question' || s.kind === 'branch') && <Next label={s.kind === 'branch' ? w.otherwise : w.then} value={s.next} all={all} set={(next) => put({ next })} />}
      </Stack>
    </fieldset>
  )
}

function Next({ label, value, all, set }: { label: string; value?: string; all: Step[]; set: (next?: string) => void }) {
  const w = useWords(words)
  return <Select size="xs" w={180} label={label} clearable placeholder={w.ends} value={value || null} onChange={(next) => set(next ?? undefined)} data={all.map((s) => s.id)} />
}
