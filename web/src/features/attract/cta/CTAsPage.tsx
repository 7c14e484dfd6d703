import { Badge, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { CtaLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { keyOf } from '../../../shared/key'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './cta.module.css'
import { beginning, kinds } from './draft'
import { useAddCTA, useCTAs } from './queries'
import * as words from './words'

/** The calls to action, and how they do. */
export function CTAsPage() {
  const w = useWords(words)
  const may = useMay()('ctas:write')
  const ctas = useCTAs()
  const [adding, add] = useState(false)
  return (
    <Screen title={w.title} lead={w.about} actions={may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.add}</Button>}>
      <Answer query={ctas}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.ctas ?? [])
          return all.length
            ? <ul className={styles.all}>{all.map((c) => <Line key={c.id} cta={c} />)}</ul>
            : <Empty title={w.empty}>{w.emptyDo}<br />{may && <Button mt="md" onClick={() => add(true)}>{w.add}</Button>}</Empty>
        }}
      </Answer>
      {ctas.hasNextPage && <Button mt="md" variant="default" loading={ctas.isFetchingNextPage} onClick={() => void ctas.fetchNextPage()}>{w.further}</Button>}
      {adding && <NewCTA close={() => add(false)} />}
    </Screen>
  )
}

function Line({ cta: c }: { cta: CtaLine }) {
  const w = useWords(words)
  const f = useFormat()
  const figures = [[w.people, c.people], [w.clickers, c.clickers], [w.leftOut, c.left_out]] as const
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/ctas/${c.id}`} className={styles.name}>{c.name}</RowLink>
        <Group gap={6}>
          <Badge variant="light" color="gray" tt="none">{w.kinds[c.kind]}</Badge>
          <Badge variant="light" tt="none" color={c.archived ? 'gray' : c.published ? 'green' : 'yellow'}>{c.archived ? w.archived : c.published ? w.version(c.published) : w.draft}</Badge>
        </Group>
      </Group>
      <dl className={styles.figures}>
        {figures.map(([name, n]) => <div key={name}><dt>{name}</dt><dd className="figures">{f.number(n)}</dd></div>)}
        <div><dt>{w.rate}</dt><dd className="figures">{c.people ? f.percent(c.clickers / c.people) : '—'}</dd></div>
      </dl>
    </li>
  )
}

/** Names one and opens it to be written. */
function NewCTA({ close }: { close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddCTA()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<CtaLine['kind']>('popup')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name, key: keyOf(name), draft: beginning(name, kind) } }, { onSuccess: (made) => void navigate({ to: '/ctas/$id' as never, params: { id: made.id } as never }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          <Radio.Group label={w.kind} value={kind} onChange={(k) => setKind(k as CtaLine['kind'])}>
            <Stack gap={6} mt={4}>{kinds.map((k) => <Radio key={k} value={k} label={<><b>{w.kinds[k]}</b> <Text span size="sm" c="dimmed">{w.kindAbout[k]}</Text></>} />)}</Stack>
          </Radio.Group>
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={keyOf(name).length < 2}>{w.begin}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
