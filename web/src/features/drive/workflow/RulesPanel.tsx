import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { useWords } from '../../../shared/language'
import type { Definition } from './definition'
import { EventSelect } from '../../../shared/action/EventSelect'
import { LengthInput } from './LengthInput'
import type { PanelProps } from './StepPanel'
import * as words from './stepWords'
import styles from './workflow.module.css'

/** What holds for the workflow whole: its name, who enters, what it wants of them, and whether they may enter again. */
export function RulesPanel({ definition: d, put, wrong, name, rename, close }: PanelProps & { name: string; rename: (name: string) => void; close: () => void }) {
  const w = useWords(words)
  const disabled = !put
  const goal = (part: Partial<NonNullable<Definition['goal']>>) => {
    const next = { ...d.goal, ...part }
    put?.({ ...d, goal: next.event || next.where ? next : undefined })
  }
  return (
    <div className={styles.side}>
      <TextInput label={w.stepName} required maxLength={120} disabled={disabled} value={name} onChange={(e) => rename(e.currentTarget.value)} />
      <ConditionInput type="people" label={w.only} value={d.where ?? ''} change={(where) => put?.({ ...d, where: where || undefined })} error={wrong('', 'where')} disabled={disabled} />
      <fieldset className={styles.box}>
        <EventSelect label={w.goalEvent} value={d.goal?.event ?? ''} change={(event) => goal({ event: event || undefined })} error={wrong('', 'goal')} disabled={disabled} />
        {d.goal?.event && <TextInput label={w.goalIf} placeholder={w.ifHint} spellCheck={false} disabled={disabled} value={d.goal.if ?? ''} onChange={(e) => goal({ if: e.currentTarget.value || undefined })} />}
        <ConditionInput type="people" label={w.goalWhere} value={d.goal?.where ?? ''} change={(where) => goal({ where: where || undefined })} disabled={disabled} />
      </fieldset>
      <div>
        <Text size="sm" fw={500} mb={4}>{w.again}</Text>
        <SegmentedControl size="xs" fullWidth orientation="vertical" aria-label={w.again} disabled={disabled} value={d.again.when} data={(['never', 'after', 'always'] as const).map((value) => ({ value, label: w.agains[value] }))} onChange={(when) => put?.({ ...d, again: { ...d.again, when: when as typeof d.again.when } })} />
      </div>
      {d.again.when !== 'never' && <LengthInput label={w.cool} description={w.coolHint} disabled={disabled} value={d.again.cool} error={wrong('', 'again')} change={(cool) => put?.({ ...d, again: { ...d.again, cool: cool || undefined } })} />}
      <Group justify="flex-end"><Button size="xs" onClick={close}>{w.done}</Button></Group>
    </div>
  )
}
