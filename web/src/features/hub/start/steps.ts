import { keyList, userList } from '../../../shared/client'
import { useRecords } from '../../../shared/queries'
import { fieldList, taskList, viewList } from '../../../shared/record/operations'
import { useMay, useSession } from '../../../shared/session'

export interface Step {
  name: 'people' | 'colleague' | 'field' | 'view' | 'task' | 'tracking'
  to: string
  /** What really happened; undefined: not known yet. */
  done: boolean | undefined
}

/** The steps somebody may take, in order. Each is asked of the records, not remembered. */
export function useSteps(enabled: boolean): Step[] {
  const may = useMay()
  const empty = useSession()?.empty
  const when = (permission: string) => ({ enabled: enabled && may(permission) })
  const users = useRecords('users', userList, undefined, when('users:write'))
  const fields = useRecords('fields', fieldList, { type: 'people' }, when('fields:write'))
  const views = useRecords('views', viewList, { type: 'people' }, when('people:read'))
  const tasks = useRecords('tasks', taskList, { limit: 1 }, when('tasks:read'))
  const keys = useRecords('keys', keyList, undefined, when('keys:write'))
  const steps: (Step & { permission: string })[] = [
    { name: 'people', to: '/import', permission: 'imports:write', done: empty === undefined ? undefined : !empty },
    { name: 'colleague', to: '/settings/users', permission: 'users:write', done: users.data && users.data.users.length > 1 },
    { name: 'field', to: '/settings/fields', permission: 'fields:write', done: fields.data && fields.data.fields.some((f) => !f.standard) },
    { name: 'view', to: '/people', permission: 'people:read', done: views.data && views.data.views.some((v) => !v.builtin) },
    { name: 'task', to: '/tasks', permission: 'tasks:create', done: tasks.data && tasks.data.tasks.length > 0 },
    { name: 'tracking', to: '/events', permission: 'keys:write', done: keys.data && keys.data.keys.some((k) => k.kind === 'write' && Boolean(k.last_used_at)) },
  ]
  return steps.filter((s) => may(s.permission))
}
