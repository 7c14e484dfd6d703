import { Button, Group } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { ConditionInput, settling } from '../../../../shared/condition/ConditionInput'
import { useCount } from '../../../../shared/condition/count'
import { useWords } from '../../../../shared/language'
import styles from './list.module.css'
import type { ListState } from './useList'
import * as words from './words'

/** Builds the condition of a list, which takes effect as soon as it can be read. */
export function Filters({ list, close }: { list: ListState; close: () => void }) {
  const w = useWords(words)
  const [text, setText] = useState(list.where ?? '')
  const [cleared, clear] = useState(0)
  const [settled] = useDebouncedValue(text.trim(), settling)
  const count = useCount(list.type, { q: list.q, where: settled || undefined })
  const written = (list.where ?? '').trim()
  useEffect(() => {
    if (!count.error && !count.isFetching && settled !== written && settled === text.trim()) list.go({ where: settled }, true)
  }, [count.error, count.isFetching, settled]) // eslint-disable-line react-hooks/exhaustive-deps -- only when it was read anew
  const none = () => {
    setText('')
    clear(cleared + 1)
  }
  return (
    <section className={styles.filters} aria-label={w.filter}>
      <ConditionInput key={cleared} type={list.type} q={list.q} value={text} change={setText}>
        <Group gap="xs">
          <Button size="compact-sm" variant="subtle" color="gray" onClick={none}>{w.filterClear}</Button>
          <Button size="compact-sm" variant="default" onClick={close}>{w.filterClose}</Button>
        </Group>
      </ConditionInput>
    </section>
  )
}
