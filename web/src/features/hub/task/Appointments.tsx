import { appointmentList } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { RowLink } from '../../../shared/RowLink'
import { useMay, useZone } from '../../../shared/session'
import { addDays, dayIn, instantIn } from './day'
import styles from './task.module.css'
import * as words from './words'

/** Whom one meets today, each with a way to what to know before, or to say what came of it; nothing where one meets nobody. */
export function Appointments() {
  const w = useWords(words)
  const f = useFormat()
  const zone = useZone()
  const now = new Date()
  const today = dayIn(now, zone)
  const day = { from: instantIn(today, '00:00', zone), to: instantIn(addDays(today, 1), '00:00', zone) }
  const list = useRecords('appointments', appointmentList, { host: 'me', state: 'booked', ...day, limit: 200 }, { enabled: useMay()('appointments:read') }).data?.appointments
  if (!list?.length) return null
  return (
    <section className={`card ${styles.section}`} aria-label={w.appointments}>
      <h2>{w.appointments} <span className={styles.count}>{list.length}</span></h2>
      <ul className={styles.list}>
        {list.map((a) => (
          <li key={a.id} className={styles.row}>
            <span className="figures">{f.clock(a.from)}–{f.clock(a.to)}</span>
            <div className={styles.what}>
              <b>{a.person?.name || a.title}</b>
              <div className={styles.about}>
                <span>{[a.person?.name && a.title, a.place].filter(Boolean).join(' · ')}</span>
                <RowLink className="door" to={`/appointments/${a.id}`}>{new Date(a.to) > now ? w.brief : w.outcome}</RowLink>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
