import { Anchor, Badge, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { ShareKit } from '../../../shared/client'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { useMay } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { KitFigures } from './KitFigures'
import { KitForm } from './KitForm'
import styles from './promoter.module.css'
import { useKits } from './queries'
import * as words from './words'

/** What customers are given to share, and what came of it. */
export function Kits() {
  const w = useWords(words)
  const may = useMay()('promoters:write')
  const query = useKits()
  const [writing, write] = useState<ShareKit | 'new'>()
  const all = query.data?.pages.flatMap((p) => p.kits) ?? []
  const add = may && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => write('new')}>{w.addKit}</Button>
  return (
    <>
      <Group justify="space-between" mb="sm"><Text size="sm" c="dimmed" maw={620}>{w.kitsAbout}</Text>{all.length > 0 && add}</Group>
      <Answer query={query}>
        {() => !all.length ? <Empty title={w.noKitYet}>{w.noKitDo}<br /><br />{add}</Empty> : (
          <ul className={styles.all}>
            {all.map((k) => (
              <li key={k.id} className={`card ${styles.row}`}>
                <Group justify="space-between" gap="xs">
                  <Text fw={600}>{k.name}</Text>
                  <Badge variant="light" tt="none" color={k.open ? 'green' : 'gray'}>{k.open ? w.opened : w.closed}</Badge>
                </Group>
                <Group gap="md" mt={4}>
                  {k.open && <Anchor size="sm" href={k.page} target="_blank" rel="noreferrer">{w.see}</Anchor>}
                  {may && <Button size="compact-sm" variant="default" onClick={() => write(k)}>{w.edit}</Button>}
                </Group>
                <KitFigures kit={k.id} />
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <More of={query}>{w.further}</More>
      {writing && <KitForm kit={writing === 'new' ? undefined : writing} close={() => write(undefined)} />}
    </>
  )
}
