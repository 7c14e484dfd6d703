import { Stack, Text, TextInput } from '@mantine/core'
import { useWords } from '../../../shared/language'
import { toLocal, type Draft } from './draft'
import styles from './page.module.css'
import * as words from './words'

/** When a page is published and hidden by itself. */
export function When({ draft, put, unready, disabled }: { draft: Draft; put: (change: Partial<Draft>) => void; unready: string; disabled: boolean }) {
  const w = useWords(words)
  const field = (name: 'publish_at' | 'hide_at', label: string, hint: string) => (
    <TextInput type="datetime-local" label={label} description={hint} value={draft[name] ? toLocal(draft[name]) : ''} disabled={disabled}
      onChange={(e) => put({ [name]: e.currentTarget.value ? new Date(e.currentTarget.value).toISOString() : '' })} />
  )
  return (
    <section className={`card ${styles.pad}`}>
      <Stack gap="sm">
        {field('publish_at', w.publishAt, w.publishAtHint)}
        {unready && <Text size="sm" c="var(--bad)">{w.unready(unready)}</Text>}
        {field('hide_at', w.hideAt, w.hideAtHint)}
        <Text size="xs" c="dimmed">{w.zone}</Text>
      </Stack>
    </section>
  )
}
