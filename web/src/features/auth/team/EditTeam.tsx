import { Button, Modal, MultiSelect, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { teamAdd, teamSet, userList, type Team } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { useChange, useRecords } from '../../../shared/queries'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import * as words from './words'

const refreshes = ['teams', 'users', 'session']

/** Makes a team, or changes one. */
export function EditTeam({ team, close }: { team?: Team; close: () => void }) {
  const w = useWords(words)
  const users = useRecords('users', userList).data?.users ?? []
  const all = useMay()('users:write')
  const add = useChange(teamAdd, { refreshes })
  const set = useChange(teamSet, { refreshes })
  const [name, setName] = useState(team?.name ?? '')
  const [lead, setLead] = useState(team?.lead ?? '')
  const [members, setMembers] = useState(team?.members ?? [])
  const people = users.map((u) => ({ value: u.id, label: u.name }))
  const done = {
    onSuccess: () => {
      notifications.show({ message: w.saved })
      close()
    },
  }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (team) set.mutate({ path: { id: team.id }, body: { name, members, ...(all && { lead }) } }, done)
    else add.mutate({ body: { name, lead, members } }, done)
  }
  return (
    <Modal opened onClose={close} title={<b>{team ? w.editOf(team.name) : w.add}</b>} closeOnClickOutside={false}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={200} />
          {all && <Select label={w.lead} description={w.leadHint} data={people} value={lead || null} onChange={(id) => setLead(id ?? '')} clearable searchable />}
          <MultiSelect label={w.members} data={people} value={members} onChange={setMembers} searchable />
          {(add.error ?? set.error) && <Wrong error={add.error ?? set.error} />}
          <Foot close={close}>
            <Button type="submit" loading={add.isPending || set.isPending}>{w.save}</Button>
          </Foot>
        </Stack>
      </form>
    </Modal>
  )
}
