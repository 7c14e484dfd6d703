import { Checkbox, NumberInput, Radio, SimpleGrid, Stack } from '@mantine/core'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { EventField } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import type { Part } from './BuilderPage'
import styles from './survey.module.css'
import * as words from './words'

const channels = ['email', 'sms', 'chat'] as const

/** Whom a survey asks, when, and how seldom. */
export function When({ draft: d, put, disabled }: Part) {
  const w = useWords(words)
  const number = (key: 'delay' | 'sample' | 'rest' | 'remind' | 'expire', label: string, min: number, max: number, hint?: string) => (
    <NumberInput label={label} description={hint} inputWrapperOrder={['label', 'input', 'description']} value={d[key] ?? 0} min={min} max={max} allowDecimal={false} disabled={disabled} onChange={(n) => put({ [key]: Number(n) || 0 })} />
  )
  return (
    <Stack className={`card ${styles.pad}`}>
      <Radio.Group label={w.channel} value={d.channel} onChange={(c) => put({ channel: c as typeof d.channel })}>
        <Stack gap="xs" mt="xs">{channels.map((c) => <Radio key={c} value={c} label={w.channels[c]} disabled={disabled} />)}</Stack>
      </Radio.Group>
      <Checkbox label={w.byHand} checked={!d.event} disabled={disabled} onChange={(e) => put({ event: e.currentTarget.checked ? '' : 'Order Completed' })} />
      {d.event && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <EventField label={w.event} value={d.event} disabled={disabled} change={(event) => put({ event })} />
          {number('delay', w.delay, 0, 2160)}
        </SimpleGrid>
      )}
      <ConditionInput type="people" label={w.where} value={d.whom ?? ''} disabled={disabled} change={(whom) => put({ whom })} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {number('sample', w.sample, 1, 100, w.sampleHint)}
        {number('rest', w.rest, d.kind === 'nps' ? 90 : 0, 730, w.restHint)}
        {number('remind', w.remind, 0, 89, w.remindHint)}
        {number('expire', w.expire, 1, 90)}
      </SimpleGrid>
    </Stack>
  )
}
