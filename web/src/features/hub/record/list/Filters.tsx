import { Button, Group, SegmentedControl, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useMessage } from '../../../../shared/states'
import { type Group as Tree, readGroup, writeCondition } from './condition'
import { GroupEditor } from './GroupEditor'
import styles from './list.module.css'
import { useCount } from './queries'
import type { ListState } from './useList'
import * as words from './words'

/** Builds the condition of a list by controls or as text, and says at once how many fit. */
export function Filters({ list, close }: { list: ListState; close: () => void }) {
  const w = useWords(words)
  const [text, setText] = useState(list.where ?? '')
  const [tree, setTree] = useState<Tree | undefined>(() => readGroup(list.where ?? ''))
  const [asText, showText] = useState(tree === undefined)
  const [settled] = useDebouncedValue(text, 350)
  const count = useCount(list.type, { q: list.q, where: settled || undefined })
  const written = (list.where ?? '').trim()
  // What is written takes effect as soon as it can be read.
  useEffect(() => {
    if (!count.error && !count.isFetching && settled.trim() !== written && settled === text) list.go({ where: settled.trim() }, true)
  }, [count.error, count.isFetching, settled]) // eslint-disable-line react-hooks/exhaustive-deps -- only when it was read anew
  const build = (next: Tree) => {
    setTree(next)
    setText(writeCondition(next))
  }
  const form = (to: string) => {
    if (to === 'build') setTree(readGroup(text))
    showText(to === 'text')
  }
  return (
    <section className={styles.filters} aria-label={w.filter}>
      {asText || !tree
        ? <TextForm text={text} change={setText} error={settled === text ? count.error : undefined} unbuildable={readGroup(text) === undefined} />
        : <GroupEditor type={list.type} fields={list.all} group={tree} change={build} />}
      {!asText && tree && count.error != null && settled === text && <ErrorLine error={count.error} />}
      <Group justify="space-between" mt="sm" gap="xs">
        <SegmentedControl size="xs" value={asText ? 'text' : 'build'} onChange={form} data={[{ value: 'build', label: w.asForm, disabled: asText && readGroup(text) === undefined }, { value: 'text', label: w.asText }]} aria-label={w.formOf} />
        <Fitting count={count.data?.count} />
        <Group gap="xs">
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => { setText(''); setTree({ kind: 'and', parts: [] }) }}>{w.filterClear}</Button>
          <Button size="compact-sm" variant="default" onClick={close}>{w.filterClose}</Button>
        </Group>
      </Group>
    </section>
  )
}

function Fitting({ count }: { count?: number }) {
  const w = useWords(words)
  const f = useFormat()
  return <span role="status" className={`${styles.soft} figures`}>{count === undefined ? '' : w.fitting(count, f.number(count))}</span>
}

function TextForm({ text, change, error, unbuildable }: { text: string; change: (text: string) => void; error: unknown; unbuildable: boolean }) {
  const w = useWords(words)
  const message = useMessage(error)
  return (
    <Textarea autosize minRows={2} spellCheck={false} label={w.condition} description={unbuildable ? w.conditionOnlyText : w.conditionHint} value={text} onChange={(e) => change(e.currentTarget.value)}
      error={error != null ? message : undefined} className="figures" />
  )
}

function ErrorLine({ error }: { error: unknown }) {
  return <p role="alert" className={styles.bad}>{useMessage(error)}</p>
}
