import { Button, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { taskRead, type Task } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { Wrong } from '../../../shared/states'
import { useAddTask } from './queries'
import styles from './task.module.css'
import { due } from './when'
import * as words from './words'

/** A task in one line, and what was understood of it. */
export function QuickAdd({ team, focus, done }: { team?: string; focus?: boolean; done?: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const [line, setLine] = useState('')
  const [asked] = useDebouncedValue(line.trim(), 200)
  const read = useRecords('quick', taskRead, { line: asked }, { enabled: asked !== '' })
  const add = useAddTask()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (!line.trim()) return
    add.mutate({ body: { line: line.trim(), ...(team && { team }) } }, {
      onSuccess: (task: Task) => {
        setLine('')
        notifications.show({ message: `${w.added}: ${task.title}${due(task, f, w) && ` · ${due(task, f, w)}`}` })
        done?.()
      },
    })
  }
  // While Telex or VNI puts a letter together, Enter belongs to it.
  const composing = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && (e.nativeEvent.isComposing || e.keyCode === 229)) e.preventDefault()
  }
  return (
    <form onSubmit={submit}>
      <div className={styles.quick}>
        <div>
          <TextInput aria-label={w.add} placeholder={w.addHint} value={line} maxLength={500} onChange={(e) => setLine(e.currentTarget.value)} onKeyDown={composing} data-autofocus={focus || undefined} />
          <Text size="xs" c="dimmed" mt={4} role="status" mih={18}>{asked && line && read.data ? w.understood(read.data.title, due(read.data as Task, f, w)) : w.addAbout}</Text>
        </div>
        <Button type="submit" loading={add.isPending} disabled={!line.trim()}>{w.add}</Button>
      </div>
      {add.error && <Wrong error={add.error} />}
    </form>
  )
}
