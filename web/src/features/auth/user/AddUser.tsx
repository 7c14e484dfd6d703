import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Secret } from '../../../shared/Secret'
import { useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { useAddUser } from './queries'
import { type Role, roles } from './RoleSelect'
import * as words from './words'

/** Lets somebody sign in; their first password is made up and shown once. */
export function AddUser({ close }: { close: () => void }) {
  const w = useWords(words)
  const add = useAddUser()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name, email, role } })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.users.add}</b>} closeOnClickOutside={false}>
      {add.data ? (
        <Stack>
          <Text>{w.users.added(add.data.user.name)}</Text>
          <Secret label={w.users.email} text={add.data.user.email} />
          <Secret label={w.users.password} text={add.data.password ?? ''} />
          <Text size="sm" c="dimmed">{w.users.once(add.data.user.name)}</Text>
          <Button onClick={close} style={{ alignSelf: 'end' }}>{w.users.done}</Button>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput data-autofocus label={w.users.name} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={200} autoComplete="off" />
            <TextInput type="email" label={w.users.email} value={email} onChange={(e) => setEmail(e.currentTarget.value)} required autoComplete="off" />
            <Radio.Group label={w.users.role} value={role} onChange={(r) => setRole(r as Role)}>
              <Stack gap="xs" mt={6}>{roles.map((r) => <Radio key={r} value={r} label={w.users[r]} description={w.users[`${r}Hint`]} />)}</Stack>
            </Radio.Group>
            {add.error && <Wrong error={add.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>{w.users.cancel}</Button>
              <Button type="submit" loading={add.isPending}>{w.users.create}</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
