import { Badge, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import { roleRemove, type Role, type RolesAnswer } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { rights } from '../../../shared/right'
import { useRemoval } from '../../../shared/queries'
import { useRoleName, useRoles } from '../../../shared/role'
import { useMay } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import { EditRole } from './EditRole'
import { byExtent, verbsOf } from './rights'
import styles from './role.module.css'
import * as words from './words'

/** The roles, and in plain words what each may do. */
export function RolesPage() {
  const w = useWords(words)
  const roles = useRoles()
  const may = useMay()('users:write')
  const [adding, add] = useState(false)
  return (
    <Card title={w.title} lead={w.about} actions={may && <Button size="sm" onClick={() => add(true)}>{w.add}</Button>}>
      <Answer query={roles}>
        {(answer) => (
          <>
            <ul className={styles.roles}>{answer.roles?.map((r) => <Row key={r.id} role={r} all={answer} may={may} />)}</ul>
            {adding && <EditRole all={answer} close={() => add(false)} />}
          </>
        )}
      </Answer>
    </Card>
  )
}

function Row({ role, all, may }: { role: Role; all: RolesAnswer; may: boolean }) {
  const w = useWords(words)
  const names = useRoleName()
  const [open, setOpen] = useState<'edit' | 'copy' | 'remove'>()
  const close = () => setOpen(undefined)
  const name = names.name(role.id)
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <b>{name}</b>
          {role.built_in && <Badge variant="light" color="gray" tt="none">{w.builtIn}</Badge>}
          <Text size="sm" c="dimmed">{[w.users(role.users), ...(role.second_step ? [w.needsStep] : [])].join(' · ')}</Text>
        </Group>
        {may && (
          <Group gap="xs">
            {!role.built_in && <Button size="compact-sm" variant="default" aria-label={w.editOf(name)} onClick={() => setOpen('edit')}>{w.edit}</Button>}
            {!role.everything && <Button size="compact-sm" variant="subtle" color="gray" aria-label={w.copyOf(name)} onClick={() => setOpen('copy')}>{w.copy}</Button>}
            {!role.built_in && role.users === 0 && <Button size="compact-sm" variant="subtle" color="gray" aria-label={w.removeOf(name)} onClick={() => setOpen('remove')}>{w.remove}</Button>}
          </Group>
        )}
      </Group>
      <Text size="sm">{names.about(role.id)}</Text>
      {!role.everything && <Summary role={role} all={all} />}
      {open === 'edit' && <EditRole all={all} role={role} close={close} />}
      {open === 'copy' && <EditRole all={all} from={role} close={close} />}
      {open === 'remove' && <RemoveRole role={role} name={name} close={close} />}
    </li>
  )
}

/** What a role may do with each kind of record, in a line each. */
function Summary({ role, all }: { role: Role; all: RolesAnswer }) {
  const w = useWords(words)
  const r = useWords(rights)
  const told = (of: Record<string, string>, verbs: string[]) => [
    ...byExtent(of, verbs.filter((v) => v !== 'create')).map(([extent, list]) => `${list.map((v) => w.does[v]).join(', ')} ${w.extents[extent]}`),
    ...((of.create ?? 'none') === 'none' ? [] : [w.does.create]),
  ].join(' · ')
  return (
    <dl className={styles.summary}>
      {all.kinds?.map((kind) => (
        <div key={kind}>
          <dt>{r.kinds[kind]}</dt>
          <dd>{told(role.grants[kind] ?? {}, verbsOf(kind, all.verbs ?? [])) || w.nothing}</dd>
        </div>
      ))}
    </dl>
  )
}

function RemoveRole({ role, name, close }: { role: Role; name: string; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoval(roleRemove, { refreshes: ['roles'] })
  const go = () => remove.mutate({ path: { id: role.id } }, {
    onSuccess: () => {
      notifications.show({ message: w.removed })
      close()
    },
  })
  return <Confirm grave title={w.removeOf(name)} action={w.remove} go={go} close={close} change={remove}>{w.removeAbout}</Confirm>
}
