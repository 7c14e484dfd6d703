import { Button, Modal, MultiSelect, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { useRoleName, useRoles } from '../../../shared/role'
import { Secret } from '../../../shared/Secret'
import { Wrong } from '../../../shared/states'
import { useInvite, useTeams } from './queries'
import * as words from './words'

/** Invites somebody: by a link they choose their own password with, so that nobody else ever knows it. */
export function Invite({ close }: { close: () => void }) {
  const w = useWords(words)
  const invite = useInvite()
  const teams = useTeams().data?.teams ?? []
  const roles = useRoles().data?.roles ?? []
  const { name, about } = useRoleName()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState('seller')
  const [chosen, choose] = useState<string[]>([])
  const submit = (e: FormEvent) => {
    e.preventDefault()
    invite.mutate({ body: { email, role, teams: chosen } })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.users.add}</b>} closeOnClickOutside={false}>
      {invite.data ? (
        <Stack>
          <Text fw={600}>{w.users.invited(invite.data.email)}</Text>
          <Secret label={w.users.link} text={invite.data.link ?? ''} />
          <Text size="sm" c="dimmed">{invite.data.mailed && w.users.mailed} {w.users.once}</Text>
          <Button onClick={close} style={{ alignSelf: 'end' }}>{w.users.done}</Button>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput data-autofocus type="email" label={w.users.email} value={email} onChange={(e) => setEmail(e.currentTarget.value)} required autoComplete="off" />
            <Radio.Group label={w.users.role} value={role} onChange={setRole}>
              <Stack gap="xs" mt={6}>{roles.map((r) => <Radio key={r.id} value={r.id} label={name(r.id)} description={about(r.id)} />)}</Stack>
            </Radio.Group>
            {teams.length > 0 && <MultiSelect label={w.users.teams} data={teams.map((t) => ({ value: t.id, label: t.name }))} value={chosen} onChange={choose} />}
            {invite.error && <Wrong error={invite.error} />}
            <Foot close={close}>
              <Button type="submit" loading={invite.isPending}>{w.users.create}</Button>
            </Foot>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
