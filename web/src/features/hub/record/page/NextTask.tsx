import { Button, Popover, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useRecords } from '../../../../shared/queries'
import { taskList } from '../../../../shared/record/operations'
import { useMay } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import { NextStep, useNextStep } from './NextStep'
import styles from './page.module.css'
import * as words from './words'

/** What is planned next with a record, and a line to plan it. */
export function NextTask({ id }: { id: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const next = useRecords('tasks', taskList, { about: id, limit: 1 }, { enabled: may('tasks:read') }).data?.tasks[0]
  const step = useNextStep(id)
  const [open, setOpen] = useState(false)
  const due = next && (next.due_on ? f.day(next.due_on) : next.due_at ? f.instant(next.due_at) : undefined)
  const [now] = useState(Date.now)
  const late = next?.due_at != null && Date.parse(next.due_at) < now
  return (
    <span className={next ? undefined : styles.together}>
      {next ? <span>{next.title}{due && <Text span size="sm" c={late ? 'var(--bad)' : 'dimmed'}> · {due}</Text>}</span> : <Text span inherit c="dimmed">{w.noTask}</Text>}
      {may('tasks:create') && (
        <Popover opened={open} onChange={setOpen} width={320} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
          <Popover.Target><Button size="compact-xs" variant="subtle" ml={4} onClick={() => setOpen(!open)} aria-label={w.planTask}>+</Button></Popover.Target>
          <Popover.Dropdown>
            <form onSubmit={(e) => { e.preventDefault(); void step.save().then(() => setOpen(false), () => {}) }}>
              <NextStep step={step} />
              {step.error != null && <Wrong error={step.error} />}
              <Button type="submit" size="xs" mt="xs" loading={step.pending} disabled={!step.line.trim()}>{w.plan}</Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
    </span>
  )
}
