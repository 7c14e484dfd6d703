import { Checkbox, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { Card } from '../../../shared/Card'
import { useWords } from '../../../shared/language'
import styles from './cta.module.css'
import { type Part, toLocal } from './draft'
import * as words from './words'

const moments = ['now', 'seconds', 'scroll', 'leaving'] as const

/** When its time comes on a page, how often, and from when until when it is seen at all. */
export function When({ draft, put, disabled }: Part) {
  const w = useWords(words)
  const { moment: m, frequency: f, schedule: s } = draft
  const number = (label: string, value: number | undefined, most: number, change: (n: number) => void, hint?: string) => (
    <NumberInput label={label} description={hint} min={0} max={most} allowDecimal={false} value={value ?? 0} disabled={disabled} onChange={(n) => change(Number(n) || 0)} />
  )
  const end = (name: 'from' | 'until', label: string) => (
    <TextInput type="datetime-local" label={label} value={toLocal(s[name])} disabled={disabled} onChange={(e) => put({ schedule: { ...s, [name]: e.currentTarget.value ? new Date(e.currentTarget.value).toISOString() : undefined } })} />
  )
  return (
    <div className={styles.stack}>
      {draft.kind !== 'button' && (
        <>
          <Card title={w.moment}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <Select label={w.momentKind} allowDeselect={false} disabled={disabled} value={m.kind} onChange={(kind) => put({ moment: { ...m, kind: kind as typeof m.kind } })} data={moments.map((k) => ({ value: k, label: w.moments[k] }))} />
              {m.kind === 'seconds' && number(w.seconds, m.seconds, 600, (seconds) => put({ moment: { ...m, seconds } }))}
              {m.kind === 'scroll' && number(w.scroll, m.scroll, 100, (scroll) => put({ moment: { ...m, scroll } }))}
              {number(w.seen, m.seen, 100, (seen) => put({ moment: { ...m, seen } }), w.seenHint)}
            </SimpleGrid>
          </Card>
          <Card title={w.frequency} lead={w.frequencyAbout}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {number(w.times, f.times, 100, (times) => put({ frequency: { ...f, times } }), w.timesHint)}
              {number(w.days, f.days, 365, (days) => put({ frequency: { ...f, days } }), w.daysHint)}
              {number(w.rest, f.rest, 365, (rest) => put({ frequency: { ...f, rest } }))}
              {number(w.priority, draft.priority, 100, (priority) => put({ priority }), w.priorityHint)}
            </SimpleGrid>
            <Checkbox mt="sm" label={w.again} disabled={disabled} checked={!!f.again} onChange={(e) => put({ frequency: { ...f, again: e.currentTarget.checked || undefined } })} />
          </Card>
        </>
      )}
      <Card title={w.schedule} lead={w.scheduleAbout}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>{end('from', w.from)}{end('until', w.until)}</SimpleGrid>
      </Card>
    </div>
  )
}
