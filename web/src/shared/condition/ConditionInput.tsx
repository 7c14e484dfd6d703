import { Group, SegmentedControl, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type ReactNode, useMemo, useState } from 'react'
import { useFormat } from '../format'
import { useWords } from '../language'
import { type RecordType, useFields } from '../record/field'
import { allFields, firstTouch, foreseen } from '../record/fields'
import { useMessage } from '../states'
import { type Group as Tree, readGroup, unfinished, writeCondition } from './condition'
import styles from './condition.module.css'
import { useCount } from './count'
import { GroupEditor } from './GroupEditor'
import * as words from './words'

interface Props {
  type: RecordType
  value: string
  change: (where: string) => void
  label?: string
  description?: string
  /** Words that narrow what is counted, too. */
  q?: string
  /** What is wrong with it where it is used. */
  error?: string
  disabled?: boolean
  /** What else stands beside the count. */
  children?: ReactNode
}

/** After how many milliseconds without a change a condition is asked. */
export const settling = 350

/** A condition on records, built by controls or written as text, with how many fulfil it now. */
export function ConditionInput({ type, value, change, label, description, q, error, disabled, children }: Props) {
  const w = useWords(words)
  const [built, setBuilt] = useState<Tree>()
  // What is built may hold more than its text: conditions that are not filled in yet.
  const tree = built && writeCondition(built) === value ? built : readGroup(value)
  const [asText, showText] = useState(tree === undefined)
  const { count, wrong = error } = useFitting(type, value, q)
  const build = (next: Tree) => {
    setBuilt(next)
    change(writeCondition(next))
  }
  const named = { label: label ?? w.condition, description: tree ? description : w.conditionOnlyText, error: wrong }
  const written = disabled || asText || !tree
  const open = written ? 0 : unfinished(tree)
  return (
    <div>
      {written
        ? <Textarea {...named} className="figures" autosize minRows={disabled ? 1 : 2} maxRows={10} spellCheck={false} placeholder={w.conditionHint} disabled={disabled} value={value} onChange={(e) => change(e.currentTarget.value)} />
        : <Builder {...named} shown={label} type={type} tree={tree} change={build} />}
      {!disabled && (
        <Group justify="space-between" mt="sm" gap="xs">
          <SegmentedControl size="xs" aria-label={w.formOf} value={written ? 'text' : 'build'} onChange={(form) => showText(form === 'text')} data={[{ value: 'build', label: w.asForm, disabled: !tree }, { value: 'text', label: w.asText }]} />
          {count}
          {open > 0 && <Text size="sm" c="dimmed" role="status">{w.unfinished(open)}</Text>}
          {children}
        </Group>
      )}
    </div>
  )
}

interface BuilderProps {
  type: RecordType
  tree: Tree
  change: (tree: Tree) => void
  label: string
  /** The label, where it is to be read. */
  shown?: string
  description?: string
  error?: string
}

function Builder({ type, tree, change, label, shown, description, error }: BuilderProps) {
  const fields = useFields(type)
  const all = useMemo(() => [...allFields(type, fields), ...(type === 'people' ? [...firstTouch, ...foreseen] : [])], [type, fields])
  return (
    <div className={styles.builder} role="group" aria-label={label}>
      {shown && <Text size="sm" fw={500}>{shown}</Text>}
      {description && <Text size="xs" c="dimmed">{description}</Text>}
      <GroupEditor type={type} fields={all} group={tree} change={change} />
      {error && <Text size="sm" c="var(--bad)" role="alert">{error}</Text>}
    </div>
  )
}

/** How many fulfil a condition, or what the server says against it; neither while it is still being written. */
function useFitting(type: RecordType, value: string, q?: string): { count: ReactNode; wrong?: string } {
  const w = useWords(words)
  const f = useFormat()
  const [settled] = useDebouncedValue(value.trim(), settling)
  const { data, error } = useCount(type, { q, where: settled }, settled !== '')
  const message = useMessage(error)
  const asked = settled !== '' && settled === value.trim()
  if (asked && error != null) return { count: null, wrong: message }
  return { count: asked && data && <Text size="sm" c="dimmed" role="status" className="figures">{w.fitting(data.count, f.number(data.count))}</Text> }
}
