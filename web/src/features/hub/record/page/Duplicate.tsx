import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import type { RecordType } from '../../../../shared/record/field'
import { RecordLink } from '../../../../shared/record/RecordLink'
import { useMay } from '../../../../shared/session'
import styles from './page.module.css'
import { useDuplicates } from './queries'
import * as words from './words'

interface Props { type: RecordType; id: string }

/** Says that a record is probably there twice, and where one decides that; nothing where it is not. */
export function Duplicate({ type, id }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const asked = useMay()(`${type}:update`) && type !== 'orders' && type !== 'deals' && type !== 'tickets'
  const pair = useDuplicates(type, id, asked).data?.duplicates[0]
  if (!pair) return null
  const other = pair.a.id === id ? pair.b : pair.a
  return (
    <div role="note" className={styles.removed}>
      {w.probably(f.percent(pair.likeness))} <RecordLink type={type} id={other.id} name={other.name || w.nameless} />.{' '}
      <Anchor component={Link} inherit to={`/duplicates${type === 'people' ? '' : `?type=${type}`}` as string}>{w.toDuplicates}</Anchor>
    </div>
  )
}
