import type { RecordType } from '../../../../shared/record/field'
import { Answer } from '../../../../shared/states'
import { Activity } from './Activity'
import { Fields } from './Fields'
import styles from './page.module.css'
import { useRecord, useStanding, useTimeline } from './queries'
import { RecordHead } from './RecordHead'

/** A record at a glance, to stand beside a list: its head, its fields and what happened last. All of it can be changed here. */
export function RecordPanel({ type, id }: { type: RecordType; id: string }) {
  const record = useRecord(type, id)
  const standing = useStanding(type, id).data
  const lastContact = useTimeline(type, id, {}).data?.pages[0]?.last_contact
  return (
    <Answer query={record}>
      {(r) => (
        <div className={styles.glance}>
          <RecordHead type={type} record={r} standing={standing} lastContact={lastContact} compact />
          <Fields type={type} record={r} />
          <Activity type={type} id={id} within />
        </div>
      )}
    </Answer>
  )
}
