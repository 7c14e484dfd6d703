import { ActionIcon, Popover, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import styles from './page.module.css'
import * as words from './words'

/** When one was last in touch, how long ago that is, and what counts. */
export function LastContact({ at }: { at: string | null | undefined }) {
  const w = useWords(words)
  const f = useFormat()
  const [now] = useState(Date.now)
  const days = at ? Math.max(0, (now - Date.parse(at)) / 86_400_000) : undefined
  return (
    <>
      {at === undefined ? '…' : at ? <span title={f.instant(at)}>{f.day(at)}</span> : null}{' '}
      <span className={styles.together}>
        {at === null && w.never}
        {days !== undefined && days >= 1 && <Text span c="dimmed" size="sm">· {f.days(Math.floor(days))}</Text>}
        <Popover width={320} position="bottom-start" withArrow shadow="md">
          <Popover.Target>
            <ActionIcon variant="subtle" color="gray" size="xs" radius="xl" ml={4} aria-label={w.lastContactWhat} title={w.lastContactWhat}>?</ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <Text size="sm" fw={600} mb={4}>{w.lastContactWhat}</Text>
            <Text size="sm">{w.lastContactRule}</Text>
          </Popover.Dropdown>
        </Popover>
      </span>
    </>
  )
}
