import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { Card } from '../../../shared/Card'
import type { Invitation } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useRoleName } from '../../../shared/role'
import { useInvitations, useWithdraw } from './queries'
import styles from './user.module.css'
import * as words from './words'

/** Who was invited and is not here yet. */
export function Waiting({ may }: { may: boolean }) {
  const w = useWords(words)
  const list = useInvitations(may).data?.invitations ?? []
  if (!list.length) return null
  return (
    <Card title={w.users.waiting}>
      <ul className={styles.users}>{list.map((i) => <Row key={i.id} invitation={i} />)}</ul>
    </Card>
  )
}

function Row({ invitation: i }: { invitation: Invitation }) {
  const w = useWords(words)
  const f = useFormat()
  const withdraw = useWithdraw()
  const { name } = useRoleName()
  const go = () => withdraw.mutate({ path: { id: i.id } }, { onSuccess: () => notifications.show({ message: w.users.withdrawn }) })
  return (
    <li className={styles.waiting}>
      <div className={styles.who}>
        <b>{i.email}</b>
        <Text size="sm" c="dimmed">{name(i.role)} · {i.expired ? w.users.expired : `${w.users.expires} ${f.day(i.expires_at)}`}</Text>
      </div>
      <Button size="compact-sm" variant="default" aria-label={w.users.withdrawOf(i.email)} loading={withdraw.isPending} onClick={go}>{w.users.withdraw}</Button>
    </li>
  )
}
