import { Button, Checkbox, Modal, MultiSelect, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { roleAdd, roleSet, type Role, type RolesAnswer } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { rights, useRight } from '../../../shared/right'
import { useChange } from '../../../shared/queries'
import { type RecordType, recordTypes, useFields, useLabel } from '../../../shared/record/field'
import { Wrong } from '../../../shared/states'
import { Grid } from './Grid'
import styles from './role.module.css'
import * as words from './words'

interface Props {
  all: RolesAnswer
  /** The role to change; none: a new one. */
  role?: Role
  /** What a new one starts from. */
  from?: Role
  close: () => void
}

const refreshes = ['roles', 'session', 'fields']

/** Makes a role, or changes one. */
export function EditRole({ all, role, from, close }: Props) {
  const w = useWords(words)
  const said = useRight()
  const start = role ?? from
  const add = useChange(roleAdd, { refreshes })
  const set = useChange(roleSet, { refreshes })
  const [name, setName] = useState(role?.name ?? '')
  const [about, setAbout] = useState(role?.about ?? '')
  const [grants, setGrants] = useState(start?.grants ?? {})
  const [permissions, setPermissions] = useState(start?.permissions ?? ['catalogue:read', 'status:read', 'users:read', 'wheel:read', 'workspace:read'])
  const [hidden, setHidden] = useState(start?.hidden ?? {})
  const done = {
    onSuccess: () => {
      notifications.show({ message: w.saved })
      close()
    },
  }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const body = { name, about, grants, permissions, hidden }
    if (role) set.mutate({ path: { id: role.id }, body }, done)
    else add.mutate({ body }, done)
  }
  return (
    <Modal opened onClose={close} title={<b>{role ? w.editOf(role.name ?? '') : w.add}</b>} size="xl" closeOnClickOutside={false}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          <TextInput label={w.line} description={w.lineHint} value={about} onChange={(e) => setAbout(e.currentTarget.value)} maxLength={500} />
          <div>
            <Text fw={600}>{w.records}</Text>
            <Text size="sm" c="dimmed">{w.recordsAbout}</Text>
            <Grid all={all} grants={grants} change={setGrants} />
          </div>
          <Checkbox.Group label={<Text fw={600} component="span">{w.house}</Text>} value={permissions} onChange={setPermissions}>
            <div className={styles.permissions}>{all.permissions?.filter((p) => !all.whole?.includes(p)).map((p) => <Checkbox key={p} value={p} label={said(p)} />)}</div>
            <Text size="sm" c="dimmed" mt="md">{w.needsAll}</Text>
            <div className={styles.permissions}>{all.whole?.map((p) => <Checkbox key={p} value={p} label={said(p)} />)}</div>
          </Checkbox.Group>
          <div>
            <Text fw={600}>{w.hidden}</Text>
            <Text size="sm" c="dimmed">{w.hiddenAbout}</Text>
            <div className={styles.hidden}>
              {recordTypes.map((t) => <Hide key={t} type={t} hidden={hidden[t] ?? []} change={(keys) => setHidden({ ...hidden, [t]: keys })} />)}
            </div>
          </div>
          {(add.error ?? set.error) && <Wrong error={add.error ?? set.error} />}
          <Foot close={close}>
            <Button type="submit" loading={add.isPending || set.isPending}>{w.save}</Button>
          </Foot>
        </Stack>
      </form>
    </Modal>
  )
}

/** Fields without which nobody knows which record is meant, or whose it is. */
const never = ['name', 'owner', 'team']

function Hide({ type, hidden, change }: { type: RecordType; hidden: string[]; change: (keys: string[]) => void }) {
  const w = useWords(words)
  const r = useWords(rights)
  const label = useLabel()
  const fields = useFields(type).filter((f) => !never.includes(f.key))
  return <MultiSelect label={w.hiddenOf(r.kinds[type] ?? type)} data={fields.map((f) => ({ value: f.key, label: label(f) }))} value={hidden} onChange={change} searchable clearable />
}
