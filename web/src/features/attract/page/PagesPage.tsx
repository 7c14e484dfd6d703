import { Anchor, Badge, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { PageLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { keyOf } from '../../../shared/key'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { beginning } from './draft'
import styles from './page.module.css'
import { useAddPage, usePages } from './queries'
import * as words from './words'

/** The pages and posts, and how they do. */
export function PagesPage() {
  const w = useWords(words)
  const may = useMay()
  const pages = usePages()
  const [adding, add] = useState(false)
  const actions = (
    <>
      {may('workspace:read') && <Anchor size="sm" component={Link} to="/settings/website">{w.site}</Anchor>}
      {may('pages:write') && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.add}</Button>}
    </>
  )
  return (
    <Screen title={w.title} lead={w.about} actions={actions}>
      <Answer query={pages}>
        {({ pages: parts }) => {
          const all = parts.flatMap((p) => p.pages ?? [])
          return all.length
            ? <ul className={styles.all}>{all.map((p) => <Line key={p.id} page={p} />)}</ul>
            : <Empty title={w.empty}>{w.emptyDo}<br />{may('pages:write') && <Button mt="md" onClick={() => add(true)}>{w.add}</Button>}</Empty>
        }}
      </Answer>
      {pages.hasNextPage && <Button mt="md" variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{w.next}</Button>}
      {adding && <NewPage close={() => add(false)} />}
    </Screen>
  )
}

function Line({ page }: { page: PageLine }) {
  const w = useWords(words)
  const f = useFormat()
  const state = page.archived ? w.states.archived : page.unready ? w.states.unready : page.publish_at ? w.states.scheduled(f.instant(page.publish_at)) : page.url ? w.states.published : page.first_at ? w.states.hidden : w.states.draft
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/pages/${page.id}`} className={styles.name}>{page.name}</RowLink>
        <Group gap={6}>
          <Badge variant="light" color="gray" tt="none">{w.kinds[page.kind]}</Badge>
          <Badge variant="light" tt="none" color={page.url && !page.archived ? 'green' : page.archived ? 'gray' : 'yellow'}>{state}</Badge>
        </Group>
      </Group>
      {page.url ? <Anchor size="xs" href={page.url} target="_blank" rel="noopener">{page.url}</Anchor> : <Text size="xs" c="dimmed">/{page.key}</Text>}
      {page.unready && <Text size="xs" c="var(--bad)">{w.unready(page.unready)}</Text>}
      <dl className={styles.figures}>
        <div><dt>{w.views}</dt><dd className="figures">{f.number(page.views)}</dd></div>
        <div><dt>{w.leads}</dt><dd className="figures">{f.number(page.leads)}</dd></div>
      </dl>
    </li>
  )
}

/** Names a page and opens it to be written. */
function NewPage({ close }: { close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddPage()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<PageLine['kind']>('page')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name, kind, key: keyOf(name), draft: beginning(name) } }, { onSuccess: (made) => void navigate({ to: '/pages/$id' as never, params: { id: made.id } as never }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.titleOf} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          <div>
            <SegmentedControl fullWidth value={kind} onChange={(v) => setKind(v as 'post')} data={(['page', 'post'] as const).map((k) => ({ value: k, label: w.kinds[k] }))} />
            <Text size="sm" c="dimmed" mt={4}>{w.kindAbout[kind]}</Text>
          </div>
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={keyOf(name).length < 2}>{w.begin}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
