import { Button, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { SlaAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage } from '../../../shared/record/field'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { Wrong } from '../../../shared/states'
import { useTrial } from './queries'
import styles from './sla.module.css'
import * as words from './words'

type Chosen = { id: string; name: string } | null

/** What a ticket opened now would be promised. */
export function Trial({ kept }: { kept: SlaAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const [priority, rank] = useState('normal')
  const [kind, type] = useState(kept.types[0]?.key ?? '')
  const [channel, over] = useState('email')
  const [person, choose] = useState<Chosen>(null)
  const [product, about] = useState<Chosen>(null)
  const trial = useTrial()
  const go = () => trial.mutate({ body: { priority: priority as 'normal', kind, channel, person: person?.id, product: product?.id } })
  const got = trial.data
  return (
    <Card title={w.trial} lead={w.trialAbout}>
      <form onSubmit={(e) => { e.preventDefault(); go() }}>
        <div className={styles.some}>
          <NativeSelect label={w.kind} value={kind} data={kept.types.map((t) => ({ value: t.key!, label: inLanguage(t.label, language) }))} onChange={(e) => type(e.currentTarget.value)} />
          <NativeSelect label={w.priority} value={priority} data={Object.entries(w.priorities).map(([value, label]) => ({ value, label }))} onChange={(e) => rank(e.currentTarget.value)} />
          <NativeSelect label={w.channel} value={channel} data={Object.entries(w.channels).map(([value, label]) => ({ value, label }))} onChange={(e) => over(e.currentTarget.value)} />
          <RecordSelect type="people" label={w.customer} value={person} onChange={(one) => choose(one ? { id: one.id, name: one.name } : null)} />
          <RecordSelect type="products" label={w.product} value={product} onChange={(one) => about(one ? { id: one.id, name: one.name } : null)} />
          <Button type="submit" variant="default" loading={trial.isPending}>{w.trial}</Button>
        </div>
        {trial.error != null && <Wrong error={trial.error} />}
        {got && (
          <Text mt="md" role="status">
            {got.policy ? [w.got(got.policy.name), got.first && w.firstDue(f.instant(got.first)), got.resolution && w.endDue(f.instant(got.resolution))].filter(Boolean).join(' · ') : w.noPolicy}
          </Text>
        )}
      </form>
    </Card>
  )
}
