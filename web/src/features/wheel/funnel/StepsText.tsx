import { Button, Group, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../../shared/language'
import { useNarrow } from '../../../shared/PeriodBar'
import { readSteps, StepsError } from '../../../shared/steps'
import * as words from './words'

/** A funnel's steps as text. close is there where the text in the URL can be shown as rows. */
export function StepsText({ text, close }: { text: string; close: (() => void) | null }) {
  const w = useWords(words)
  const narrow = useNarrow()
  const [draft, setDraft] = useState(text)
  const wrong = findWrong(draft)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (wrong) return
    narrow({ steps: draft.trim() } as never)
    close?.()
  }
  return (
    <form onSubmit={submit}>
      <Textarea label={w.text} description={w.textHint} value={draft} onChange={(e) => setDraft(e.target.value)} autosize minRows={2} spellCheck={false}
        error={wrong && w.wrongAt(wrong.at + 1, w.wrong[wrong.expected])} styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }} />
      <Group gap="xs" mt="xs">
        <Button type="submit" size="xs" disabled={wrong !== null}>{w.apply}</Button>
        {close && <Button variant="subtle" color="gray" size="xs" onClick={close}>{w.asRows}</Button>}
      </Group>
    </form>
  )
}

function findWrong(text: string): StepsError | null {
  try {
    readSteps(text)
    return null
  } catch (error) {
    if (error instanceof StepsError) return error
    throw error
  }
}
