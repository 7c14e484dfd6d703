import { Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { conversationCounts, leadList, trend, value, wheel, type WheelAnswer } from '../../../shared/client'
import { useCount } from '../../../shared/condition/count'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { PeriodBar } from '../../../shared/PeriodBar'
import { useReadout, useRecords } from '../../../shared/queries'
import { monthStart, nextDay, today, useComparison, useQuestion } from '../../../shared/question'
import { Screen } from '../../../shared/Screen'
import { useMay, useSession, useZone } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { valueQuestion } from './asked'
import { Figures } from './Figures'
import { Picture } from './Picture'
import { Start } from './Start'
import { Strip } from './Strip'
import { SavePicture } from './SavePicture'
import { Table } from './Table'
import { turningOf } from './turning'
import * as words from './words'

/** The flywheel of a period: the picture, its figures, and the same people as a funnel. */
export function Page() {
  const w = useWords(words)
  const empty = useSession()?.empty
  const answer = useReadout('wheel', wheel, useQuestion())
  return (
    <Screen title={w.title} actions={!empty && <PeriodBar />}>
      {empty ? <Start /> : <Answer query={answer} height="60vh">{(r) => <Wheel wheel={r} />}</Answer>}
    </Screen>
  )
}

function Wheel({ wheel: r }: { wheel: WheelAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const question = useQuestion()
  const comparison = useComparison()
  const asked = valueQuestion(question, useZone())
  const before = useReadout('wheel', wheel, { ...question, ...comparison }, { enabled: comparison !== null })
  const trends = useReadout('trend', trend, question)
  const worth = useReadout('value', value, asked)
  const may = useMay()
  const now = {
    due: useRecords('conversation-counts', conversationCounts, undefined, { enabled: may('conversations:read') }).data?.due,
    tickets: useCount('tickets', { where: 'state = open' }, may('tickets:read')).data?.count,
    leads: useRecords('leads', leadList, { limit: 1 }, { enabled: may('people:read') }).data?.waiting,
  }
  const v = worth.data
  const doors = { at: asked.at }
  const momentum = v?.momentum.revenue != null ? { days: v.momentum.days, shown: f.moneyShort(v.momentum.revenue, v.currency), asked: doors } : undefined
  if (nobody(r)) return <Nobody />
  return (
    <div className="wheel-screen">
      <div className="wheel-left">
        <Picture turning={turningOf(r)} now={now} momentum={momentum} />
        <div className="picture-actions">
          <Text size="xs" c="dimmed" maw={520}>{w.doors} {w.scale}</Text>
          <SavePicture />
        </div>
        <Table wheel={r} />
        <Strip wheel={r} question={question} />
      </div>
      <Figures wheel={r} before={comparison ? before.data : undefined} comparison={comparison ?? undefined} value={v} valueAsked={doors} trend={trends.data} />
    </div>
  )
}

/** A period without anybody, such as the month before a house began: this one is a press away. */
function Nobody() {
  const w = useWords(words)
  const now = today(useZone())
  const month = { from: monthStart(now), to: nextDay(now) }
  const shown = useQuestion().from === month.from
  return (
    <Empty title={w.emptyTitle}>
      {w.emptyPeriod}
      {!shown && <><br /><Button mt="md" component={Link} to="." search={((before: object) => ({ ...before, ...month })) as never}>{w.thisMonth}</Button></>}
    </Empty>
  )
}

const nobody = (r: WheelAnswer) => r.arrivals === 0 && Object.values(r.stock.to).every((n) => n === 0)
