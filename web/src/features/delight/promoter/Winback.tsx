import { Badge, Button, Checkbox, Group, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { WinbackRow } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import { Answer, Empty, NotEnough } from '../../../shared/states'
import { Enter } from './Enter'
import styles from './promoter.module.css'
import { useWinback } from './queries'
import * as words from './words'

/** Customers who fell silent, by the forecast value that is lost for each minute it takes. */
export function Winback() {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('workflows:write')
  const query = useWinback()
  const [chosen, choose] = useState<string[]>([])
  const [entering, enter] = useState(false)
  const pages = query.data?.pages
  const all = pages?.flatMap((p) => p.people) ?? []
  const first = pages?.[0]
  const toggle = (id: string) => choose((old) => (old.includes(id) ? old.filter((x) => x !== id) : [...old, id]))
  return (
    <>
      <Answer query={query}>
        {() => first?.reason ? <NotEnough reason={first.reason} /> : (
          <>
            <Group justify="space-between" align="start" className={styles.bar} wrap="nowrap">
              <Text size="xs" c="dimmed" maw={620}>{w.winbackAbout(first!.horizon_days)}</Text>
              {may && chosen.length > 0 && <Button size="xs" onClick={() => enter(true)} style={{ flex: 'none' }}>{w.enterAll(f.number(chosen.length))}</Button>}
            </Group>
            {!all.length ? <Empty title={w.noSilent}>{w.noSilentDo}</Empty> : (
              <ul className={styles.all}>
                {all.map((one) => (
                  <Row key={one.person.id} row={one} currency={first!.currency}>
                    {may && <Checkbox aria-label={w.choose(one.person.name || w.nameless)} checked={chosen.includes(one.person.id)} onChange={() => toggle(one.person.id)} />}
                  </Row>
                ))}
              </ul>
            )}
            {first!.unreached > 0 && <Text size="xs" c="dimmed" mt="sm">{w.unreached(first!.unreached, f.number(first!.unreached))}</Text>}
          </>
        )}
      </Answer>
      <More of={query}>{w.further}</More>
      {entering && <Enter people={chosen} close={() => enter(false)} done={() => { enter(false); choose([]) }} />}
    </>
  )
}

function Row({ row: r, currency, children }: { row: WinbackRow; currency: string; children: ReactNode }) {
  const w = useWords(words)
  const f = useFormat()
  const quiet = r.usual_days ? w.silent(f.number(r.silent_days), f.number(r.usual_days)) : w.silentOnce(f.number(r.silent_days))
  return (
    <li className={`card ${styles.row}`}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="start">
        <Group gap="sm" wrap="nowrap">{children}<RowLink to={`/people/${r.person.id}`} className={styles.name}>{r.person.name || w.nameless}</RowLink></Group>
        <Text size="sm" className="figures" style={{ flex: 'none' }}>{w.lost} <b>{f.money(r.lost, currency)}</b></Text>
      </Group>
      <Group gap={6} mt={4}>{r.reasons.map((why) => <Badge key={why} variant="light" color="gray" tt="none">{w.reasons[why as keyof typeof w.reasons]}</Badge>)}</Group>
      <Text size="sm" c="dimmed" mt={4}>{[quiet, w.alive(f.percent(r.alive)), r.effort === 1 ? w.byLetter : w.byCall, r.owner?.name ?? w.nobodys].join(' · ')}</Text>
    </li>
  )
}
