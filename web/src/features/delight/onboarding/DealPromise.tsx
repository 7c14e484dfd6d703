import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { DealPromiseAnswer } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import type { RecordRow } from '../../../shared/record/field'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { Line } from './Line'
import styles from './onboarding.module.css'
import { usePromise, useSetPromise } from './queries'
import * as words from './words'

/** What was promised in a deal, asked for where an onboarding follows; and how that goes. */
export function DealPromise({ record }: { record: RecordRow }) {
  const may = useMay()('deals:update') && !record.deleted_at
  const { data } = usePromise(record.id, record.version)
  const lost = record.values.state === 'lost'
  if (!data || lost || (!data.plans.length && !data.onboardings.length && !data.promised.words)) return null
  return <Card key={record.id} id={record.id} of={data} may={may} />
}

function Card({ id, of, may }: { id: string; of: DealPromiseAnswer; may: boolean }) {
  const w = useWords(words)
  const set = useSetPromise()
  const [said, setSaid] = useState(of.promised)
  const offered = [...new Set([...of.promised.items, ...of.offered])]
  const changed = said.words !== of.promised.words || said.items.join('\n') !== of.promised.items.join('\n')
  const take = (item: string, on: boolean) => setSaid((old) => ({ ...old, items: on ? [...old.items, item] : old.items.filter((i) => i !== item) }))
  const save = () => set.mutate({ path: { id }, body: said }, { onSuccess: () => notifications.show({ message: w.saved }) })
  const none = !of.promised.words && !of.promised.items.length
  return (
    <section className={`card ${styles.pad}`} aria-label={w.hand}>
      <Stack gap="xs">
        <Group gap="xs"><b>{w.hand}</b>{none && <Text size="sm" className={styles.bad} role="status">{w.missing}</Text>}</Group>
        <Text size="sm" c="dimmed">{of.onboardings.length ? w.handNow : w.handAbout(of.plans.map((p) => p.name).join(', '))}</Text>
        {of.onboardings.length > 0 && <ul className={styles.all}>{of.onboardings.map((o) => <Line key={o.id} one={o} bare />)}</ul>}
        {offered.length > 0 && (
          <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
            <Text component="legend" size="sm" fw={500}>{w.take}</Text>
            <Stack gap={4} mt={4}>{offered.map((item) => <Checkbox key={item} size="xs" label={item} disabled={!may} checked={said.items.includes(item)} onChange={(e) => take(item, e.currentTarget.checked)} />)}</Stack>
          </fieldset>
        )}
        <Textarea label={w.words} description={w.wordsHint} autosize minRows={2} maxLength={5000} disabled={!may} value={said.words} onChange={(e) => { const text = e.currentTarget.value; setSaid((old) => ({ ...old, words: text })) }} />
        {set.error && <Wrong error={set.error} />}
        {may && <Group><Button size="xs" loading={set.isPending} disabled={!changed} onClick={save}>{w.save}</Button></Group>}
      </Stack>
    </section>
  )
}
