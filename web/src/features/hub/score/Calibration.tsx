import { SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import type { CalibrationAnswer, ScoreBand } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer } from '../../../shared/states'
import { useCalibration } from './queries'
import styles from './score.module.css'
import * as words from './words'

/** Within how many days a lead had to buy. */
const periods = ['30', '90', '180']

/** How well scores told who would buy: what became of the leads of a past day, by the score they had then. */
export function Calibration() {
  const w = useWords(words)
  const [days, setDays] = useState('90')
  return (
    <Card title={w.calibration} lead={w.calibrationAbout} actions={
      <SegmentedControl size="xs" aria-label={w.within} value={days} onChange={setDays} data={periods.map((value) => ({ value, label: w.inDays(value) }))} />
    }>
      <Answer query={useCalibration(Number(days))}>{(seen) => <Seen of={seen} />}</Answer>
    </Card>
  )
}

function Seen({ of }: { of: CalibrationAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  if (!of.rules) return <Text size="sm" c="dimmed">{w.calibrationNoRules}</Text>
  if (!of.bands.length) return <Text size="sm" c="dimmed">{w.calibrationFew(f.number(of.needed_people), f.number(of.needed_bought), f.number(of.people), f.number(of.bought), f.day(of.as_of))}</Text>
  const rounded = (n: number) => f.number(n, 3)
  return (
    <>
      {of.upper && of.lower && <Text size="sm" mb="xs">{w.upper(f.percent(of.upper.share), f.number(of.upper.from), f.percent(of.lower.share))}</Text>}
      <Bands bands={of.bands} />
      <Text size="xs" c="dimmed">{w.asOf(f.day(of.as_of), f.number(of.people), f.number(of.bought))}</Text>
      {of.brier !== null && of.blind !== null && <Text size="sm" mt="xs">{w.brier(rounded(of.brier), rounded(of.blind))} {of.brier < of.blind ? w.better : w.noBetter}</Text>}
      {of.today.length > 0 && <Text size="xs" c="dimmed" mt="xs">{w.ofToday(of.today.join(', '))}</Text>}
    </>
  )
}

function Bands({ bands }: { bands: ScoreBand[] }) {
  const w = useWords(words)
  const f = useFormat()
  const most = Math.max(...bands.map((b) => b.high))
  const at = (share: number) => `${(100 * share) / most}%`
  return (
    <div className={styles.wide} tabIndex={0} role="region" aria-label={w.calibration}>
      <table className={styles.bands}>
        <thead><tr><th scope="col">{w.band}</th><th scope="col">{w.people}</th><th scope="col">{w.bought}</th><th scope="col" colSpan={2}>{w.share}</th></tr></thead>
        <tbody className="figures">
          {bands.toReversed().map((b) => (
            <tr key={b.from}>
              <th scope="row">{b.from === b.to ? f.number(b.from) : `${f.number(b.from)}…${f.number(b.to)}`}</th>
              <td>{f.number(b.people)}</td>
              <td>{f.number(b.bought)}</td>
              <td><span>{f.percent(b.share)}</span> <Text span size="xs" c="dimmed">{f.percent(b.low)}–{f.percent(b.high)}</Text></td>
              <td className={styles.range} aria-hidden><span><i style={{ left: at(b.low), width: at(b.high - b.low) }} /><b style={{ left: at(b.share) }} /></span></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
