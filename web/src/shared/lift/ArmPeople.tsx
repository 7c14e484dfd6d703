import { Button, Modal } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ArmPeople as People } from '../client'
import { useFormat } from '../format'
import { useWords } from '../language'
import { RowLink } from '../RowLink'
import { Answer } from '../states'
import styles from './lift.module.css'
import * as words from './words'

/** Who is behind a figure of an experiment. */
export function ArmPeople({ title, query, close }: { title: string; query: UseInfiniteQueryResult<InfiniteData<People>>; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Modal opened onClose={close} title={<b>{title}</b>}>
      <Answer query={query}>
        {({ pages }) => {
          const people = pages.flatMap((page) => page.people)
          return (
            <>
              <ul>{people.map((p) => <li key={p.id}><RowLink to={`/people/${p.id}`}>{p.name ?? p.id}</RowLink></li>)}</ul>
              {query.hasNextPage && <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{w.more(f.number(pages[0]!.count - people.length))}</Button>}
            </>
          )
        }}
      </Answer>
    </Modal>
  )
}

/** A figure that opens its people; of none it is a figure. */
export function Figure({ count, open }: { count: number; open: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  return count > 0 ? <button type="button" className={styles.door} aria-label={w.openPeople(f.number(count))} onClick={open}>{f.number(count)}</button> : <>{f.number(count)}</>
}
