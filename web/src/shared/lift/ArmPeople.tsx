import { Modal } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ArmPeople as People } from '../client'
import { useFormat } from '../format'
import { useWords } from '../language'
import { RowLink } from '../RowLink'
import { Answer } from '../states'
import styles from './lift.module.css'
import * as words from './words'

/** Who is behind a figure of an experiment. */
export function ArmPeople({ title, query, close }: { title: string; query: UseQueryResult<People>; close: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Modal opened onClose={close} title={<b>{title}</b>}>
      <Answer query={query}>
        {(a) => (
          <>
            <ul>{a.people.map((p) => <li key={p.id}><RowLink to={`/people/${p.id}`}>{p.name ?? p.id}</RowLink></li>)}</ul>
            {a.count > a.people.length && <p>{w.more(f.number(a.count - a.people.length))}</p>}
          </>
        )}
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
