import { ActionIcon, Button, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { User } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMay, useSession } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import { useRoleName } from '../../../shared/role'
import { Invite } from './Invite'
import { useRemoveUser, useStepOff, useTeams, useUsers } from './queries'
import { ResetUser } from './ResetUser'
import { RoleSelect } from './RoleSelect'
import styles from './user.module.css'
import { Waiting } from './Waiting'
import * as words from './words'

/** Everybody who may sign in. */
export function UsersPage() {
  const w = useWords(words)
  const users = useUsers()
  const may = useMay()('users:write')
  const [adding, add] = useState(false)
  return (
    <>
      <Card title={w.users.title} actions={may && <Button size="sm" onClick={() => add(true)}>{w.users.add}</Button>}>
        <Answer query={users}>
          {(answer) => <ul className={styles.users}>{(answer.users ?? []).map((u) => <UserRow key={u.id} user={u} may={may} />)}</ul>}
        </Answer>
        {adding && <Invite close={() => add(false)} />}
      </Card>
      <Waiting may={may} />
    </>
  )
}

function UserRow({ user, may }: { user: User; may: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const me = useSession()?.user?.id === user.id
  const { name } = useRoleName()
  const teams = (useTeams().data?.teams ?? []).filter((t) => user.teams?.includes(t.id)).map((t) => t.name)
  return (
    <li>
      <div className={styles.who}>
        <b>{user.name}</b>{me && <small> ({w.users.you})</small>}
        <Text size="sm" c="dimmed">{user.email}</Text>
        <Text size="xs" c="dimmed">{[...teams, `${w.users.lastSignIn}: ${user.seen_at ? f.instant(user.seen_at) : w.users.never}`, ...(user.second_step ? [w.users.secondStep] : [])].join(' · ')}</Text>
      </div>
      {may && !me ? <RoleSelect user={user} /> : <span>{name(user.role)}</span>}
      {may && !me ? <Actions user={user} /> : <span />}
    </li>
  )
}

function Actions({ user }: { user: User }) {
  const w = useWords(words)
  const [open, setOpen] = useState<'reset' | 'step' | 'remove'>()
  const close = () => setOpen(undefined)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={w.users.actions(user.name)}>⋯</ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('reset')}>{w.users.reset}</Menu.Item>
          {user.second_step && <Menu.Item onClick={() => setOpen('step')}>{w.users.stepOff}</Menu.Item>}
          <Menu.Item color="red" onClick={() => setOpen('remove')}>{w.users.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'reset' && <ResetUser user={user} close={close} />}
      {open === 'step' && <StepOff user={user} close={close} />}
      {open === 'remove' && <RemoveUser user={user} close={close} />}
    </>
  )
}

function StepOff({ user, close }: { user: User; close: () => void }) {
  const w = useWords(words)
  const off = useStepOff()
  const go = () => off.mutate({ path: { id: user.id } }, {
    onSuccess: () => {
      notifications.show({ message: w.users.stepIsOff(user.name) })
      close()
    },
  })
  return <Confirm grave title={w.users.stepOffTitle(user.name)} action={w.users.stepOff} go={go} close={close} change={off}>{w.users.stepOffText(user.name)}</Confirm>
}

function RemoveUser({ user, close }: { user: User; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoveUser()
  const go = () => remove.mutate({ path: { id: user.id } }, {
    onSuccess: () => {
      notifications.show({ message: w.users.removed(user.name) })
      close()
    },
  })
  return <Confirm grave title={w.users.removeTitle(user.name)} action={w.users.remove} go={go} close={close} change={remove}>{w.users.removeText(user.name)}</Confirm>
}
