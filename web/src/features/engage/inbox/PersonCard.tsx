import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Conversation } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { writePhone } from '../../../shared/record/write'
import { useMay } from '../../../shared/session'
import { StageMark } from '../../../shared/stage'
import { useHistory, usePerson } from './queries'
import { Sales } from './Sales'
import * as words from './words'

/** Who is spoken with, what is being sold to them, and what happened last with them. */
export function PersonCard({ person }: { person: Conversation['person'] }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('people:read')
  const eventName = useEventName()
  const who = usePerson(person.id, may)
  const history = useHistory(person.id, may)
  const values = (who.data?.values ?? {}) as Record<string, unknown>
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : '')
  const items = history.data?.items ?? []
  return (
    <Stack gap="sm">
      <div>
        <Text fw={650} size="lg">{person.name || w.somebody}</Text>
        {text('email') && <Text size="sm">{w.email}: <Anchor href={`mailto:${text('email')}`}>{text('email')}</Anchor></Text>}
        {text('phone') && <Text size="sm">{w.phone}: <Anchor href={`tel:${text('phone')}`}>{writePhone(text('phone'))}</Anchor></Text>}
        <Anchor component={Link} to={`/people/${person.id}`} size="sm">{w.open}</Anchor>
      </div>
      <Sales person={person.id} />
      <div>
        <Text fw={600} size="sm">{w.history}</Text>
        {!items.length && <Text size="sm" c="dimmed">{w.noHistory}</Text>}
        {items.map((i) => <Text size="sm" key={i.id}>{i.event ? eventName(i.event.name) : i.stage && <><StageMark stage={i.stage.from} /> → <StageMark stage={i.stage.to} /></>} <Text span size="xs" c="dimmed">{f.instant(i.at)}</Text></Text>)}
      </div>
    </Stack>
  )
}
