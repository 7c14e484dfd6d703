import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import { teamList, teamRemove, userList, type Team } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { useRecords, useRemoval } from '../../../shared/queries'
import { useMay, useSession } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { EditTeam } from './EditTeam'
import styles from './team.module.css'
import * as words from './words'

/** The teams, and who is in them. */
export function TeamsPage() {
  const w = useWords(words)
  const teams = useRecords('teams', teamList, {} as never)
  const may = useMay()('users:write')
  const [adding, add] = useState(false)
  return (
    <Card title={w.title} lead={w.about} actions={may && <Button size="sm" onClick={() => add(true)}>{w.add}</Button>}>
      <Answer query={teams}>
        {({ teams }) => teams?.length ? <ul className={styles.teams}>{teams.map((t) => <Row key={t.id} team={t} />)}</ul> : <Empty title={w.none}>{w.noneAbout}</Empty>}
      </Answer>
      {adding && <EditTeam close={() => add(false)} />}
    </Card>
  )
}

function Row({ team }: { team: Team }) {
  const w = useWords(words)
  const may = useMay()
  const me = useSession()?.user?.id
  const users = useRecords('users', userList).data?.users ?? []
  const name = (id: string) => users.find((u) => u.id === id)?.name ?? ''
  const [open, setOpen] = useState<'edit' | 'remove'>()
  const close = () => setOpen(undefined)
  const all = may('users:write')
  return (
    <li>
      <div>
        <b>{team.name}</b>
        <Text size="sm" c="dimmed">{[w.people(team.members?.length ?? 0), ...(team.lead ? [w.ledBy(name(team.lead))] : [])].join(' · ')}</Text>
        <Text size="sm">{team.members?.map(name).filter(Boolean).join(', ')}</Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        {(all || (may('teams:write') && team.lead === me)) && <Button size="compact-sm" variant="default" aria-label={w.editOf(team.name)} onClick={() => setOpen('edit')}>{w.edit}</Button>}
        {all && <Button size="compact-sm" variant="subtle" color="gray" aria-label={w.removeTitle(team.name)} onClick={() => setOpen('remove')}>{w.remove}</Button>}
      </Group>
      {open === 'edit' && <EditTeam team={team} close={close} />}
      {open === 'remove' && <RemoveTeam team={team} close={close} />}
    </li>
  )
}

function RemoveTeam({ team, close }: { team: Team; close: () => void }) {
  const w = useWords(words)
  const remove = useRemoval(teamRemove, { refreshes: ['teams', 'users', 'session'] })
  const go = () => remove.mutate({ path: { id: team.id } }, {
    onSuccess: () => {
      notifications.show({ message: w.removed })
      close()
    },
  })
  return <Confirm grave title={w.removeTitle(team.name)} action={w.remove} go={go} close={close} change={remove}>{w.removeAbout}</Confirm>
}
