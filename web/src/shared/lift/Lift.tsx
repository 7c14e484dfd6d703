import { Alert, Table, Text } from '@mantine/core'
import { Card } from '../Card'
import { useFormat } from '../format'
import { useWords } from '../language'
import styles from './lift.module.css'
import { type Arms, verdicts } from './verdict'
import * as words from './words'

interface Props {
  of: Arms
  /** What the arms are called; one that is not among them is called by its key. */
  names: Record<string, string>
  currency: string
  /** Opens the people of an arm, or those of them who reached the goal; without it counts are counts. */
  open?: (arm: string, reached: boolean) => void
}

/** What an experiment was worth, in plain words, and the figures behind them. */
export function Lift({ of: r, names, currency, open }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const control = r.lift.arms[0]?.people ?? 0
  return (
    <Card title={w.lift}>
      {!r.lift.sample_ratio.ok && <Alert color="red" mb="sm">{w.broken}</Alert>}
      {control === 0 && <Text size="sm" mb="sm">{w.noControl}</Text>}
      {!r.final && control > 0 && <Text size="sm" mb="sm">{r.final_at ? w.tooEarly(f.day(r.final_at)) : w.tooEarlyOpen}</Text>}
      <Verdicts of={r} names={names} />
      <div className={styles.wide}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{w.arm}</Table.Th><Table.Th>{w.size}</Table.Th><Table.Th>{w.reached}</Table.Th><Table.Th>{w.rate}</Table.Th><Table.Th>{w.difference}</Table.Th>{r.lift.arms[0]?.value && <Table.Th>{w.perHead}</Table.Th>}</Table.Tr></Table.Thead>
          <Table.Tbody>{r.lift.arms.map((a) => <Arm key={a.arm} arm={a} of={r} name={names[a.arm] ?? a.arm} currency={currency} open={open} />)}</Table.Tbody>
        </Table>
      </div>
    </Card>
  )
}

function Verdicts({ of, names }: Pick<Props, 'of' | 'names'>) {
  const w = useWords(words)
  const f = useFormat()
  const points = (x: number) => f.number(Math.round(Math.abs(x) * 1000) / 10)
  return verdicts(of).map((v) => {
    const name = names[v.arm] ?? v.arm
    const said = v.kind === 'known' ? w.known(name, points(v.difference)) : v.kind === 'less' ? w.less(name, points(v.difference)) : v.detectable == null ? w.unknownAtAll(name) : w.unknown(name, points(v.detectable))
    return <Text key={v.arm} mb="sm" className={v.kind === 'unknown' ? styles.open : styles.known}>{said}</Text>
  })
}

function Arm({ arm: a, of: r, name, currency, open }: Pick<Props, 'of' | 'currency' | 'open'> & { arm: Arms['lift']['arms'][number]; name: string }) {
  const w = useWords(words)
  const f = useFormat()
  const soFar = r.so_far.find((s) => s.arm === a.arm)
  const between = a.lift ?? soFar
  const count = (n: number, reached: boolean) => open ? <button type="button" className={styles.door} aria-label={w.openPeople(f.number(n))} onClick={() => open(a.arm, reached)}>{f.number(n)}</button> : f.number(n)
  const range = (low: number, high: number) => <Text size="xs" c="dimmed">{f.percent(low, 1)} – {f.percent(high, 1)}</Text>
  return (
    <Table.Tr className="figures">
      <Table.Td>{name}</Table.Td>
      <Table.Td>{count(a.people, false)}</Table.Td>
      <Table.Td>{count(a.converted, true)}</Table.Td>
      <Table.Td>{f.percent(a.rate, 1)}{a.interval && range(a.interval.low, a.interval.high)}</Table.Td>
      <Table.Td>{between ? <>{f.percent(between.difference, 1)}{range(between.interval.low, between.interval.high)}</> : '–'}</Table.Td>
      {a.value && <Table.Td>{f.money(a.value.per_head == null ? null : Math.round(a.value.per_head), currency)}</Table.Td>}
    </Table.Tr>
  )
}
