import { NativeSelect, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { User } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useMessage } from '../../../shared/states'
import { useChangeUser } from './queries'
import * as words from './words'

export const roles = ['owner', 'editor', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Somebody's role, changed at once. */
export function RoleSelect({ user }: { user: User }) {
  const w = useWords(words)
  const change = useChangeUser()
  const message = useMessage(change.error)
  const choose = (role: Role) => change.mutate({ path: { id: user.id }, body: { role } }, {
    onSuccess: () => notifications.show({ message: w.users.roleChanged(user.name, w.users[role].toLowerCase()) }),
  })
  return (
    <div>
      <NativeSelect size="sm" aria-label={`${w.users.role}: ${user.name}`} value={user.role} disabled={change.isPending}
        data={roles.map((r) => ({ value: r, label: w.users[r] }))} onChange={(e) => choose(e.currentTarget.value as Role)} />
      {change.error && <Text size="xs" c="var(--bad)" role="alert" maw={200}>{message}</Text>}
    </div>
  )
}
