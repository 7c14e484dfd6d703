import { NativeSelect, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { User } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useRoleName, useRoles } from '../../../shared/role'
import { useMessage } from '../../../shared/states'
import { useChangeUser } from './queries'
import * as words from './words'

/** Somebody's role, changed at once. */
export function RoleSelect({ user }: { user: User }) {
  const w = useWords(words)
  const change = useChangeUser()
  const message = useMessage(change.error)
  const { name } = useRoleName()
  const ids = useRoles().data?.roles?.map((r) => r.id) ?? []
  const choose = (role: string) => change.mutate({ path: { id: user.id }, body: { role } }, {
    onSuccess: () => notifications.show({ message: w.users.roleChanged(user.name, name(role).toLowerCase()) }),
  })
  return (
    <div>
      <NativeSelect size="sm" aria-label={`${w.users.role}: ${user.name}`} value={user.role} disabled={change.isPending}
        data={[...new Set([...ids, user.role])].map((r) => ({ value: r, label: name(r) }))} onChange={(e) => choose(e.currentTarget.value)} />
      {change.error && <Text size="xs" c="var(--bad)" role="alert" maw={200}>{message}</Text>}
    </div>
  )
}
