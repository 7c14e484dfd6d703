import { Button, Text } from '@mantine/core'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer } from '../../../shared/states'
import styles from './appointment.module.css'
import { useSlots } from './queries'
import * as words from './words'

/** Chooses a free time of a booking page; of an appointment that is to be moved. */
export function SlotPicker({ page, moving, value, onChange }: { page: string; moving?: string; value: string; onChange: (at: string) => void }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <div role="group" aria-label={w.slots} style={{ maxHeight: '45vh', overflowY: 'auto' }} tabIndex={0}>
      <Answer query={useSlots(page, moving)} height={80}>
        {({ days }) => days.length === 0 ? <Text size="sm" role="status">{w.noSlots}</Text> : days.map((d) => (
          <section key={d.day} aria-label={f.day(d.day)}>
            <Text size="sm" fw={600} mb={4}>{f.day(d.day)}</Text>
            <div className={styles.times}>
              {d.times.map((at) => <Button key={at} size="compact-sm" variant={at === value ? 'filled' : 'default'} aria-pressed={at === value} onClick={() => onChange(at)}>{f.clock(at)}</Button>)}
            </div>
          </section>
        ))}
      </Answer>
    </div>
  )
}
