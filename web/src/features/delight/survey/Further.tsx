import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { Both } from '../../../shared/Both'
import type { SurveyDefinition } from '../../../shared/client'
import { fold } from '../../../shared/fold'
import { useLanguage, useWords } from '../../../shared/language'
import * as words from './words'

type Asked = NonNullable<SurveyDefinition['questions']>[number]
type Options = NonNullable<Asked['options']>

const most = 10

/** A key that is free, made of some words. */
function keyFor(taken: string[], words: string): string {
  const base = fold(words).replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 30) || 'q'
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`
    if (!taken.includes(key)) return key
  }
}

/** The questions that are asked after the score. */
export function Further({ questions, change, disabled }: { questions: Asked[]; change: (all: Asked[]) => void; disabled: boolean }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const set = (i: number, to: Partial<Asked>) => change(questions.map((q, k) => (k === i ? { ...q, ...to } : q)))
  const add = () => change([...questions, { key: keyFor(questions.map((q) => q.key), 'q'), label: { vi: '', en: '' } }])
  // A line that was there before keeps its key: answers name it.
  const choices = (was: Options, lines: string[]): Options =>
    lines.filter((l) => l.trim()).reduce<Options>((all, line) => {
      const kept = was.find((o) => o.label[language] === line && !all.some((a) => a.key === o.key))
      return [...all, kept ?? { key: keyFor(all.map((a) => a.key), line), label: { vi: line, en: line } }]
    }, [])
  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">{w.further}</Text>
      {questions.map((q, i) => (
        <Stack key={q.key} gap="xs">
          <Both label={w.label(i + 1)} value={q.label} longest={300} disabled={disabled} onChange={(label) => set(i, { label })} />
          <Textarea label={w.options} description={w.optionsHint} autosize minRows={2} disabled={disabled} defaultValue={(q.options ?? []).map((o) => o.label[language] || o.label.vi).join('\n')}
            onBlur={(e) => set(i, { options: choices(q.options ?? [], e.currentTarget.value.split('\n')) })} />
          {!disabled && <Group><Button size="compact-sm" variant="default" onClick={() => change(questions.filter((_, k) => k !== i))}>{w.take(i + 1)}</Button></Group>}
        </Stack>
      ))}
      {!disabled && questions.length < most && <Group><Button size="xs" variant="default" onClick={add}>{w.addQuestion}</Button></Group>}
    </Stack>
  )
}
