import { Anchor, Button, Group, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { useOpenTicket, useTickets } from './queries'
import * as words from './words'

/** The tickets of what is said here, and a new one of what belongs to none yet. */
export function Tickets({ conversation }: { conversation: string }) {
  const w = useWords(words).tickets
  const may = useMay()
  const navigate = useNavigate()
  const { data } = useTickets(conversation, may('tickets:read'))
  const open = useOpenTicket()
  if (!data) return null
  const all = [...data.tickets, ...data.others]
  const make = () => open.mutate({ body: { conversation } }, { onSuccess: (t) => void navigate({ to: `/tickets/${t.id}` as string }) })
  return (
    <>
      <Group gap={8} mt={4}>
        {all.length > 0 && <Text size="xs" c="dimmed">{w.about}</Text>}
        {all.slice(0, 4).map((t) => <Anchor key={t.id} size="xs" component={Link} to={`/tickets/${t.id}` as string}>{t.number} {t.name}</Anchor>)}
        {may('tickets:create') && <Button size="compact-xs" variant="subtle" loading={open.isPending} onClick={make}>{w.open}</Button>}
      </Group>
      {open.error && <Wrong error={open.error} />}
    </>
  )
}
