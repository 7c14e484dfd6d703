import { Badge, Button, Group, Modal, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { TemplateLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { keyOf } from '../../../shared/key'
import { useLanguage, useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { newContent } from './blocks'
import { useAddTemplate, useTemplates } from './queries'
import styles from './template.module.css'
import * as words from './words'

/** The templates of messages. */
export function TemplatesPage() {
  const w = useWords(words)
  const may = useMay()('templates:write')
  const templates = useTemplates()
  const [adding, add] = useState(false)
  const button = may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.add}</Button>
  return (
    <Screen title={w.title} lead={w.about} actions={button}>
      <Answer query={templates}>
        {({ templates: all }) => all?.length
          ? <ul className={styles.all}>{all.map((t) => <Line key={t.id} template={t} />)}</ul>
          : <Empty title={w.empty}>{w.emptyDo}<br />{may && <Button mt="md" onClick={() => add(true)}>{w.add}</Button>}</Empty>}
      </Answer>
      {adding && <NewTemplate close={() => add(false)} />}
    </Screen>
  )
}

function Line({ template: t }: { template: TemplateLine }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const subject = t.subject[language] || t.subject.vi || t.subject.en || w.noSubject
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/templates/${t.id}`} className={styles.name}>{t.name}</RowLink>
        <Group gap={6}>
          <Badge variant="light" color="gray" tt="none">{w.channels[t.channel]}</Badge>
          <Badge variant="light" tt="none" color={t.archived ? 'gray' : t.published ? 'green' : 'yellow'}>{t.archived ? w.archived : t.published ? w.version(t.published) : w.draft}</Badge>
        </Group>
      </Group>
      <Text size="sm" truncate title={subject}>{subject}</Text>
      <Text size="xs" c="dimmed">{w.classes[t.class]} · {f.instant(t.updated_at)}</Text>
    </li>
  )
}

/** Names a template and opens it to be written. */
function NewTemplate({ close }: { close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddTemplate()
  const [name, setName] = useState('')
  const [channel, setChannel] = useState<'email' | 'sms' | 'zalo'>('email')
  const [of, setClass] = useState<'advertising' | 'care' | 'transactional'>('advertising')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name, key: keyOf(name), channel, class: of, content: channel === 'email' ? newContent() : { ...newContent(), blocks: [] } } }, {
      onSuccess: (made) => void navigate({ to: '/templates/$id' as never, params: { id: made.id } as never }),
    })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          <SegmentedControl fullWidth aria-label={w.channel} value={channel} onChange={(v) => setChannel(v as 'email')} data={[{ value: 'email', label: w.channels.email }, { value: 'sms', label: w.channels.sms }, { value: 'zalo', label: w.channels.zalo }]} />
          <Select label={w.class} description={w.classAbout[of]} value={of} allowDeselect={false} onChange={(v) => v && setClass(v as 'care')}
            data={(['advertising', 'care', 'transactional'] as const).map((c) => ({ value: c, label: w.classes[c] ?? c }))} />
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={!keyOf(name)}>{w.begin}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
