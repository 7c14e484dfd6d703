import { Badge, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { FormLine } from '../../../shared/client'
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
import styles from './form.module.css'
import { useAddForm, useForms } from './queries'
import * as words from './words'

/** The forms, and how they do. */
export function FormsPage() {
  const w = useWords(words)
  const may = useMay()('forms:write')
  const forms = useForms()
  const [adding, add] = useState(false)
  return (
    <Screen title={w.title} lead={w.about} actions={may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.add}</Button>}>
      <Answer query={forms}>
        {({ forms: all }) => all?.length
          ? <ul className={styles.all}>{all.map((f) => <Line key={f.id} form={f} />)}</ul>
          : <Empty title={w.empty}>{w.emptyDo}<br />{may && <Button mt="md" onClick={() => add(true)}>{w.add}</Button>}</Empty>}
      </Answer>
      {adding && <NewForm close={() => add(false)} />}
    </Screen>
  )
}

function Line({ form }: { form: FormLine }) {
  const w = useWords(words)
  const f = useFormat()
  const figures = [[w.views, form.views], [w.starts, form.starts], [w.submits, form.submits]] as const
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/forms/${form.id}`} className={styles.name}>{form.name}</RowLink>
        <Badge variant="light" tt="none" color={form.archived ? 'gray' : form.published ? 'green' : 'yellow'}>{form.archived ? w.archived : form.published ? w.version(form.published) : w.draft}</Badge>
      </Group>
      <Text size="xs" c="dimmed">/f/{form.key}</Text>
      <dl className={styles.figures}>
        {figures.map(([name, n]) => <div key={name}><dt>{name}</dt><dd className="figures">{f.number(n)}</dd></div>)}
        <div><dt>{w.rate}</dt><dd className="figures">{form.views ? f.percent(Math.min(1, form.submits / form.views)) : '—'}</dd></div>
      </dl>
    </li>
  )
}

/** Names a form and opens it to be written. */
function NewForm({ close }: { close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddForm()
  const [name, setName] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name, key: keyOf(name), draft: beginning(name, '') } }, { onSuccess: (made) => void navigate({ to: '/forms/$id' as never, params: { id: made.id } as never }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={keyOf(name).length < 2}>{w.begin}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
