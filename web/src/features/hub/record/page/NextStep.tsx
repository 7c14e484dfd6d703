import { Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange, useRecords } from '../../../../shared/queries'
import { taskAdd, taskRead } from '../../../../shared/record/operations'
import { useMay } from '../../../../shared/session'
import * as words from './words'

interface Line { line: string; write: (line: string) => void }

/** What comes next while it is written. */
export function useLine(): Line {
  const [line, write] = useState('')
  return { line, write }
}

/** A task about a record, written in one line; nothing where nothing is written. */
export function useNextStep(id: string) {
  const { line, write } = useLine()
  const add = useChange(taskAdd, { refreshes: ['tasks', 'today'] })
  const save = async () => {
    if (!line.trim()) return
    await add.mutateAsync({ body: { line: line.trim(), about: id } })
    write('')
  }
  return { line, write, save, pending: add.isPending, error: add.error }
}

/** What comes next, as people say it; below, what was understood. */
export function NextStep({ step, label }: { step: Line; label?: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const [line] = useDebouncedValue(step.line.trim(), 250)
  const read = useRecords('quick', taskRead, { line }, { enabled: line !== '' })
  if (!may('tasks:create')) return null
  const due = line && read.data ? (read.data.due_at && !read.data.due_on ? f.instant(read.data.due_at) : read.data.due_on ? f.day(read.data.due_on) : undefined) : undefined
  return (
    <>
      <TextInput mt="sm" label={label ?? w.contact.next} placeholder={w.contact.nextHint} maxLength={500} value={step.line} onChange={(e) => step.write(e.currentTarget.value)} />
      {line && read.data && <Text size="xs" c="dimmed" mt={2}>{read.data.title}{due && ` · ${due}`}</Text>}
    </>
  )
}
