import { Button, Group, Stack, Text } from '@mantine/core'
import { Both } from '../../../shared/Both'
import { Choices } from '../../../shared/Choices'
import type { SurveyDefinition } from '../../../shared/client'
import { freeKey } from '../../../shared/key'
import { useWords } from '../../../shared/language'
import * as words from './words'

type Asked = NonNullable<SurveyDefinition['questions']>[number]

const most = 10

/** The questions that are asked after the score. */
export function Further({ questions, change, disabled }: { questions: Asked[]; change: (all: Asked[]) => void; disabled: boolean }) {
  const w = useWords(words)
  const set = (i: number, to: Partial<Asked>) => change(questions.map((q, k) => (k === i ? { ...q, ...to } : q)))
  const add = () => change([...questions, { key: freeKey(questions.map((q) => q.key), 'q', 'q'), label: { vi: '', en: '' } }])
  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">{w.further}</Text>
      {questions.map((q, i) => (
        <Stack key={q.key} gap="xs">
          <Both label={w.label(i + 1)} value={q.label} longest={300} disabled={disabled} onChange={(label) => set(i, { label })} />
          <Choices label={w.options} hint={w.optionsHint} choices={q.options ?? []} change={(options) => set(i, { options })} disabled={disabled} />
          {!disabled && <Group><Button size="compact-sm" variant="default" onClick={() => change(questions.filter((_, k) => k !== i))}>{w.take(i + 1)}</Button></Group>}
        </Stack>
      ))}
      {!disabled && questions.length < most && <Group><Button size="xs" variant="default" onClick={add}>{w.addQuestion}</Button></Group>}
    </Stack>
  )
}
