import { Badge, Button, Checkbox, Group, Select, Text } from '@mantine/core'
import type { SurveyDefinition, SurveyResponse } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { inLanguage } from '../../../shared/record/field'
import { RowLink } from '../../../shared/RowLink'
import { Answer, Empty } from '../../../shared/states'
import { scaleOf } from './draft'
import { useResponses, type Whose } from './queries'
import styles from './survey.module.css'
import * as words from './words'

const states = ['answered', 'asked', 'waiting', 'expired', 'left'] as const

interface Props {
  id: string
  draft: SurveyDefinition
  whose: Whose
  choose: (whose: Whose) => void
}

/** Who was asked, with what they answered: the people behind every figure. */
export function Responses({ id, draft, whose, choose }: Props) {
  const w = useWords(words)
  const responses = useResponses(id, whose)
  const [lowest, highest] = scaleOf(draft)
  const scored = whose.high !== undefined
  return (
    <>
      <Group gap="sm" mb="sm">
        <Select size="xs" aria-label={w.tabs.people} value={whose.state ?? 'all'} allowDeselect={false} data={(['all', ...states] as const).map((s) => ({ value: s, label: w.states[s] }))}
          onChange={(s) => choose({ ...whose, state: s === 'all' ? undefined : s as Whose['state'] })} />
        {scored && <Button size="xs" variant="default" onClick={() => choose({ ...whose, low: undefined, high: undefined })}>{w.scoreIs(whose.low ?? lowest, Math.min(whose.high ?? highest, highest))} ✕</Button>}
        <Checkbox label={w.comments} checked={whose.comment ?? false} onChange={(e) => choose({ ...whose, comment: e.currentTarget.checked || undefined })} />
      </Group>
      <Answer query={responses}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.responses ?? [])
          return all.length ? <ul className={styles.all}>{all.map((r) => <Line key={r.id} one={r} draft={draft} />)}</ul> : <Empty title={w.nobody}>{w.nobodyDo}</Empty>
        }}
      </Answer>
      <More of={responses}>{w.further2}</More>
    </>
  )
}

function Line({ one, draft }: { one: SurveyResponse; draft: SurveyDefinition }) {
  const w = useWords(words)
  const f = useFormat()
  const at = one.answered_at ?? one.asked_at
  const said = Object.entries(one.said ?? {})
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <RowLink to={`/people/${one.person.id}`} className={styles.name}>{one.person.name || w.somebody}</RowLink>
        {one.score != null ? <span className={`${styles.score} figures`}>{one.score}</span> : <Badge variant="light" tt="none" color="gray">{w.states[one.state as 'asked']}</Badge>}
      </Group>
      <Text size="xs" c="dimmed">{at ? f.instant(at) : ''}{one.reason ? w.reasons[one.reason as 'rest'] : ''}</Text>
      {one.comment && <p className={styles.said}>{one.comment}</p>}
      {said.length > 0 && <dl className={styles.figures}>{said.map(([key, answer]) => <Said key={key} of={key} answer={answer} draft={draft} />)}</dl>}
    </li>
  )
}

function Said({ of, answer, draft }: { of: string; answer: string; draft: SurveyDefinition }) {
  const { language } = useLanguage()
  const q = (draft.questions ?? []).find((one) => one.key === of)
  const option = q?.options?.find((o) => o.key === answer)
  return <div><dt>{inLanguage(q?.label, language) || of}</dt><dd>{inLanguage(option?.label, language) || answer}</dd></div>
}
