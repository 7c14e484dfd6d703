import { ActionIcon, Button, Checkbox, Code, Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { stages, useStages } from '../../../shared/stage'
import { PersonField } from '../../../shared/action/ActionFields'
import { freeId, type Trigger } from './definition'
import { useDescribe } from './describe'
import { EventSelect } from '../../../shared/action/EventSelect'
import type { PanelProps } from './StepPanel'
import * as words from './stepWords'
import styles from './workflow.module.css'

const kinds: Trigger['kind'][] = ['event', 'form', 'segment_entered', 'segment_left', 'stage', 'date', 'webhook', 'manual']

/** What lets people in. */
export function TriggersPanel({ definition: d, put, wrong, hook, close }: PanelProps & { hook: string; close: () => void }) {
  const w = useWords(words)
  const set = (triggers: Trigger[]) => put?.({ ...d, triggers })
  return (
    <div className={styles.side}>
      {wrong('', 'triggers') && <Text size="sm" c="var(--bad)" role="alert">{wrong('', 'triggers')}</Text>}
      {d.triggers.map((t, i) => (
        <fieldset key={t.id} className={styles.box} aria-label={w.triggerKinds[t.kind]}>
          <Group align="flex-end" wrap="nowrap">
            <Select flex={1} label={w.trigger} allowDeselect={false} disabled={!put} value={t.kind} data={kinds.map((value) => ({ value, label: w.triggerKinds[value] }))}
              onChange={(kind) => set(d.triggers.with(i, fresh(t.id, kind as Trigger['kind'])))} />
            {put && <ActionIcon variant="subtle" color="gray" mb={4} aria-label={w.removeTrigger} title={w.removeTrigger} onClick={() => set(d.triggers.toSpliced(i, 1))}><Icon name="close" size={16} /></ActionIcon>}
          </Group>
          <TriggerFields t={t} set={(part) => set(d.triggers.with(i, { ...t, ...part }))} at={(field) => wrong(t.id, field)} disabled={!put} hook={hook} />
        </fieldset>
      ))}
      {put && <Button size="xs" variant="light" onClick={() => set([...d.triggers, fresh(freeId(d.triggers, 'trigger'), 'event')])}>{w.addTrigger}</Button>}
      <Group justify="flex-end"><Button size="xs" onClick={close}>{w.done}</Button></Group>
    </div>
  )
}

const fresh = (id: string, kind: Trigger['kind']): Trigger => ({ id, kind, ...(kind === 'webhook' && { person: { email: 'email' } }), ...(kind === 'date' && { hour: '09:00' }) })

interface FieldsProps { t: Trigger; set: (part: Partial<Trigger>) => void; at: (field: string) => string | undefined; disabled: boolean; hook: string }

function TriggerFields({ t, set, at, disabled, hook }: FieldsProps) {
  const w = useWords(words)
  const stageNames = useStages()
  const { segments } = useDescribe()
  const stage = (key: 'from' | 'to') => (
    <Select label={w[key]} clearable placeholder={w.anyStage} disabled={disabled} error={at(key)} value={t[key] || null} data={stages.map((s) => ({ value: s, label: stageNames[s] }))} onChange={(s) => set({ [key]: s ?? undefined })} />
  )
  const properties = <TextInput label={w.if} placeholder={w.ifHint} spellCheck={false} disabled={disabled} value={t.if ?? ''} error={at('if')} onChange={(e) => set({ if: e.currentTarget.value || undefined })} />
  switch (t.kind) {
    case 'event': return <><EventSelect value={t.event ?? ''} change={(event) => set({ event })} error={at('event')} disabled={disabled} />{properties}</>
    case 'segment_entered': case 'segment_left':
      return <Select label={w.segment} searchable allowDeselect={false} disabled={disabled} error={at('segment')} placeholder={w.choose} nothingFoundMessage={w.nothingToChoose} value={t.segment || null} data={segments.map((s) => ({ value: s.id, label: s.name }))} onChange={(segment) => set({ segment: segment ?? undefined })} />
    case 'stage': return <>{stage('from')}{stage('to')}</>
    case 'form': return <Forms value={t.form} set={(form) => set({ form })} error={at('form')} disabled={disabled} />
    case 'date':
      return (
        <>
          <PersonField days more={[{ value: 'first_purchase', label: w.firstPurchase }]} label={w.field} required value={t.field ?? ''} error={at('field')} disabled={disabled} say={(field) => set({ field: String(field ?? '') })} />
          <NumberInput label={w.shift} description={w.shiftHint} min={-365} max={365} allowDecimal={false} disabled={disabled} value={t.shift ?? 0} onChange={(n) => set({ shift: Number(n) || undefined })} />
          <TextInput type="time" label={w.hour} disabled={disabled} value={t.hour ?? ''} error={at('hour')} onChange={(e) => set({ hour: e.currentTarget.value || undefined })} />
          <Checkbox label={w.yearly} disabled={disabled} checked={!!t.yearly} onChange={(e) => set({ yearly: e.currentTarget.checked || undefined })} />
        </>
      )
    case 'webhook':
      return (
        <>
          <Text size="sm">{w.webhook} {hook ? <Code style={{ overflowWrap: 'anywhere' }}>{location.origin + hook}</Code> : <i>{w.webhookLater}</i>}</Text>
          <TextInput label={w.webhookEmail} spellCheck={false} disabled={disabled} error={at('person')} value={t.person?.email ?? ''} onChange={(e) => set({ person: { ...t.person, email: e.currentTarget.value } })} />
          {properties}
        </>
      )
    default: return null
  }
}

function Forms({ value, set, error, disabled }: { value?: string; set: (form?: string) => void; error?: string; disabled: boolean }) {
  const w = useWords(words)
  const { forms } = useDescribe()
  const data = forms.map((f) => ({ value: f.id, label: f.name }))
  if (value && !data.some((d) => d.value === value)) data.push({ value, label: value })
  return <Select label={w.form} clearable searchable placeholder={w.anyForm} disabled={disabled} error={error} value={value ?? null} data={data} onChange={(form) => set(form ?? undefined)} />
}
