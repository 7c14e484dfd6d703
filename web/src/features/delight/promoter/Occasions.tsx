import { Anchor, Checkbox, Group, NumberInput, SegmentedControl, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { RowLink } from '../../../shared/RowLink'
import { Answer, Empty } from '../../../shared/states'
import styles from './promoter.module.css'
import { useOccasions } from './queries'
import * as words from './words'

const kinds = ['all', 'birthday', 'anniversary'] as const

/** Birthdays and anniversaries of the coming days. */
export function Occasions() {
  const w = useWords(words)
  const f = useFormat()
  const [kind, setKind] = useState<(typeof kinds)[number]>('all')
  const [days, setDays] = useState(30)
  const [lunar, setLunar] = useState(false)
  const query = useOccasions({ days, kind: kind === 'all' ? undefined : kind, lunar: lunar || undefined })
  const pages = query.data?.pages
  const all = pages?.flatMap((p) => p.occasions) ?? []
  return (
    <>
      <Group mb="sm" align="end">
        <SegmentedControl size="xs" value={kind} onChange={(k) => setKind(k as typeof kind)} data={kinds.map((value) => ({ value, label: w.kinds[value] }))} />
        <NumberInput size="xs" w={120} label={w.ahead} min={1} max={366} allowDecimal={false} value={days} onChange={(n) => setDays(Math.min(366, Math.max(1, Number(n) || 1)))} />
        {kind !== 'birthday' && <Checkbox size="sm" label={w.lunarly} checked={lunar} onChange={(e) => setLunar(e.currentTarget.checked)} />}
      </Group>
      <Answer query={query}>
        {() => !all.length ? <Empty title={w.noOccasions}>{w.noOccasionsDo}</Empty> : (
          <ul className={styles.all}>
            {all.map((o) => (
              <li key={o.day + o.kind + o.person.id} className={`card ${styles.row}`}>
                <Group justify="space-between" gap="xs">
                  <RowLink to={`/people/${o.person.id}`} className={styles.name}>{o.person.name || w.nameless}</RowLink>
                  <Text size="sm" fw={600} className="figures">{o.day === pages?.[0]?.today ? w.today : f.day(o.day)}</Text>
                </Group>
                <Text size="sm" c="dimmed">{[o.kind === 'birthday' ? w.birthday(o.years) : w.anniversary(o.years), w.lunarDay(o.lunar_date), o.lunar && w.byLunar, o.owner?.name ?? w.nobodys].filter(Boolean).join(' · ')}</Text>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <More of={query}>{w.further}</More>
      <Text size="xs" c="dimmed" mt="md">{w.wish}: <Anchor component={Link} to={'/workflows' as string} size="xs" underline="always">{w.recipes}</Anchor></Text>
    </>
  )
}
