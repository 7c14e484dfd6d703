import { SimpleGrid, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type Choice, rewrite } from './choices'
import type { Label } from './client'
import { useWords } from './language'

const en = { vi: 'Vietnamese', en: 'English' }
const vi: typeof en = { vi: 'Tiếng Việt', en: 'Tiếng Anh' }

interface Props { label: string; hint: string; choices: Choice[]; change: (all: Choice[]) => void; disabled: boolean }

/** What can be chosen, one a line, in each language. */
export function Choices({ label, hint, choices, change, disabled }: Props) {
  const w = useWords({ en, vi })
  const [typed, type] = useState<{ language: keyof Label; text: string; gives: string }>() // with the line that is not written yet
  const lines = (l: keyof Label) => (typed?.language === l && typed.gives === JSON.stringify(choices) ? typed.text : choices.map((c) => c.label[l]).join('\n').trimEnd())
  const set = (language: keyof Label, text: string) => {
    const next = rewrite(choices, language, text.split('\n').slice(0, 200).map((line) => line.trim()))
    type({ language, text, gives: JSON.stringify(next) })
    change(next)
  }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
      {(['vi', 'en'] as const).map((l) => <Textarea key={l} label={`${label} · ${w[l]}`} lang={l} description={hint} autosize minRows={3} value={lines(l)} disabled={disabled} onChange={(e) => set(l, e.currentTarget.value)} />)}
    </SimpleGrid>
  )
}
