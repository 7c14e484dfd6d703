import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Loading, Wrong } from '../../../shared/states'
import { Calibration } from './Calibration'
import { Preview } from './Preview'
import { type Rule, usePreview, useScoring, useSetScoring } from './queries'
import { RuleRow } from './RuleRow'
import styles from './score.module.css'
import * as words from './words'

/** The rules people are scored by: made here, and tried on real people before they hold. */
export function ScorePage() {
  const w = useWords(words)
  const scoring = useScoring()
  return (
    <>
      <Card title={w.title} lead={w.about}>
        <Answer query={scoring}>{(s) => <Rules kept={s.rules} />}</Answer>
      </Card>
      <Calibration />
    </>
  )
}

function Rules({ kept }: { kept: Rule[] }) {
  const w = useWords(words)
  const may = useMay()('rules:write')
  const [rules, setRules] = useState(kept)
  const [tried, setTried] = useState<Rule[]>()
  const preview = usePreview()
  const save = useSetScoring()
  const add = (...more: Rule[]) => setRules([...rules, ...more])
  const usual: Rule[] = [
    { name: w.usual.form, event: 'Form Submitted', points: 20, most: 40, half_life: 30 },
    { name: w.usual.page, event: 'Page Viewed', points: 1, most: 15, half_life: 14 },
    { name: w.usual.clicked, event: 'Email Link Clicked', points: 5, most: 20, half_life: 30 },
    { name: w.usual.left, event: 'Unsubscribed', points: -20, most: 20 },
    { name: w.usual.phone, when: 'exists phone', points: 5 },
    { name: w.usual.company, when: 'exists company', points: 5 },
  ]
  const ready = rules.every((r) => r.name.trim() && (r.event || r.when?.trim()) && r.points)
  const look = () => {
    setTried(rules)
    preview.mutate({ body: { rules } })
  }
  return (
    <>
      {!rules.length && <Empty title={w.none}>{w.noneAbout}{may && <><br /><Button mt="md" onClick={() => add(...usual)}>{w.begin}</Button></>}</Empty>}
      <ul className={styles.rules}>
        {rules.map((r, i) => <RuleRow key={i} rule={r} may={may} change={(next) => setRules(next ? rules.with(i, next) : rules.toSpliced(i, 1))} />)}
      </ul>
      {may ? (
        <Group gap="xs" mt="sm">
          <Button size="xs" variant="light" onClick={() => add({ name: '', event: '', points: 10, half_life: 30 })}>{w.add}</Button>
          <Button size="xs" variant="light" onClick={() => add({ name: '', when: '', points: 10 })}>{w.addWhen}</Button>
        </Group>
      ) : <Text size="sm" c="dimmed" mt="sm">{w.readOnly}</Text>}
      {may && (
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" disabled={!rules.length || !ready} loading={preview.isPending} onClick={look}>{w.preview}</Button>
          <Button disabled={!ready || rules === kept} loading={save.isPending} onClick={() => save.mutate({ body: { rules } }, { onSuccess: () => notifications.show({ message: w.saved }) })}>{w.save}</Button>
        </Group>
      )}
      {(save.error ?? preview.error) != null && <Wrong error={save.error ?? preview.error} />}
      {preview.isPending && <Loading progress={preview.progress} height={100} />}
      {preview.data && !preview.isPending && <Preview seen={preview.data} stale={tried !== rules} />}
    </>
  )
}
