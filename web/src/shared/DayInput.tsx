import { DateInput, type DateInputProps } from '@mantine/dates'
import 'dayjs/locale/vi'
import 'dayjs/locale/en-gb'
import { readDay } from './day'
import { useWords } from './language'

const en = { locale: 'en-gb', previousMonth: 'Month before', nextMonth: 'Next month', previousYear: 'Year before', nextYear: 'Next year', previousDecade: 'Decade before', nextDecade: 'Next decade', months: 'Choose the month', years: 'Choose the year' }
const vi: typeof en = { locale: 'vi', previousMonth: 'Tháng trước', nextMonth: 'Tháng sau', previousYear: 'Năm trước', nextYear: 'Năm sau', previousDecade: 'Thập niên trước', nextDecade: 'Thập niên sau', months: 'Chọn tháng', years: 'Chọn năm' }

interface Props extends Omit<DateInputProps, 'value' | 'onChange' | 'minDate' | 'maxDate'> {
  /** YYYY-MM-DD; empty: none. */
  value: string
  onChange: (day: string) => void
  min?: string
  max?: string
}

/** A day, written and chosen as the language shown writes it, whatever language the browser is in. */
export function DayInput({ value, onChange, min, max, ...rest }: Props) {
  const w = useWords({ en, vi })
  return (
    <DateInput valueFormat="DD/MM/YYYY" placeholder="31/12/2026" locale={w.locale} firstDayOfWeek={1} dateParser={readDay} popoverProps={{ withinPortal: false }}
      ariaLabels={{ previousMonth: w.previousMonth, nextMonth: w.nextMonth, previousYear: w.previousYear, nextYear: w.nextYear, previousDecade: w.previousDecade, nextDecade: w.nextDecade, monthLevelControl: w.months, yearLevelControl: w.years }}
      value={value || null} onChange={(day) => onChange(day ?? '')} minDate={min} maxDate={max} {...rest} />
  )
}
