import { DateInput, type DateInputProps } from '@mantine/dates'
import { useDidUpdate } from '@mantine/hooks'
import 'dayjs/locale/vi'
import 'dayjs/locale/en-gb'
import { useRef, useState } from 'react'
import { readDay } from './day'
import { useFormat } from './format'
import { useWords } from './language'

const en = {
  locale: 'en-gb', previousMonth: 'Month before', nextMonth: 'Next month', previousYear: 'Year before', nextYear: 'Next year', previousDecade: 'Decade before', nextDecade: 'Next decade', months: 'Choose the month', years: 'Choose the year',
  noDay: 'There is no such day. Write it like 31/12/2026.', notBefore: (day: string) => `Not before ${day}.`, notAfter: (day: string) => `Not after ${day}.`,
}
const vi: typeof en = {
  locale: 'vi', previousMonth: 'Tháng trước', nextMonth: 'Tháng sau', previousYear: 'Năm trước', nextYear: 'Năm sau', previousDecade: 'Thập niên trước', nextDecade: 'Thập niên sau', months: 'Chọn tháng', years: 'Chọn năm',
  noDay: 'Không có ngày này. Hãy viết như 31/12/2026.', notBefore: (day) => `Không sớm hơn ${day}.`, notAfter: (day) => `Không muộn hơn ${day}.`,
}

interface Props extends Omit<DateInputProps, 'value' | 'onChange' | 'minDate' | 'maxDate'> {
  /** YYYY-MM-DD; empty: none. */
  value: string
  onChange: (day: string) => void
  /** What is written is no day, so far. */
  onUnread?: () => void
  min?: string
  max?: string
}

/**
 * A day, written and chosen as the language shown writes it, whatever language the browser is in. What is no day stays as it was
 * written, is said once one has left it or pressed Enter, and holds up the form it stands in.
 */
export function DayInput({ value, onChange, onUnread, min, max, error, onBlur, onKeyDown, ...rest }: Props) {
  const w = useWords({ en, vi })
  const f = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState('')
  const [told, tell] = useState(false)
  /** What is wrong with what is written; empty: nothing. */
  const judge = (text: string) => {
    if (!text.trim()) return ''
    const day = readDay(text)
    if (!day) return w.noDay
    if (min && day < min) return w.notBefore(f.day(`${min.slice(0, 10)}T12:00:00Z`))
    return max && day > max.slice(0, 10) ? w.notAfter(f.day(`${max.slice(0, 10)}T12:00:00Z`)) : ''
  }
  const judged = (said: string) => {
    setWrong(said)
    input.current?.setCustomValidity(said)
    if (!said) tell(false)
  }
  useDidUpdate(() => {
    if (value) judged('') // given from outside, or chosen
  }, [value])
  return (
    <DateInput ref={input} valueFormat="DD/MM/YYYY" placeholder="31/12/2026" locale={w.locale} firstDayOfWeek={1} dateParser={readDay} popoverProps={{ withinPortal: false }}
      ariaLabels={{ previousMonth: w.previousMonth, nextMonth: w.nextMonth, previousYear: w.previousYear, nextYear: w.nextYear, previousDecade: w.previousDecade, nextDecade: w.nextDecade, monthLevelControl: w.months, yearLevelControl: w.years }}
      value={value || null} minDate={min} maxDate={max} fixOnBlur={!wrong} error={told && wrong ? wrong : error}
      onChange={(day) => { judged(''); onChange(day ?? '') }}
      onInput={(e) => {
        const said = judge(e.currentTarget.value)
        judged(said)
        if (said) onUnread?.()
      }}
      onBlur={(e) => { tell(wrong !== ''); onBlur?.(e) }}
      onKeyDown={(e) => { if (e.key === 'Enter') tell(wrong !== ''); onKeyDown?.(e) }} {...rest} />
  )
}
