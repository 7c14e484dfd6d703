import { Checkbox, ColorInput, NumberInput, SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useWords } from '../../../shared/language'
import { Both } from '../../../shared/Both'
import type { Part } from './BuilderPage'
import styles from './form.module.css'
import * as words from './words'

interface Props extends Part {
  name: string
  address: string
  setName: (name: string) => void
  setAddress: (key: string) => void
}

/** What a form is called and says, how it looks, and when it opens over a page. */
export function Look({ draft, put, disabled, name, address, setName, setAddress }: Props) {
  const w = useWords(words)
  const style = (change: object) => put({ style: { ...draft.style, ...change } })
  const popup = (change: object) => put({ popup: { ...draft.popup, ...change } })
  return (
    <div>
      <section className={`card ${styles.pad}`}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={w.name} description={w.nameHint} value={name} disabled={disabled} maxLength={100} onChange={(e) => setName(e.currentTarget.value)} />
            <TextInput label={w.address} description={w.addressHint} value={address} disabled={disabled} maxLength={60} onChange={(e) => setAddress(e.currentTarget.value)} />
          </SimpleGrid>
          <Both label={w.heading} value={draft.title} disabled={disabled} onChange={(title) => put({ title })} />
          <Both label={w.intro} rows={2} value={draft.intro} disabled={disabled} onChange={(intro) => put({ intro })} />
          <Both label={w.button} value={draft.button} disabled={disabled} onChange={(button) => put({ button })} />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <div><Text size="sm" fw={500}>{w.language}</Text><SegmentedControl fullWidth disabled={disabled} value={draft.language} onChange={(language) => put({ language })} data={[{ value: 'vi', label: w.languages.vi }, { value: 'en', label: w.languages.en }]} aria-label={w.language} /></div>
            <ColorInput label={w.color} format="hex" withEyeDropper={false} disabled={disabled} value={draft.style.color ?? ''} placeholder="#0b6e63" onChange={(color) => style({ color })} />
          </SimpleGrid>
          <Checkbox label={w.square} checked={draft.style.corners === 'square'} disabled={disabled} onChange={(e) => style({ corners: e.currentTarget.checked ? 'square' : '' })} />
          <Checkbox label={w.dense} checked={!!draft.style.dense} disabled={disabled} onChange={(e) => style({ dense: e.currentTarget.checked })} />
        </Stack>
      </section>
      <section className={`card ${styles.pad}`}>
        <h2 className={styles.head}>{w.popup}</h2>
        <Text size="sm" c="dimmed" mb="sm">{w.popupHint}</Text>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <NumberInput label={w.seconds} min={0} max={600} disabled={disabled} value={draft.popup.seconds ?? 0} onChange={(n) => popup({ seconds: Number(n) })} />
          <NumberInput label={w.scroll} min={0} max={100} disabled={disabled} value={draft.popup.scroll ?? 0} onChange={(n) => popup({ scroll: Number(n) })} />
          <NumberInput label={w.days} min={0} max={365} disabled={disabled} value={draft.popup.days ?? 30} onChange={(n) => popup({ days: Number(n) })} />
        </SimpleGrid>
        <Checkbox mt="sm" label={w.leaving} checked={!!draft.popup.leaving} disabled={disabled} onChange={(e) => popup({ leaving: e.currentTarget.checked })} />
        <Textarea mt="sm" label={w.pages} description={w.pagesHint} autosize minRows={2} disabled={disabled} value={(draft.popup.pages ?? []).join('\n')} onChange={(e) => popup({ pages: e.currentTarget.value ? e.currentTarget.value.split('\n').slice(0, 20) : undefined })} />
      </section>
    </div>
  )
}
