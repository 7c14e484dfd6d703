import { SimpleGrid, Textarea, TextInput } from '@mantine/core'
import type { Label } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import * as words from './words'

interface Props {
  label: string
  value: Label | undefined
  onChange: (value: Label) => void
  rows?: number
  disabled?: boolean
}

/** A text in both languages, side by side. */
export function Both({ label, value, onChange, rows, disabled }: Props) {
  const w = useWords(words)
  const now = value ?? { vi: '', en: '' }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
      {(['vi', 'en'] as const).map((l) => {
        const set = { label: `${label} · ${w.languages[l]}`, lang: l, value: now[l], disabled, maxLength: 1000, onChange: (e: { currentTarget: { value: string } }) => onChange({ ...now, [l]: e.currentTarget.value }) }
        return rows ? <Textarea key={l} {...set} autosize minRows={rows} maxRows={10} /> : <TextInput key={l} {...set} />
      })}
    </SimpleGrid>
  )
}
