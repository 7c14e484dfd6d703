import { wheel } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { PeriodBar } from '../../../shared/PeriodBar'
import { useReadout } from '../../../shared/queries'
import { useQuestion } from '../../../shared/question'
import { Screen } from '../../../shared/Screen'
import { Door } from '../../../shared/Door'
import { Answer } from '../../../shared/states'
import * as words from './words'

/** The flywheel of a period. */
export function Page() {
  const w = useWords(words)
  const f = useFormat()
  const answer = useReadout('wheel', wheel, useQuestion())
  return (
    <Screen title={w.title} actions={<PeriodBar />}>
      <Answer query={answer} height="60vh">{(r) => <Door figure="wheel.mass">{f.number(r.mass)}</Door>}</Answer>
    </Screen>
  )
}
