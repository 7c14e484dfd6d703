import { Badge, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import type { FormField, Submission } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { RowLink } from '../../../shared/RowLink'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './form.module.css'
import { useLook, useSubmissions } from './queries'
import * as words from './words'

type State = 'all' | 'waiting' | 'taken' | 'spam'

/** What was answered, and what became of it. */
export function Submissions({ form, fields, may }: { form: string; fields: FormField[]; may: boolean }) {
  const w = useWords(words)
  const [state, show] = useState<State>('all')
  const answers = useSubmissions(form, state === 'all' ? undefined : state)
  return (
    <>
      <SegmentedControl mb="sm" value={state} onChange={(s) => show(s as State)} aria-label={w.tabs.answers} data={(['all', 'waiting', 'taken', 'spam'] as const).map((s) => ({ value: s, label: w.states[s] }))} />
      <Answer query={answers}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.submissions ?? [])
          return all.length ? <ul className={styles.all}>{all.map((s) => <Line key={s.id} one={s} fields={fields} may={may} />)}</ul> : <Empty title={w.noAnswers}>{w.noAnswersDo}</Empty>
        }}
      </Answer>
      {answers.hasNextPage && <Button mt="sm" variant="default" loading={answers.isFetchingNextPage} onClick={() => void answers.fetchNextPage()}>{w.further}</Button>}
    </>
  )
}

const colours = { waiting: 'yellow', taken: 'green', spam: 'gray' }

function Line({ one, fields, may }: { one: Submission; fields: FormField[]; may: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const look = useLook()
  const { language } = useLanguage()
  // By the words of the question and of what was chosen; a question that is gone by now by its key.
  const said = Object.entries(one.answers ?? {}).map(([key, values]) => {
    const asked = fields.find((field) => field.key === key)
    return { key, name: inLanguage(asked?.label, language) || key, values: (values ?? []).map((v) => inLanguage(asked?.options?.find((o) => o.key === v)?.label, language) || v) }
  })
  const answer = (take: boolean) => look.mutate({ path: { id: one.id }, body: { take } })
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        {one.person ? <RowLink to={`/people/${one.person}`} className={styles.name}>{one.name || w.somebody}</RowLink> : <b>{w.nobody}</b>}
        <Badge variant="light" tt="none" color={colours[one.state as 'taken']}>{w.states[one.state as 'taken']}</Badge>
      </Group>
      <Text size="xs" c="dimmed">{f.instant(one.at)} · {w.version(one.version)}{one.url ? ` · ${one.url}` : ''}</Text>
      {one.reason && <Text size="sm" c="var(--bad)">{w.reasons[one.reason as 'quick']}</Text>}
      {said.length > 0 && <dl className={styles.said}>{said.map((s) => <div key={s.key}><dt>{s.name}</dt><dd>{s.values.join(', ')}</dd></div>)}</dl>}
      {(one.consents ?? []).length > 0 && <Text size="sm">{w.agreed((one.consents ?? []).map((p) => w.consentOf(p)).join(', '))} {one.confirmed_at ? w.confirmed(f.instant(one.confirmed_at)) : one.asked_at ? w.askedAt(f.instant(one.asked_at), one.asked_again) : ''}</Text>}
      {may && one.state !== 'taken' && <Group gap="xs" mt="xs">
        <Button size="compact-sm" loading={look.isPending} onClick={() => answer(true)}>{w.takeIn}</Button>
        {one.state === 'waiting' && <Button size="compact-sm" variant="default" loading={look.isPending} onClick={() => answer(false)}>{w.throwAway}</Button>}
      </Group>}
      {look.error && <Wrong error={look.error} />}
    </li>
  )
}
