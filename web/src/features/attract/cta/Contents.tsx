import { Button, ColorInput, Group, SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { Both } from '../../../shared/Both'
import { Card } from '../../../shared/Card'
import type { CtaContent as Content } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import styles from './cta.module.css'
import { arm, emptyContent, kinds, type Part } from './draft'
import { useForms } from './queries'
import * as words from './words'

interface Props extends Part {
  name: string
  address: string
  setName: (name: string) => void
  setAddress: (key: string) => void
}

const most = 5

/** What it says and how it stands; where it says several things, chance decides. */
export function Contents({ draft, put, disabled, name, address, setName, setAddress }: Props) {
  const w = useWords(words)
  const contents = draft.contents ?? []
  const set = (at: number, change: Partial<Content>) => put({ contents: contents.map((c, i) => (i === at ? { ...c, ...change } : c)) })
  return (
    <div className={styles.stack}>
      {contents.map((c, i) => (
        <Card key={i} title={contents.length > 1 ? w.content(arm(i).toUpperCase()) : w.says} actions={!disabled && contents.length > 1 && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => put({ contents: contents.filter((_, k) => k !== i) })}>{w.take}</Button>}>
          <Says content={c} disabled={disabled} set={(change) => set(i, change)} />
        </Card>
      ))}
      {!disabled && contents.length < most && <Button size="xs" variant="default" onClick={() => put({ contents: [...contents, contents[0] ? { ...contents[0] } : emptyContent()] })}>{w.addContent}</Button>}
      <Card title={w.look}>
        <Stack gap="sm">
          <SegmentedControl aria-label={w.kind} className={styles.kinds} value={draft.kind} disabled={disabled} onChange={(kind) => put({ kind: kind as typeof draft.kind, style: { color: draft.style.color } })} data={kinds.map((k) => ({ value: k, label: w.kinds[k] }))} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={w.name} description={w.nameHint} value={name} maxLength={100} disabled={disabled} onChange={(e) => setName(e.currentTarget.value)} />
            <TextInput label={w.key} description={w.keyHint} value={address} maxLength={60} disabled={disabled} onChange={(e) => setAddress(e.currentTarget.value)} />
            <ColorInput withEyeDropper={false} label={w.color} placeholder="#0b6e63" value={draft.style.color ?? ''} disabled={disabled} onChange={(color) => put({ style: { ...draft.style, color } })} />
            {(draft.kind === 'banner' || draft.kind === 'slide-in') && <Select label={w.place} value={draft.style.place || (draft.kind === 'banner' ? 'bottom' : 'right')} disabled={disabled} allowDeselect={false} onChange={(place) => put({ style: { ...draft.style, place: place as typeof draft.style.place } })} data={(draft.kind === 'banner' ? ['bottom', 'top'] as const : ['right', 'left'] as const).map((p) => ({ value: p, label: w.places[p] }))} />}
          </SimpleGrid>
        </Stack>
      </Card>
    </div>
  )
}

function Says({ content: c, disabled, set }: { content: Content; disabled: boolean; set: (change: Partial<Content>) => void }) {
  const w = useWords(words)
  const forms = (useForms().data?.forms ?? []).filter((f) => (f.published > 0 && !f.archived) || f.key === c.form)
  const toForm = c.form !== undefined
  return (
    <Stack gap="sm">
      <Both label={w.heading} longest={500} value={c.title} disabled={disabled} onChange={(title) => set({ title })} />
      <Both label={w.text} rows={2} longest={500} value={c.text} disabled={disabled} onChange={(text) => set({ text })} />
      <Both label={w.button} longest={500} value={c.button} disabled={disabled} onChange={(button) => set({ button })} />
      <Group align="flex-end" gap="sm">
        <SegmentedControl aria-label={w.leads} value={toForm ? 'form' : 'url'} disabled={disabled} onChange={(to) => set(to === 'form' ? { form: '', url: undefined } : { form: undefined, url: '' })} data={[{ value: 'url', label: w.toPage }, { value: 'form', label: w.toForm }]} />
        {toForm
          ? <Select className={styles.wide} label={w.form} description={forms.length ? w.formHint : w.noForms} value={c.form || null} disabled={disabled} onChange={(form) => set({ form: form ?? '' })} data={forms.map((f) => ({ value: f.key, label: f.name }))} />
          : <TextInput className={styles.wide} label={w.url} description={w.urlHint} placeholder="/bang-gia" value={c.url ?? ''} disabled={disabled} onChange={(e) => set({ url: e.currentTarget.value })} />}
      </Group>
    </Stack>
  )
}
