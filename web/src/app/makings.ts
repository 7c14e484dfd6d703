import { useNavigate } from '@tanstack/react-router'
import { openQuick } from '../features/hub/task/QuickDialog'
import type { IconName } from '../shared/Icon'
import { useWords } from '../shared/language'
import * as words from './words'

/** Something that can be made from anywhere, by the header or the palette. */
export interface Making {
  id: string
  label: string
  icon: IconName
  permission: string
  go: () => void
}

const records = ['people', 'companies', 'orders', 'products'] as const

/** What can be made: each opens the form on the list of its kind. */
export function useMakings(): Making[] {
  const w = useWords(words)
  const navigate = useNavigate()
  const task: Making = { id: 'new-task', label: w.makings.task, icon: 'tasks', permission: 'tasks:create', go: openQuick }
  return [task, ...records.map((type) => ({
    id: `new-${type}`,
    label: w.makings[type],
    icon: type,
    permission: `${type}:create`,
    go: () => void navigate({ to: `/${type}`, search: { create: 'yes' } as never }),
  }))]
}
