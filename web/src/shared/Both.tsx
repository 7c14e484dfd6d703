import { SimpleGrid, Textarea, TextInput } from '@mantine/core'
import type { Label } from './client'
import { useWords } from './language'

const en = { vi: 'Vietnamese', en: 'English' }
const vi: typeof en = { vi: 'Tiếng Việt', en: 'Tiếng Anh' }

interface Props {
  label: string
  value: Label | undefined
  onChange: (value: Label) => void
  /** More than one line, this many at first. */
  rows?: number
  /** Characters in each language; 1,000 where it does not say. */
  longest?: number
  disabled?: boolean
}

/** A text in both languages, side by side. */
export function Both({ label, value, onChange, rows, longest = 1000, disabled }: Props) {
  const w = useWords({ en, vi })
  const now = value ?? { vi: '', en: '' }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
      {(['vi', 'en'] as const).map((l) => {
        const set = { label: `${label} · ${w[l]}`, lang: l, value: now[l], disabled, maxLength: longest, onChange: (e: { currentTarget: { value: string } }) => onChange({ ...now, [l]: e.currentTarget.value }) }
        return rows ? <Textarea key={l} {...set} autosize minRows={rows} maxRows={10} /> : <TextInput key={l} {...set} />
      })}
    </SimpleGrid>
  )
}
