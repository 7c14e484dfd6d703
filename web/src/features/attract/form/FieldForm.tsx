import { Checkbox, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FormField as Field } from '../../../shared/client'
import { fieldList } from '../../../shared/client'
import { ask } from '../../../shared/ask'
import { useLanguage, useWords } from '../../../shared/language'
import { keys } from '../../../shared/queries'
import { Both } from '../../../shared/Both'
import { Choices } from '../../../shared/Choices'
import styles from './form.module.css'
import * as words from './words'

interface Props {
  field: Field
  before: Field[]
  set: (field: Field) => void
  disabled: boolean
}

/** Everything that is said of one field. */
export function FieldForm({ field, before, set, disabled }: Props) {
  const w = useWords(words)
  const { language } = useLanguage()
  const known = useQuery({ queryKey: keys.record('fields', { type: 'people' }), queryFn: ({ signal }) => ask(fieldList, { query: { type: 'people' }, signal }) })
  const put = (change: Partial<Field>) => set({ ...field, ...change })
  const people = (known.data?.fields ?? []).filter((f) => !f.readonly && !f.archived && ['text', 'longtext', 'email', 'phone', 'number', 'date', 'choice', 'checkbox', 'url', 'name'].some((k) => f.kind.startsWith(k)))
  const choosing = field.kind === 'choice' || field.kind === 'choices'
  return (
    <Stack gap="xs" className={styles.inner}>
      <Both label={w.label} value={field.label} disabled={disabled} onChange={(label) => put({ label })} />
      {field.kind !== 'hidden' && <Both label={w.help} value={field.help} disabled={disabled} onChange={(help) => put({ help })} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
        <Select label={w.person} description={w.personHint} clearable searchable disabled={disabled} value={field.person || null} onChange={(person) => put({ person: person ?? undefined })}
          data={people.map((f) => ({ value: f.key, label: f.label[language] || f.label.vi || f.key }))} />
        <TextInput label={w.key} description={w.keyHint} value={field.key} disabled={disabled} maxLength={40} onChange={(e) => put({ key: e.currentTarget.value })} />
        {field.kind === 'hidden' && <TextInput label={w.parameter} description={w.parameterHint} value={field.parameter ?? ''} disabled={disabled} onChange={(e) => put({ parameter: e.currentTarget.value })} />}
        {field.kind === 'hidden' && <TextInput label={w.fixed} description={w.fixedHint} value={field.value ?? ''} disabled={disabled} onChange={(e) => put({ value: e.currentTarget.value })} />}
        <NumberInput label={w.step} description={w.stepHint} min={1} max={10} value={(field.step ?? 0) + 1} disabled={disabled} onChange={(n) => put({ step: Math.max(0, Number(n) - 1) })} />
      </SimpleGrid>
      {choosing && <Choices label={w.options} hint={w.optionsHint} choices={field.options ?? []} change={(options) => put({ options })} disabled={disabled} />}
      {field.kind !== 'hidden' && <Checkbox label={w.required} checked={!!field.required} disabled={disabled} onChange={(e) => put({ required: e.currentTarget.checked })} />}
      {field.person && <Checkbox label={w.progressive} description={w.progressiveHint} checked={!!field.progressive} disabled={disabled} onChange={(e) => put({ progressive: e.currentTarget.checked })} />}
      {before.length > 0 && <When field={field} before={before} put={put} disabled={disabled} />}
    </Stack>
  )
}

type Piece = { field: Field; put: (change: Partial<Field>) => void; disabled: boolean }

/** When a field is asked: always, or by an answer to one before it. */
function When({ field, before, put, disabled }: Piece & { before: Field[] }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const rule = field.show?.[0]
  const of = before.find((f) => f.key === rule?.field)
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs" verticalSpacing="xs">
      <Select label={w.when} placeholder={w.always} clearable disabled={disabled} value={rule?.field ?? null} onChange={(key) => put({ show: key ? [{ field: key, is: 'filled' }] : undefined })}
        data={before.map((f) => ({ value: f.key, label: f.label[language] || f.label.vi || f.key }))} />
      {rule && <Select label={w.is} allowDeselect={false} disabled={disabled} value={rule.is} onChange={(is) => is && put({ show: [{ ...rule, is }] })} data={Object.entries(w.ways).map(([value, label]) => ({ value, label }))} />}
      {rule && (rule.is === 'one-of' || rule.is === 'none-of') && (of?.options
        ? <Select label={w.of} allowDeselect={false} disabled={disabled} value={rule.of?.[0] ?? null} onChange={(v) => v && put({ show: [{ ...rule, of: [v] }] })} data={of.options.map((o) => ({ value: o.key, label: o.label[language] || o.label.vi || o.key }))} />
        : <TextInput label={w.of} disabled={disabled} value={rule.of?.[0] ?? ''} onChange={(e) => put({ show: [{ ...rule, of: [e.currentTarget.value] }] })} />)}
    </SimpleGrid>
  )
}
