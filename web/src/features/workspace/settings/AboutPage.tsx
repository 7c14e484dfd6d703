import { Button } from '@mantine/core'
import { Card } from '../../../shared/Card'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { sentence } from '../../../shared/sentence'
import { useMay } from '../../../shared/session'
import { Answer, Loading, Wrong } from '../../../shared/states'
import { useDoctor, useStatus } from './queries'
import styles from './settings.module.css'
import * as words from './words'

/** What runs here, how far it is, and whether it is well. */
export function AboutPage() {
  const w = useWords(words)
  const f = useFormat()
  const status = useStatus()
  const may = useMay()
  return (
    <>
      <Card title={w.about.title}>
        <Answer query={status} height={90}>
          {(s) => (
            <dl className={styles.facts}>
              <dt>{w.about.version}</dt><dd>{s.version}</dd>
              <dt>{w.about.events}</dt><dd>{f.number(s.tail)}</dd>
              <dt>{w.about.lag}</dt><dd>{s.tail > s.done ? f.number(s.tail - s.done) : w.about.none}</dd>
            </dl>
          )}
        </Answer>
      </Card>
      <Doctor />
      {may('house:write') && (
        <Card title={w.about.takeOut} lead={w.about.takeOutText}>
          <Button component="a" href="/v1/take-out" download variant="default" mt="sm">{w.about.takeOutDo}</Button>
        </Card>
      )}
    </>
  )
}

function Doctor() {
  const w = useWords(words)
  const doctor = useDoctor()
  return (
    <Card title={w.about.doctor} lead={w.about.doctorText}>
      {doctor.isPending ? <Loading progress={doctor.progress} height={110} /> : <Button variant="default" mt="sm" onClick={() => doctor.mutate({})}>{w.about.examine}</Button>}
      {doctor.error && <Wrong error={doctor.error} />}
      {doctor.data && (
        <ul className={styles.findings}>
          {(doctor.data.findings ?? []).map((x) => (
            <li key={x.check}>
              <span className={x.well ? styles.well : styles.ill} role="img" aria-label={x.well ? w.about.well : w.about.ill}>{x.well ? '✓' : '!'}</span>
              <b>{w.about.check[x.check] ?? x.check}</b>
              <span>{sentence(x.says)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
