import { Button, Group, Modal, Text } from '@mantine/core'
import type { ArticleMiss } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './article.module.css'
import { useMisses, useSettleMiss } from './queries'
import * as words from './words'

/** What visitors looked for and did not find: to be answered by an article, or settled. */
export function Misses({ may, close, write }: { may: boolean; close: () => void; write: (title: string) => void }) {
  const w = useWords(words)
  const misses = useMisses()
  return (
    <Modal opened onClose={close} title={<b>{w.misses}</b>} size="lg">
      <Text size="sm" c="dimmed">{w.missesAbout}</Text>
      <Answer query={misses} height={120}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.misses ?? [])
          return all.length ? <ul className={styles.all} style={{ marginTop: 12 }}>{all.map((m) => <Miss key={m.id} miss={m} may={may} write={write} />)}</ul> : <Empty title={w.missesNone}>{w.missesNoneDo}</Empty>
        }}
      </Answer>
      {misses.hasNextPage && <Button mt="md" variant="default" loading={misses.isFetchingNextPage} onClick={() => void misses.fetchNextPage()}>{w.next}</Button>}
    </Modal>
  )
}

function Miss({ miss: m, may, write }: { miss: ArticleMiss; may: boolean; write: (title: string) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const settle = useSettleMiss()
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <div style={{ minWidth: 0 }}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>{m.said}</Text>
          <Text size="xs" c="dimmed">{w.times(m.times)} · {f.instant(m.last_at)}</Text>
        </div>
        {may && (
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => write(m.said)}>{w.write}</Button>
            <Button size="compact-sm" variant="subtle" loading={settle.isPending} onClick={() => settle.mutate({ path: { id: m.id } })}>{w.settle}</Button>
          </Group>
        )}
      </Group>
      {settle.error && <Wrong error={settle.error} />}
    </li>
  )
}
