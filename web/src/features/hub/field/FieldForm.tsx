import { ActionIcon, Button, Checkbox, Group, Modal, NumberInput, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { type Field, type Kind, type Label, type RecordType, useLabel } from '../../../shared/record/field'
import { Wrong } from '../../../shared/states'
import { useAddField, useSetField } from './queries'
import * as words from './words'

interface Props { type: RecordType; field?: Field; close: () => void }

const kinds = ['text', 'longtext', 'number', 'money', 'date', 'instant', 'boolean', 'choice', 'choices', 'url', 'email', 'phone', 'address', 'person', 'company', 'product', 'user', 'team'] as const
/** What a new field may be; the other kinds are the product's own. */
type Own = (typeof kinds)[number]
const none: Label = { vi: '', en: '' }

/** Makes a field, or changes what may change of one. */
export function FieldForm({ type, field, close }: Props) {
  const w = useWords(words)
  const called = useLabel()
  const add = useAddField()
  const set = useSetField()
  const [f, fill] = useState({ kind: field?.kind ?? ('text' as Kind), key: '', label: field?.label ?? none, help: field?.help ?? none, required: field?.required ?? false, unique: field?.unique ?? false, pattern: field?.pattern ?? '', currency: field?.currency ?? '', min: field?.min, max: field?.max, options: field?.options ?? [] })
  const [tried, attempt] = useState(false)
  const put = (part: Partial<typeof f>) => fill({ ...f, ...part })
  const choosing = f.kind === 'choice' || f.kind === 'choices'
  const own = !field?.standard
  const options = f.options.filter((o) => o.label.vi.trim() || o.label.en.trim())
  const named = f.label.vi.trim() !== '' || f.label.en.trim() !== ''
  const keyed = f.key === '' || /^[a-z][a-z0-9_]{0,39}$/.test(f.key)
  const fits = named && keyed && (!choosing || options.length > 0)
  const save = (e: FormEvent) => {
    e.preventDefault()
    attempt(true)
    if (!fits) return
    const label = whole(f.label)
    const rest = own ? { options: choosing ? options.map((o) => ({ key: o.key, label: whole(o.label) })) : undefined, pattern: f.kind === 'text' ? f.pattern : undefined, min: f.min, max: f.max } : {}
    const done = { onSuccess: () => { notifications.show({ message: (field ? w.form.saved : w.form.added)(called({ label })) }); close() } }
    if (field) set.mutate({ path: { id: field.id }, body: { label, help: f.help, required: f.required, ...rest } }, done)
    else add.mutate({ body: { type, key: f.key || undefined, kind: f.kind as Own, label, help: f.help, required: f.required || undefined, unique: f.unique || undefined, currency: f.kind === 'money' ? f.currency || undefined : undefined, ...rest, pattern: f.pattern || undefined } }, done)
  }
  const error = add.error ?? set.error
  return (
    <Modal opened onClose={close} title={<b>{field ? w.form.change : w.form.add}</b>} size="lg">
      <form onSubmit={save} noValidate>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={w.form.vi} value={f.label.vi} maxLength={60} onChange={(e) => put({ label: { ...f.label, vi: e.currentTarget.value } })} error={tried && !named && w.form.needName} data-autofocus />
          <TextInput label={w.form.en} value={f.label.en} maxLength={60} onChange={(e) => put({ label: { ...f.label, en: e.currentTarget.value } })} />
          {!field && <Select label={w.kind} allowDeselect={false} searchable value={f.kind} onChange={(k) => k && put({ kind: k as Kind })} data={kinds.map((k) => ({ value: k, label: w.kinds[k]! }))} />}
          {!field && <TextInput label={w.form.key} description={w.form.keyHint} value={f.key} maxLength={40} onChange={(e) => put({ key: e.currentTarget.value })} error={tried && !keyed && w.form.needKey} />}
          {f.kind === 'money' && !field && <TextInput label={w.form.currency} description={w.form.currencyHint} maxLength={3} value={f.currency} onChange={(e) => put({ currency: e.currentTarget.value.toUpperCase() })} />}
          {own && (f.kind === 'number' || f.kind === 'money') && <NumberInput label={w.form.min} value={f.min ?? ''} onChange={(n) => put({ min: typeof n === 'number' ? n : undefined })} />}
          {own && (f.kind === 'number' || f.kind === 'money') && <NumberInput label={w.form.max} value={f.max ?? ''} onChange={(n) => put({ max: typeof n === 'number' ? n : undefined })} />}
        </SimpleGrid>
        {own && choosing && <Options options={f.options} put={(list) => put({ options: list })} wrong={tried && !options.length} />}
        {own && f.kind === 'text' && <TextInput mt="sm" label={w.form.pattern} description={w.form.patternHint} value={f.pattern} maxLength={200} onChange={(e) => put({ pattern: e.currentTarget.value })} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt="sm">
          <TextInput label={w.form.helpVi} value={f.help.vi} maxLength={200} onChange={(e) => put({ help: { ...f.help, vi: e.currentTarget.value } })} />
          <TextInput label={w.form.helpEn} value={f.help.en} maxLength={200} onChange={(e) => put({ help: { ...f.help, en: e.currentTarget.value } })} />
        </SimpleGrid>
        <Checkbox mt="md" label={w.form.required} checked={f.required} onChange={(e) => put({ required: e.currentTarget.checked })} />
        {!field && <Checkbox mt="xs" label={w.form.unique} checked={f.unique} onChange={(e) => put({ unique: e.currentTarget.checked })} />}
        {error != null && <Wrong error={error} />}
        <Foot close={close}>
          <Button type="submit" loading={add.isPending || set.isPending}>{w.form.save}</Button>
        </Foot>
      </form>
    </Modal>
  )
}

/** A name given in one language stands for both until the other is there. */
const whole = (l: Label): Label => ({ vi: l.vi.trim() || l.en.trim(), en: l.en.trim() || l.vi.trim() })

type Option = NonNullable<Field['options']>[number]

function Options({ options, put, wrong }: { options: Option[]; put: (list: Option[]) => void; wrong: boolean }) {
  const w = useWords(words)
  const at = (i: number, part: Partial<Label>) => put(options.with(i, { ...options[i]!, label: { ...options[i]!.label, ...part } }))
  return (
    <fieldset style={{ border: 0, padding: 0, margin: '12px 0 0' }}>
      <Text component="legend" size="sm" fw={500}>{w.form.options}</Text>
      {options.map((o, i) => (
        <Group key={i} gap="xs" mt={6} wrap="nowrap">
          <TextInput size="xs" flex={1} placeholder={w.form.vi} aria-label={`${w.form.option(i + 1)}: ${w.form.vi}`} value={o.label.vi} onChange={(e) => at(i, { vi: e.currentTarget.value })} />
          <TextInput size="xs" flex={1} placeholder={w.form.en} aria-label={`${w.form.option(i + 1)}: ${w.form.en}`} value={o.label.en} onChange={(e) => at(i, { en: e.currentTarget.value })} />
          <ActionIcon variant="subtle" color="gray" aria-label={w.form.removeOption(o.label.vi || o.label.en || w.form.option(i + 1))} onClick={() => put(options.filter((_, j) => j !== i))}><Icon name="close" size={14} /></ActionIcon>
        </Group>
      ))}
      {wrong && <Text size="xs" c="red" mt={4}>{w.form.needOptions}</Text>}
      <Button size="compact-xs" variant="subtle" mt={6} onClick={() => put([...options, { key: '', label: { vi: '', en: '' } }])}>{w.form.addOption}</Button>
    </fieldset>
  )
}
