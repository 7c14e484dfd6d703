import { Alert, Anchor, Button, Drawer, Group } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { Entry } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMeanings } from '../../../shared/meaning'
import { Empty, Loading } from '../../../shared/states'
import styles from './events.module.css'
import { useEntry } from './queries'
import * as words from './words'

interface Props {
  seq?: number
  /** The events on the screen; others are asked for. */
  loaded: Entry[]
  close: () => void
}

/** One entry of the log: what was understood, what became of it, and the text as it was received. */
export function EventDetail({ seq, loaded, close }: Props) {
  const w = useWords(words)
  const here = loaded.find((e) => e.seq === seq)
  const named = useEventName()
  const asked = useEntry(here ? undefined : seq)
  const entry = here ?? asked.data
  return (
    <Drawer opened={seq !== undefined} onClose={close} position="right" size="lg" title={<b>{entry?.name ? named(entry.name) : w.events.title}</b>} closeButtonProps={{ 'aria-label': w.events.close }}>
      {entry ? <Detail entry={entry} /> : asked.isLoading ? <Loading /> : <Empty title={w.events.none} />}
    </Drawer>
  )
}

function Detail({ entry: e }: { entry: Entry }) {
  const w = useWords(words)
  const named = useEventName()
  const f = useFormat()
  const meaning = useMeanings()
  const facts: [string, React.ReactNode][] = [
    [w.events.person, e.person && <Anchor component={Link} to="/people/$id" params={{ id: e.person.id } as never}>{e.person.name ?? e.person.id}</Anchor>],
    [w.events.name, e.name !== named(e.name ?? '') && e.name],
    [w.events.meaning, e.meaning && meaning[e.meaning]],
    [w.events.happened, e.at && f.second(e.at)],
    [w.events.received, f.second(e.received_at)],
    [w.events.source, `${e.source} (${w.ranks[e.rank]})`],
    [w.events.id, e.id],
    ['seq', e.seq],
  ]
  return (
    <>
      {e.state === 'duplicate' && <Alert color="gray" variant="light" mb="md" title={w.events.duplicate}>{w.events.duplicateText}</Alert>}
      {e.state === 'quarantined' && <Alert color="red" variant="light" mb="md" title={`${w.events.quarantined}: ${e.reason}`}>{w.events.quarantineText}</Alert>}
      <dl className={styles.facts}>
        {facts.filter(([, value]) => value).map(([name, value]) => [<dt key={`n${name}`}>{name}</dt>, <dd key={`v${name}`}>{value}</dd>])}
      </dl>
      <Raw text={JSON.stringify(e.body, null, 2)} />
    </>
  )
}

function Raw({ text }: { text: string }) {
  const w = useWords(words)
  const { copy, copied } = useClipboard()
  return (
    <>
      <Group justify="space-between" mt="lg" mb={6}>
        <b>{w.events.body}</b>
        <Button size="compact-sm" variant="default" onClick={() => copy(text)}>{copied ? w.events.copied : w.events.copy}</Button>
      </Group>
      <pre className={styles.raw} tabIndex={0}>{text}</pre>
    </>
  )
}
