import { NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { Both } from '../../../shared/Both'
import type { SurveyDefinition } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import type { Part } from './BuilderPage'
import type { Language } from './draft'
import { Further } from './Further'
import styles from './survey.module.css'
import * as words from './words'

type Said = 'question' | 'low' | 'high' | 'why' | 'subject' | 'thanks'

/** What a survey asks. */
export function Question({ draft: d, put, disabled, name, setName }: Part & { name: string; setName: (name: string) => void }) {
  const w = useWords(words)
  const text = (key: Said, hint?: string) => <Both label={w[key]} hint={hint} value={d[key]} longest={300} disabled={disabled} onChange={(said) => put({ [key]: said } as Partial<SurveyDefinition>)} />
  return (
    <Stack className={`card ${styles.pad}`}>
      <TextInput label={w.name} description={w.nameHint} value={name} maxLength={100} disabled={disabled} onChange={(e) => setName(e.currentTarget.value)} />
      {text('question')}
      {d.kind === 'own' && <NumberInput label={w.top} value={d.top ?? 5} min={2} max={10} allowDecimal={false} disabled={disabled} onChange={(n) => put({ top: Number(n) || 2 })} />}
      {text('low')}
      {text('high')}
      {text('why', w.whyHint)}
      <Further questions={d.questions ?? []} change={(questions) => put({ questions })} disabled={disabled} />
      {d.channel !== 'sms' && text('subject', w.subjectHint)}
      {text('thanks')}
      <div><Text size="sm" fw={600}>{w.language}</Text><SegmentedControl value={d.language} onChange={(l) => put({ language: l as Language })} disabled={disabled} aria-label={w.language} data={(['vi', 'en'] as const).map((l) => ({ value: l, label: w.languages[l] }))} /></div>
    </Stack>
  )
}
