import { Button, NativeSelect, Text } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { useWords } from '../../../../shared/language'
import type { RecordType } from '../../../../shared/record/field'
import { Rows } from '../../../../shared/Rows'
import { Answer } from '../../../../shared/states'
import type { TimelineItem } from '../../../../shared/client'
import styles from './page.module.css'
import { type Filter, useTimeline } from './queries'
import { TimelineLine } from './TimelineLine'
import * as words from './words'

interface Props {
  type: RecordType
  id: string
  /** Within a panel, which scrolls by itself: pages come by a button. */
  within?: boolean
}

const kinds = ['contact', 'note', 'event', 'stage', 'change', 'import', 'task', 'file', 'act']
const teams = ['marketing', 'sales', 'care']

/** Everything that happened around a record, newest first, the same for all teams. */
export function Timeline({ type, id, within }: Props) {
  const w = useWords(words)
  const [filter, choose] = useState<Filter>({})
  const query = useTimeline(type, id, filter)
  const { data, hasNextPage, isFetching, fetchNextPage } = query
  const items = useMemo(() => data?.pages.flatMap((p) => p.items) ?? [], [data])
  const more = useCallback(() => void (!isFetching && fetchNextPage()), [isFetching, fetchNextPage])
  const draw = useCallback((item: TimelineItem) => <TimelineLine type={type} record={id} item={item} />, [type, id])
  const of = kinds.filter((k) => type === 'people' || type === 'companies' || (k !== 'stage' && (type === 'orders' || (k !== 'event' && k !== 'contact'))))
  return (
    <>
      <div className={styles.filters}>
        <div className={styles.kinds} role="group" aria-label={w.kind}>
          {['', ...of].map((k) => <button key={k} type="button" aria-pressed={(filter.kind ?? '') === k} onClick={() => choose({ ...filter, kind: k || undefined })}>{k ? w.kinds[k] : w.everyKind}</button>)}
        </div>
        <NativeSelect size="xs" aria-label={w.team} value={filter.team ?? ''} onChange={(e) => choose({ ...filter, team: e.currentTarget.value || undefined })}
          data={[{ value: '', label: w.everyTeam }, ...teams.map((t) => ({ value: t, label: w.teams[t]! }))]} />
      </div>
      <Answer query={query} height={160}>
        {() => items.length ? (
          <>
            {within ? items.map((item) => <div key={item.id}>{draw(item)}</div>) : <Rows items={items} id={(i) => i.id} height={56} measured more={hasNextPage ? more : undefined}>{draw}</Rows>}
            {hasNextPage ? within && <Button variant="default" size="xs" mt="sm" loading={isFetching} onClick={more}>{w.loadMore}</Button> : <Text c="dimmed" size="xs" pt="md">{w.theEnd}</Text>}
          </>
        ) : <Text c="dimmed" size="sm" py="md">{filter.kind || filter.team ? w.noneFiltered : w.noneHere}</Text>}
      </Answer>
    </>
  )
}
