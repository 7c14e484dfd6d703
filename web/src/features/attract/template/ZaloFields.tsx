import { Alert, Anchor, Checkbox, Code, Select, Stack, Text, TextInput } from '@mantine/core'
import type { TemplateContent as Content, TemplateZaloContent as ZaloContent } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import type { Draft } from './EditorPage'
import { useTemplates, useZaloTemplates } from './queries'
import styles from './template.module.css'
import * as words from './words'

interface Props {
  draft: Draft
  variables: string[]
  put: (change: Partial<Draft>) => void
  putContent: (change: Partial<Content>) => void
  disabled: boolean
}

/** The template of Zalo a message goes by, what fills its places, and what is tried where Zalo does not reach somebody. */
export function ZaloFields({ draft, variables, put, putContent, disabled }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const known = useZaloTemplates().data?.templates ?? []
  const sms = (useTemplates().data?.templates ?? []).filter((t) => t.channel === 'sms' && t.published > 0 && !t.archived && t.class === draft.class)
  const z: ZaloContent = draft.content.zalo ?? { template: '', values: {} }
  const set = (change: Partial<ZaloContent>) => putContent({ zalo: { ...z, ...change } })
  const of = known.find((t) => t.id === z.template)
  const choose = (id: string | null) => {
    const chosen = known.find((t) => t.id === id)
    if (!chosen) return
    put({ class: chosen.class })
    set({ template: chosen.id, values: Object.fromEntries((chosen.params ?? []).map((p) => [p.name, z.values[p.name] ?? ''])) })
  }
  return (
    <section className={`card ${styles.pad}`} style={{ marginTop: 12 }}>
      <Stack gap="sm">
        {known.length === 0 && <Alert variant="light" title={w.zalo.none}>{w.zalo.noneAbout}</Alert>}
        <Select label={w.zalo.template} searchable value={z.template || null} disabled={disabled} onChange={choose} data={known.filter((t) => t.status === 'enable' || t.id === z.template).map((t) => ({ value: t.id, label: t.name }))} />
        {of && <Text size="sm" c="dimmed">{w.zalo.costs(f.money(of.price, 'VND'))}{of.preview.startsWith('https://') && <> · <Anchor href={of.preview} target="_blank" rel="noreferrer">{w.zalo.preview}</Anchor></>}</Text>}
        {of && (of.params ?? []).length > 0 && <div><b>{w.zalo.places}</b><Text size="sm" c="dimmed">{w.zalo.placesAbout} <Code>{`{{ ${variables.includes('person.name') ? 'person.name' : variables[0] ?? 'person.name'} }}`}</Code></Text></div>}
        {(of?.params ?? []).map((p) => (
          <TextInput key={p.name} label={p.name} description={[w.zalo.types[p.type], p.max > 0 && w.zalo.most(p.max), p.required && w.zalo.needed].filter(Boolean).join(' · ')} value={z.values[p.name] ?? ''} disabled={disabled}
            onChange={(e) => set({ values: { ...z.values, [p.name]: e.currentTarget.value } })} />
        ))}
        <div><b>{w.zalo.otherwise}</b><Text size="sm" c="dimmed">{w.zalo.otherwiseAbout}</Text></div>
        <Select label={w.zalo.sms} placeholder={w.zalo.noSMS} clearable value={z.sms || null} disabled={disabled} onChange={(v) => set({ sms: v ?? undefined })} data={sms.map((t) => ({ value: t.key, label: t.name }))} />
        <Checkbox label={w.zalo.call} description={draft.class === 'advertising' ? w.zalo.noCall : undefined} checked={!!z.call && draft.class !== 'advertising'} disabled={disabled || draft.class === 'advertising'} onChange={(e) => set({ call: e.currentTarget.checked || undefined })} />
      </Stack>
    </section>
  )
}
