import { ActionIcon, Anchor, Button, Checkbox, Group, Menu, MultiSelect, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionFields } from '../../../shared/action/ActionFields'
import { Both } from '../../../shared/Both'
import { Card } from '../../../shared/Card'
import type { BotBegins as Begins, BotFlow as Flow, BotFlowAnswer, BotStep as Step, BotWay as Way } from '../../../shared/client'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { Confirm } from '../../../shared/Confirm'
import { SaveAndPublish, useDraft } from '../../../shared/draft'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { Answer, Wrong } from '../../../shared/states'
import { FlowTalks } from './FlowTalks'
import { useFields, useFlow, useHideFlow, usePublishFlow, useRemoveFlow, useSetFlow } from './queries'
import { TryFlow } from './TryFlow'
import * as words from './words'

const kinds = ['menu', 'question', 'branch', 'action', 'book', 'flow', 'person'] as const
const checks = ['text', 'email', 'phone', 'number'] as const
const intents = ['appointment', 'order', 'hours', 'price'] as const
const empty = { vi: '', en: '' }

/** One flow of talks with the bot: when it begins, its steps, tried and published. */
export function FlowPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return <Answer query={useFlow(id)}>{(is) => <Editor key={is.id} is={is} />}</Answer>
}

const draftOf = ({ name, begins, flow }: BotFlowAnswer) => ({ name, begins, flow })

function Editor({ is }: { is: BotFlowAnswer }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const hide = useHideFlow()
  const remove = useRemoveFlow()
  const [removing, ask] = useState(false)
  const of = useDraft(is, draftOf, { save: useSetFlow(), publish: usePublishFlow(), published: () => w.flowPublished })
  const { name, begins, flow } = of.draft
  const steps = flow.steps
  const put = (flow: Flow) => of.put({ flow })
  const set = (i: number, step: Step) => put({ steps: steps.map((s, j) => (j === i ? step : s)) })
  const add = () => put({ steps: [...steps, { id: fresh(steps), kind: 'menu', text: empty, ways: [{ label: empty }] }] })
  const error = of.error ?? hide.error
  return (
    <Stack>
      <Anchor component={Link} to="/settings/bot" size="sm">‹ {w.back}</Anchor>
      <Card title={name || w.flow} lead={w.flowAbout}>
        <Stack gap="sm" mt="sm">
          <Group gap="xs">
            <SaveAndPublish of={of}>{of.saved.published > 0 && <Button size="xs" variant="default" loading={hide.isPending} onClick={() => hide.mutate({ path: { id: is.id } }, { onSuccess: of.now })}>{w.hide}</Button>}</SaveAndPublish>
            <Menu position="bottom-end">
              <Menu.Target><Button size="xs" variant="default" aria-label={w.more}>…</Button></Menu.Target>
              <Menu.Dropdown><Menu.Item color="red" onClick={() => ask(true)}>{w.removeFlow}</Menu.Item></Menu.Dropdown>
            </Menu>
            <Text size="sm" c="dimmed" role="status">{w.flowStates[of.state]}</Text>
          </Group>
          {error != null && <Wrong error={error} />}
          <TextInput label={w.flowName} maw={420} maxLength={100} value={name} onChange={(e) => of.put({ name: e.currentTarget.value })} />
          <BeginsForm begins={begins} put={(change) => of.put({ begins: { ...begins, ...change } })} />
        </Stack>
      </Card>
      <Card title={w.steps} lead={w.stepsAbout}>
        <Stack gap="sm" mt="sm">
          {!steps.length && <Text size="sm" c="dimmed">{w.noSteps}</Text>}
          {steps.map((s, i) => <StepForm key={i} step={s} first={i === 0} is={is} all={steps} set={(step) => set(i, step)} remove={() => put({ steps: steps.filter((_, j) => j !== i) })} />)}
          <Group><Button size="xs" variant="light" onClick={add} disabled={steps.length >= 40}>{w.addStep}</Button></Group>
        </Stack>
      </Card>
      {steps.length > 0 && <Card title={w.tryIt} lead={w.tryAbout}><TryFlow flow={flow} /></Card>}
      <FlowTalks is={of.saved} />
      {removing && <Confirm title={w.removeFlow} action={w.removeFlow} grave change={remove} close={() => ask(false)} go={() => remove.mutate({ path: { id: is.id } }, { onSuccess: () => void navigate({ to: '/settings/bot' }) })}>{w.removeFlowAbout(is.name)}</Confirm>}
    </Stack>
  )
}

/** When a flow begins: by a greeting, anywhere or on some pages, by words, by what somebody wants. */
function BeginsForm({ begins: b, put }: { begins: Begins; put: (change: Partial<Begins>) => void }) {
  const w = useWords(words)
  const never = !b.greets && !b.words?.length && !b.intents?.length
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <legend style={{ padding: 0, fontSize: '0.875rem', fontWeight: 600 }}>{w.begins}</legend>
      <Stack gap="sm" mt={6}>
        <Checkbox label={w.greets} description={w.greetsHint} checked={b.greets} onChange={(e) => put({ greets: e.currentTarget.checked, ...(!e.currentTarget.checked && { pages: undefined }) })} />
        {b.greets && <TagsInput ml={30} maw={560} label={w.onPages} description={w.onPagesHint} value={b.pages ?? []} maxTags={20} onChange={(pages) => put({ pages })} />}
        <TagsInput maw={590} label={w.byWords} description={w.byWordsHint} value={b.words ?? []} maxTags={40} onChange={(words) => put({ words })} />
        <MultiSelect maw={590} label={w.byIntents} description={w.byIntentsHint} value={b.intents ?? []} data={intents.map((i) => ({ value: i, label: w.intents[i] }))} onChange={(list) => put({ intents: list as Begins['intents'] })} />
        {never && <Text size="sm" c="dimmed" role="note">{w.fromOthers}</Text>}
      </Stack>
    </fieldset>
  )
}

/** An id no step has yet. */
const fresh = (steps: Step[]): string => {
  let n = steps.length + 1
  while (steps.some((s) => s.id === `step_${n}`)) n++
  return `step_${n}`
}

interface StepProps { step: Step; first: boolean; is: BotFlowAnswer; all: Step[]; set: (s: Step) => void; remove: () => void }

function StepForm({ step: s, first, is, all, set, remove }: StepProps) {
  const w = useWords(words)
  const { language } = useLanguage()
  const fields = useFields()
  const put = (change: Partial<Step>) => set({ ...s, ...change })
  const ways = s.ways ?? []
  const way = (i: number, change: Partial<Way>) => put({ ways: ways.map((x, j) => (j === i ? { ...x, ...change } : x)) })
  const turn = (kind: Step['kind']) => put({ kind, ways: kind === 'menu' || kind === 'branch' ? (ways.length ? ways : [{ label: empty }]) : undefined, ...(kind !== 'question' && { field: undefined, check: undefined }), ...(kind === 'question' && { check: 'text' as const }), action: undefined, with: undefined, flow: undefined })
  const action = is.actions.find((a) => a.kind === s.action)
  const speaks = s.kind !== 'branch' && s.kind !== 'action' && s.kind !== 'flow'
  return (
    <fieldset className="card" style={{ padding: 12, minWidth: 0 }}>
      <legend style={{ padding: '0 6px' }}>{first ? w.firstStep(s.id) : w.step(s.id)}</legend>
      <Stack gap="xs">
        <Group gap="xs" align="end">
          <Select size="xs" label={w.kind} value={s.kind} onChange={(kind) => kind && turn(kind as Step['kind'])} data={kinds.map((k) => ({ value: k, label: w.kinds[k] }))} allowDeselect={false} />
          <TextInput size="xs" label={w.stepID} maxLength={40} value={s.id} onChange={(e) => put({ id: e.currentTarget.value })} />
          <Button size="xs" variant="subtle" color="red" onClick={remove} aria-label={w.removeStep(s.id)}>{w.remove}</Button>
        </Group>
        {speaks && <Both label={w.says} longest={600} rows={2} value={s.text} onChange={(text) => put({ text })} />}
        {s.kind === 'question' && (
          <Group gap="xs" align="end">
            <Select size="xs" label={w.fills} description={w.fillsHint} clearable searchable value={s.field ?? null} onChange={(field) => put({ field: field ?? undefined })} data={fields} />
            <Select size="xs" label={w.check} value={s.check ?? 'text'} onChange={(check) => put({ check: (check ?? 'text') as Step['check'] })} data={checks.map((c) => ({ value: c, label: w.checks[c] }))} allowDeselect={false} />
          </Group>
        )}
        {s.kind === 'action' && <Select size="xs" maw={320} label={w.does} searchable allowDeselect={false} placeholder={w.choose} value={s.action ?? null} data={is.actions.map((a) => ({ value: a.kind, label: inLanguage(a.label, language) }))} onChange={(kind) => kind !== s.action && put({ action: kind ?? undefined, with: {} })} />}
        {s.kind === 'action' && action && (
          <Stack gap="xs" maw={560}>
            <Text size="xs" c="dimmed">{[inLanguage(action.help, language), w.answerHint].filter(Boolean).join(' ')}</Text>
            {(action.kind === 'message' || action.kind === 'survey') && <Text size="xs" role="note">{w.needsAddress}</Text>}
            {action.kind === 'webhook' && <Text size="xs" role="note">{w.byAnswer}</Text>}
            <ActionFields action={action} said={s.with ?? {}} say={(said) => put({ with: said })} wrong={() => undefined} />
          </Stack>
        )}
        {s.kind === 'flow' && <Select size="xs" maw={320} label={w.otherFlow} description={is.others.length ? undefined : w.noOthers} allowDeselect={false} placeholder={w.choose} value={s.flow || null} data={is.others.map((o) => ({ value: o.id, label: o.name }))} onChange={(flow) => put({ flow: flow ?? undefined })} />}
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
        {(s.kind === 'question' || s.kind === 'branch' || s.kind === 'action') && <Next label={s.kind === 'branch' ? w.otherwise : w.then} value={s.next} all={all} set={(next) => put({ next })} />}
      </Stack>
    </fieldset>
  )
}

function Next({ label, value, all, set }: { label: string; value?: string; all: Step[]; set: (next?: string) => void }) {
  const w = useWords(words)
  return <Select size="xs" w={180} label={label} clearable placeholder={w.ends} value={value || null} onChange={(next) => set(next ?? undefined)} data={all.map((s) => s.id)} />
}
