import { Autocomplete, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { onboardingPlanList, rewardList, surveyList, templateList, webhookList } from '../client'
import { useLanguage, useWords } from '../language'
import { useRecords } from '../queries'
import { inLanguage, useFields } from '../record/field'
import { FieldInput } from '../record/FieldInput'
import { segmentList, tagList } from '../record/operations'
import { TeamSelect } from '../record/TeamSelect'
import { UserSelect } from '../record/UserSelect'
import { useMay } from '../session'
import type { Action } from '../client'
import { EventSelect } from './EventSelect'
import * as words from './words'

type Declared = Action['fields'][number]
type With = Record<string, unknown>

const omit = (said: With, key: string): With => Object.fromEntries(Object.entries(said).filter(([k]) => k !== key))

interface Props { action: Action; said: With; say: (said: With) => void; wrong: (field: string) => string | undefined; disabled?: boolean }

/** The form of an action, drawn from the fields its module declares. */
export function ActionFields({ action, said, say, wrong, disabled }: Props) {
  return action.fields.map((f) => (
    <DeclaredInput key={f.key} field={f} said={said} error={wrong(f.key)} disabled={disabled}
      say={(value) => say(value === '' || value === null || value === undefined ? omit(said, f.key) : { ...said, [f.key]: value })} />
  ))
}

interface InputProps { field: Declared; said: With; say: (value: unknown) => void; error?: string; disabled?: boolean }

function DeclaredInput({ field, said, say, error, disabled }: InputProps) {
  const { language } = useLanguage()
  const value = said[field.key]
  const text = typeof value === 'string' ? value : ''
  const same = { label: inLanguage(field.label, language), description: inLanguage(field.help, language) || undefined, required: field.required, error, disabled }
  const options = (field.options ?? []).map((o) => ({ value: o.key, label: inLanguage(o.label, language) }))
  switch (field.kind) {
    case 'long': return <Textarea {...same} autosize minRows={3} value={text} onChange={(e) => say(e.currentTarget.value)} />
    case 'number': return <NumberInput {...same} min={0} allowDecimal={false} value={typeof value === 'number' ? value : ''} onChange={(n) => say(typeof n === 'number' ? n : '')} />
    case 'choice': return <Select {...same} clearable={!field.required} data={options} value={text || null} onChange={say} />
    case 'user': return <UserSelect {...same} value={text} onChange={say} />
    case 'team': return <TeamSelect {...same} value={text || null} onChange={say} />
    case 'event': return <EventSelect {...same} value={text} change={say} />
    case 'tag': return <Tags {...same} value={text} say={say} />
    case 'list': return <Lists {...same} value={text} say={say} />
    case 'template': return <Templates {...same} value={text} say={say} />
    case 'onboarding_plan': return <Plans {...same} value={text} say={say} />
    case 'survey': return <Surveys {...same} value={text} say={say} />
    case 'reward': return <Rewards {...same} value={text} say={say} />
    case 'webhook': return <Webhooks {...same} value={text} say={say} />
    case 'field': return <PersonField {...same} value={text} say={say} />
    case 'deal_stage': return <DealStage {...same} value={text} say={say} />
    case 'value': return <Value said={said} say={say} error={error} label={same.label} />
    default: return <TextInput {...same} value={text} onChange={(e) => say(e.currentTarget.value)} />
  }
}

interface Named { label: string; description?: string; required: boolean; error?: string; disabled?: boolean; value: string; say: (value: unknown) => void }

/** One of some things with names; what is chosen and not among them stays. */
function Choice({ data, value, say, ...same }: Named & { data: { value: string; label: string }[] }) {
  const w = useWords(words)
  const all = value && !data.some((d) => d.value === value) ? [{ value, label: value }, ...data] : data
  return <Select {...same} searchable clearable={!same.required} placeholder={w.choose} nothingFoundMessage={w.nothingToChoose} data={all} value={value || null} onChange={say} />
}

function Tags({ value, say, ...same }: Named) {
  const tags = useRecords('tags', tagList, { type: 'people' }).data?.tags ?? []
  return <Autocomplete {...same} value={value} data={tags.map((t) => t.tag)} onChange={say} />
}

function Lists(props: Named) {
  const segments = useRecords('segments', segmentList).data?.segments ?? []
  return <Choice {...props} data={segments.filter((s) => s.kind === 'list').map((s) => ({ value: s.id, label: s.name }))} />
}

function Templates(props: Named) {
  const all = useRecords('templates', templateList, undefined, { enabled: useMay()('templates:read') }).data?.templates ?? []
  return <Choice {...props} data={all.filter((t) => !t.archived).map((t) => ({ value: t.key, label: t.name }))} />
}

function Surveys(props: Named) {
  const all = useRecords('surveys', surveyList, undefined, { enabled: useMay()('surveys:read') }).data?.surveys ?? []
  return <Choice {...props} data={all.filter((s) => s.published && !s.archived).map((s) => ({ value: s.id, label: s.name }))} />
}

function Plans(props: Named) {
  const all = useRecords('onboarding-plans', onboardingPlanList, undefined, { enabled: useMay()('onboarding:read') }).data?.plans ?? []
  return <Choice {...props} data={all.filter((p) => p.published && !p.archived).map((p) => ({ value: p.id, label: p.name }))} />
}

function Rewards(props: Named) {
  const { language } = useLanguage()
  const all = useRecords('rewards', rewardList, undefined, { enabled: useMay()('loyalty:read') }).data?.rewards ?? []
  return <Choice {...props} data={all.filter((r) => !r.archived).map((r) => ({ value: r.id, label: inLanguage(r.name, language) }))} />
}

function Webhooks(props: Named) {
  const all = useRecords('webhooks', webhookList, undefined, { enabled: useMay()('webhooks:read') }).data?.webhooks ?? []
  return <Choice {...props} data={all.map((h) => ({ value: h.id, label: h.name || h.url }))} />
}

export function PersonField({ days, more = [], ...props }: Named & { days?: boolean; more?: { value: string; label: string }[] }) {
  const { language } = useLanguage()
  const fields = useFields('people').filter((f) => (days ? f.kind === 'date' : !f.readonly))
  return <Choice {...props} data={[...fields.map((f) => ({ value: f.key, label: inLanguage(f.label, language) })), ...more]} />
}

function DealStage(props: Named) {
  const { language } = useLanguage()
  const stages = useFields('deals').find((f) => f.key === 'deal_stage')?.options ?? []
  return <Choice {...props} data={stages.map((o) => ({ value: o.key, label: inLanguage(o.label, language) }))} />
}

/** A value for the field that was chosen beside it, as that field wants it. */
function Value({ said, say, error, label }: { said: With; say: (value: unknown) => void; error?: string; label: string }) {
  const field = useFields('people').find((f) => f.key === said.field)
  if (!field) return <TextInput label={label} disabled value="" />
  return <FieldInput key={field.key} field={{ ...field, required: false }} value={said.value} onChange={(v) => v !== undefined && say(v)} error={error} />
}
