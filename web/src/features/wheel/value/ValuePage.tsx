import { Group, NativeSelect } from '@mantine/core'
import { value } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { PeriodBar, useNarrow } from '../../../shared/PeriodBar'
import { useReadout } from '../../../shared/queries'
import { useQuestion } from '../../../shared/question'
import { Screen } from '../../../shared/Screen'
import { Answer } from '../../../shared/states'
import { Report } from './Report'
import { horizons, useValueSearch } from './search'
import './value.css'
import * as words from './words'

/** Value: what is to be expected of everybody who ever bought. */
export function ValuePage() {
  const w = useWords(words)
  const { segment, as_of, known_at, timezone } = useQuestion()
  const query = useReadout('value', value, { segment, as_of, known_at, timezone, ...useValueSearch() })
  return (
    <Screen title={w.title} lead={w.lead} actions={<><Choices day={query.data?.asked.at} /><PeriodBar period={false} /></>}>
      <Answer query={query} height={320}>{(answer) => <Report answer={answer} />}</Answer>
    </Screen>
  )
}

/** The day it is looked at from, and how far ahead. */
function Choices({ day }: { day?: string }) {
  const w = useWords(words)
  const f = useFormat()
  const narrow = useNarrow()
  const { at, horizon = '90d' } = useValueSearch()
  const set = (change: { at?: string; horizon?: string }) => narrow(change as never)
  const lengths = horizons.includes(horizon) ? horizons : [...horizons, horizon]
  return (
    <Group gap="xs">
      <DayInput size="sm" w={130} aria-label={w.at} title={w.atHint} value={at ?? day?.slice(0, 10) ?? ''} max={at ? undefined : day} onChange={(chosen) => set({ at: chosen || undefined })} clearable={at !== undefined} />
      <NativeSelect size="sm" aria-label={w.horizon} value={horizon} onChange={(e) => set({ horizon: e.target.value === '90d' ? undefined : e.target.value })}
        data={lengths.map((h) => ({ value: h, label: w.next(f.number(parseInt(h, 10))) }))} />
    </Group>
  )
}
