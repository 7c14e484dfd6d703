import { Badge, Button, Checkbox, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { SurveyLine } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { started, starts } from './draft'
import { useAddSurvey, useSurveys } from './queries'
import { asksNow, readSearch } from './search'
import styles from './survey.module.css'
import * as words from './words'

/** The surveys, and how many answered them. */
export function SurveysPage() {
  const w = useWords(words)
  const may = useMay()('surveys:write')
  const surveys = useSurveys()
  const [adding, add] = useState(false)
  const { asking } = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  return (
    <Screen title={w.title} lead={w.about} actions={may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.add}</Button>}>
      <Answer query={surveys}>
        {({ surveys: all }) => all?.length
          ? <>
              <Checkbox mb="sm" label={w.askingOnly} checked={asking ?? false} onChange={(e) => void navigate({ to: '.', search: { asking: e.currentTarget.checked || undefined } as never, replace: true })} />
              <ul className={styles.all}>{all.filter((s) => !asking || asksNow(s)).map((s) => <Line key={s.id} survey={s} />)}</ul>
            </>
          : <Empty title={w.empty}>{w.emptyDo}<br />{may && <Button mt="md" onClick={() => add(true)}>{w.add}</Button>}</Empty>}
      </Answer>
      {adding && <NewSurvey close={() => add(false)} />}
    </Screen>
  )
}

function Line({ survey: s }: { survey: SurveyLine }) {
  const w = useWords(words)
  const f = useFormat()
  const named = useEventName()
  const figures = [[w.asked, s.asked], [w.answered, s.answered], [w.waiting, s.waiting]] as const
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/surveys/${s.id}`} className={styles.name}>{s.name}</RowLink>
        <Badge variant="light" tt="none" color={s.archived ? 'gray' : s.published ? 'green' : 'yellow'}>{s.archived ? w.archived : s.published ? w.version(s.published) : w.notYet}</Badge>
      </Group>
      <Text size="xs" c="dimmed">{w.short[s.kind]} · {s.event ? named(s.event) : w.byHand}</Text>
      <dl className={styles.figures}>
        {figures.map(([name, n]) => <div key={name}><dt>{name}</dt><dd className="figures">{f.number(n)}</dd></div>)}
        <div><dt>{w.rate}</dt><dd className="figures">{s.asked ? f.percent(s.answered / s.asked) : '—'}</dd></div>
      </dl>
    </li>
  )
}

/** Names a survey, says what it measures, and opens it to be written. */
function NewSurvey({ close }: { close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddSurvey()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<(typeof starts)[number]>('nps')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    add.mutate({ body: { name, draft: started(kind) } }, { onSuccess: (made) => void navigate({ to: '/surveys/$id' as never, params: { id: made.id } as never }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          <Radio.Group label={w.kind} value={kind} onChange={(k) => setKind(k as typeof kind)}>
            <Stack gap="xs" mt="xs">{starts.map((k) => <Radio key={k} value={k} label={k === 'ticket' ? w.afterTicket : w.kinds[k]} />)}</Stack>
          </Radio.Group>
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={!name.trim()}>{w.begin}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
