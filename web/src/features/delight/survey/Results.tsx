import { Button, CloseButton, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { SurveyResults } from '../../../shared/client'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { DayInput } from '../../../shared/DayInput'
import { Figure } from '../../../shared/Figure'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, Empty } from '../../../shared/states'
import { Bars } from './Bars'
import type { Kind } from './draft'
import { type Asked, useResults, type Whose } from './queries'
import styles from './survey.module.css'
import { Trend } from './Trend'
import * as words from './words'

interface Props {
  id: string
  kind: Kind
  people: (whose: Whose) => void
}

/** mostCompared is how many groups stand beside everybody: more nobody compares. */
const mostCompared = 4

/** What came of a survey: its score with its interval, of everybody and beside it of some groups of them, and how it went. */
export function Results({ id, kind, people }: Props) {
  const w = useWords(words)
  const [period, setPeriod] = useState<Asked>({})
  const [groups, compare] = useState<string[]>([])
  const all = useResults(id, period)
  return (
    <Stack>
      <Group gap="sm" align="end">
        <DayInput size="xs" w={120} label={w.from} value={period.from ?? all.data?.from ?? ''} onChange={(day) => setPeriod({ ...period, from: day || undefined })} />
        <DayInput size="xs" w={120} label={w.to} value={period.to ?? all.data?.to ?? ''} onChange={(day) => setPeriod({ ...period, to: day || undefined })} />
        {groups.length < mostCompared && <Button size="xs" variant="default" onClick={() => compare([...groups, ''])}>{w.compare}</Button>}
      </Group>
      {groups.map((where, i) => (
        <Group key={i} align="start" wrap="nowrap">
          <div className={styles.wide}><ConditionInput type="people" label={w.these(i + 1)} value={where} change={(v) => compare((all) => all.map((old, k) => (k === i ? v : old)))} /></div>
          <CloseButton aria-label={`${w.leaveOut}: ${w.these(i + 1)}`} onClick={() => compare(groups.filter((_, k) => k !== i))} />
        </Group>
      ))}
      <Answer query={all}>
        {(r) => r.asked === 0 ? <Empty title={w.noFigures}>{w.noFiguresDo}</Empty> : (
          <Stack>
            {groups.some(Boolean) && <Text fw={600}>{w.everybody}</Text>}
            <Figures of={r} kind={kind} />
            {groups.map((where, i) => where && <Some key={i} title={w.these(i + 1)} id={id} kind={kind} asked={{ ...period, where }} />)}
            <Bars of={r} people={(low, high) => people({ from: r.from, to: r.to, low, high })} />
            <Trend of={r} />
          </Stack>
        )}
      </Answer>
    </Stack>
  )
}

/** The same figures of people who fulfil a condition. */
function Some({ title, id, kind, asked }: { title: string; id: string; kind: Kind; asked: Asked }) {
  const some = useResults(id, asked)
  return <><Text fw={600}>{title} <Text span size="sm" c="dimmed">{asked.where}</Text></Text><Answer query={some}>{(r) => <Figures of={r} kind={kind} />}</Answer></>
}

function Figures({ of: r, kind }: { of: SurveyResults; kind: Kind }) {
  const w = useWords(words)
  const f = useFormat()
  const round = (n: number) => f.number(Math.round(n))
  return (
    <div className={`card ${styles.pad} ${styles.hero}`}>
      <Figure label={w.score[kind]} definition={w.means[kind]} value={r.result ? round(r.result.score) : null} reason={w.fewer} unit={kind === 'nps' ? undefined : '%'}
        interval={r.result ? [round(r.result.low), round(r.result.high)] : undefined} sample={r.result ? `${w.of(f.number(r.answered))}, ${w.mean(f.number(r.result.mean, 2))}` : undefined}
        trend={(r.trend ?? []).map((p) => p.result?.score)} />
      <Figure label={w.rate} definition={w.rateMeans} value={r.rate != null ? f.percent(r.rate) : null} reason={w.noFigures} interval={r.rate_low != null && r.rate_high != null ? [f.percent(r.rate_low), f.percent(r.rate_high)] : undefined}
        sample={`${f.number(r.answered)} / ${f.number(r.asked)}`} trend={(r.trend ?? []).map((p) => p.rate)} />
    </div>
  )
}
