import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { Card } from '../../../shared/Card'
import type { SiteName } from '../../../shared/client'
import { Copied } from '../../../shared/Copied'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { sentence } from '../../../shared/sentence'
import { Loading, Wrong } from '../../../shared/states'
import { useNames } from './queries'
import styles from './website.module.css'
import * as words from './words'

const colours: Record<string, string> = { good: 'green', wrong: 'red', waiting: 'yellow', unknown: 'gray', outside: 'gray' }

/** Where the site's own names lead, what to put into DNS for them, and how their certificates stand. */
export function Names() {
  const w = useWords(words)
  const names = useNames()
  const is = names.data
  return (
    <Card title={w.names} lead={w.namesAbout} actions={<Button size="sm" variant="default" loading={names.isFetching} onClick={() => void names.refetch()}>{w.lookAgain}</Button>}>
      {names.error ? <Wrong error={names.error} retry={names.refetch} /> : !is ? <Loading height={120} /> : (
        <Stack gap="md">
          {is.names?.length ? <ul className={styles.names}>{is.names.map((n) => <Name key={n.name} n={n} />)}</ul> : <Text size="sm" c="dimmed">{w.namesNone}{is.records?.length ? ` ${w.namesHow}` : ''}</Text>}
          <div>
            <Text size="sm" fw={600}>{w.records}</Text>
            {is.records?.length ? (
              <>
                <Text size="sm" c="dimmed">{w.recordsAbout}</Text>
                {is.records.map((r) => <Copied key={r.type + r.value} label={r.type} text={r.value} />)}
              </>
            ) : <Text size="sm">{w.recordsNone} <Anchor href="/settings/mail" size="sm" underline="always">{w.toMail}</Anchor></Text>}
          </div>
        </Stack>
      )}
    </Card>
  )
}

function Name({ n }: { n: SiteName }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <li>
      <Group gap="xs"><Text fw={600} className={styles.wrap}>{n.name}</Text><Text size="sm" c="dimmed">{w.uses[n.use]}</Text></Group>
      <dl className={styles.facts}>
        <dt>DNS</dt>
        <dd>
          <Badge variant="light" tt="none" color={colours[n.dns]}>{w.dns[n.dns]}</Badge>
          {n.found?.length ? <code>{n.found.join(', ')}</code> : null}
          {n.advice && <Text size="sm">{sentence(n.advice)}</Text>}
        </dd>
        <dt>{w.certificate}</dt>
        <dd>
          <Badge variant="light" tt="none" color={colours[n.certificate]}>{w.certificates[n.certificate]}</Badge>
          {n.until && <Text size="sm" span>{w.until(f.instant(n.until))}</Text>}
          {n.next && <Text size="sm">{sentence(n.next)}</Text>}
          {n.failed && <Text size="xs" c="dimmed" className={styles.wrap}>{w.failed(f.instant(n.failed.at))} <span lang="en">{n.failed.detail}</span></Text>}
        </dd>
      </dl>
    </li>
  )
}
