import { Button, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CannedText } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage, useFields } from '../../../shared/record/field'
import { FieldInput } from '../../../shared/record/FieldInput'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { useCanned } from '../../../shared/talk/queries'
import { useAddCanned, useRemoveCanned, useSetCanned } from './queries'
import * as words from './words'

type Edited = Pick<CannedText, 'id' | 'name' | 'text' | 'text_en' | 'changes'>
const set = ['status', 'priority', 'kind', 'owner', 'tags'] as const

/** Texts that are said often, and what each changes of a ticket. */
export function CannedTexts() {
  const w = useWords(words).settings
  const may = useMay()('templates:write')
  const query = useCanned()
  const [editing, edit] = useState<Edited>()
  const [asked, ask] = useState<Edited>()
  const remove = useRemoveCanned()
  return (
    <Answer query={query} height={60}>
      {({ texts, places }) => (
        <Stack gap="sm" mt="xs">
          <Text size="xs" c="dimmed">{places.map((p) => `{{ ${p} }}`).join('  ')}</Text>
          {!texts.length && !editing && <Text c="dimmed" size="sm">{w.noneCanned}</Text>}
          {texts.map((t) => (
            <Group key={t.id} justify="space-between" wrap="nowrap" align="flex-start">
              <div style={{ minWidth: 0 }}><Text fw={600}>/{t.name}</Text><Text size="sm" c="dimmed" lineClamp={2}>{t.text}</Text><Summary changes={t.changes} /></div>
              {may && <Group gap={6} wrap="nowrap"><Button size="xs" variant="default" onClick={() => edit(t)}>{w.edit}</Button><Button size="xs" variant="subtle" color="red" onClick={() => ask(t)}>{w.delete}</Button></Group>}
            </Group>
          ))}
          {editing ? <CannedForm key={editing.id} one={editing} done={() => edit(undefined)} /> : may && <Group><Button size="xs" onClick={() => edit({ id: '', name: '', text: '', text_en: '', changes: {} })}>{w.addCanned}</Button></Group>}
          {asked && <Confirm grave title={w.delete} action={w.delete} close={() => ask(undefined)} change={remove} go={() => remove.mutate({ path: { id: asked.id } }, { onSuccess: () => ask(undefined) })}>{w.deleteAsk(asked.name)}</Confirm>}
        </Stack>
      )}
    </Answer>
  )
}

function CannedForm({ one, done }: { one: Edited; done: () => void }) {
  const w = useWords(words).settings
  const [name, setName] = useState(one.name)
  const [text, setText] = useState(one.text)
  const [textEn, setTextEn] = useState(one.text_en)
  const [changes, change] = useState(one.changes)
  const add = useAddCanned()
  const set = useSetCanned()
  const body = { name, text, text_en: textEn || undefined, changes }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (one.id) set.mutate({ path: { id: one.id }, body }, { onSuccess: done })
    else add.mutate({ body }, { onSuccess: done })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <TextInput label={w.cannedName} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={60} />
        <Textarea label={w.cannedText} value={text} onChange={(e) => setText(e.currentTarget.value)} autosize minRows={3} maxLength={20_000} />
        <Textarea label={w.cannedEn} value={textEn} onChange={(e) => setTextEn(e.currentTarget.value)} autosize minRows={2} maxLength={20_000} />
        <Sets changes={changes} change={change} />
        {[add.error, set.error].filter(Boolean).map((e, i) => <Wrong key={i} error={e} />)}
        <Group><Button type="submit" size="xs" loading={add.isPending || set.isPending}>{w.save}</Button><Button size="xs" variant="default" onClick={done}>{w.cancel}</Button></Group>
      </Stack>
    </form>
  )
}

/** What a ticket becomes along with a text; what is left empty stays. */
function Sets({ changes, change }: { changes: CannedText['changes']; change: (c: CannedText['changes']) => void }) {
  const w = useWords(words).settings
  const may = useMay()('tickets:read')
  const fields = useFields('tickets')
  if (!may) return null
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>{w.cannedSets}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        {set.map((key) => fields.find((f) => f.key === key)).filter((f) => f !== undefined).map((f) => (
          <FieldInput key={f.key} field={{ ...f, required: false, help: undefined }} value={changes[f.key as (typeof set)[number]] ?? null} onChange={(value) => change({ ...changes, [f.key]: value ?? undefined })} />
        ))}
      </SimpleGrid>
    </div>
  )
}

/** The same in words. */
function Summary({ changes }: { changes: CannedText['changes'] }) {
  const { language } = useLanguage()
  const fields = useFields('tickets')
  const called = set.map((key) => {
    const field = fields.find((f) => f.key === key)
    const value = changes[key]
    if (!field || !value?.length || key === 'owner') return undefined
    return `${inLanguage(field.label, language)}: ${Array.isArray(value) ? value.join(', ') : inLanguage(field.options?.find((o) => o.key === value)?.label, language) || value}`
  }).filter(Boolean)
  return called.length > 0 ? <Text size="xs" c="dimmed">{called.join(' · ')}</Text> : null
}
