import { Anchor, Button, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { Problem } from '../../../../shared/ask'
import { useWords } from '../../../../shared/language'
import { Consents } from '../../../../shared/consent/Consents'
import type { RecordRow, RecordType } from '../../../../shared/record/field'
import { Empty, Loading, Wrong } from '../../../../shared/states'
import { Activity } from './Activity'
import { Duplicate } from './Duplicate'
import { Fields } from './Fields'
import { Files } from './Files'
import styles from './page.module.css'
import { Memberships } from './Memberships'
import { useRecord, useStanding, useTimeline } from './queries'
import { RecordHead } from './RecordHead'
import { Related } from './Related'
import { Score } from './Score'
import { SignIns } from './SignIns'
import { Points } from './Points'
import { Referrals } from './Referrals'
import { Touches } from './Touches'
import { useBin } from './useBin'
import * as words from './words'

interface Props {
  type: RecordType
  /** What only this type of records has, above its fields. */
  children?: (record: RecordRow) => ReactNode
}

/** The page of one record: who or what it is, what is known of it, and everything that happened. */
export function RecordPage({ type, children }: Props) {
  const w = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useRecord(type, id)
  if (query.error instanceof Problem && query.error.status === 404)
    return <Empty title={w.unknown}>{w.unknownDo}<br /><Button component={Link} to={`/${type}` as string} mt="md" variant="default">{w.title[type]}</Button></Empty>
  if (!query.data) return query.error ? <Wrong error={query.error} retry={query.refetch} /> : <Loading />
  return <Whole key={query.data.id} type={type} record={query.data} extra={children?.(query.data)} />
}

type Tab = 'timeline' | 'details' | 'files'

function Whole({ type, record, extra }: { type: RecordType; record: RecordRow; extra?: ReactNode }) {
  const w = useWords(words)
  const standing = useStanding(type, record.id).data
  const lastContact = useTimeline(type, record.id, {}).data?.pages[0]?.last_contact
  const narrow = useMediaQuery('(max-width: 61.99em)', window.innerWidth < 992, { getInitialValueInEffect: false })
  const [tab, turn] = useState<Tab>('timeline')
  const name = String(record.values.name ?? record.values.number ?? '') || w.nameless
  const bin = useBin(type, record, name)
  useEffect(() => {
    document.title = `${name} · Bánh Đà`
  }, [name])
  const details = <><Fields type={type} record={record} /><Related type={type} record={record} />{type === 'people' && <><Score id={record.id} /><Memberships id={record.id} /><Touches id={record.id} /><Referrals id={record.id} /><Points id={record.id} /><SignIns id={record.id} /><Consents personId={record.id} /></>}</>
  const files = <section className={styles.group} aria-label={w.files}><h3>{w.files}</h3><Files type={type} id={record.id} /></section>
  return (
    <div className={styles.page}>
      <Anchor component={Link} to={`/${type}` as string} size="sm" c="dimmed" className={styles.back}>← {w.back[type]}</Anchor>
      {record.deleted_at && <div role="status" className={styles.removed}>{w.removed} <Button size="compact-xs" variant="default" onClick={bin.back}>{w.restoreRecord}</Button></div>}
      {!record.deleted_at && <Duplicate type={type} id={record.id} />}
      {bin.error != null && <Wrong error={bin.error} />}
      <RecordHead type={type} record={record} standing={standing} lastContact={lastContact} />
      {extra}
      {narrow ? (
        <>
          <SegmentedControl fullWidth aria-label={w.part} value={tab} onChange={(t) => turn(t as Tab)} data={(['timeline', 'details', 'files'] as Tab[]).map((t) => ({ value: t, label: w.parts[t] }))} />
          <section className={`card ${styles.part}`} aria-label={w.parts[tab]}>{tab === 'timeline' ? <Activity type={type} id={record.id} /> : tab === 'details' ? details : files}</section>
        </>
      ) : (
        <div className={styles.columns}>
          <aside className={`card ${styles.part}`} aria-label={w.details}>{details}{files}</aside>
          <section className={`card ${styles.part}`} aria-label={w.timeline}><Activity type={type} id={record.id} /></section>
        </div>
      )}
    </div>
  )
}
