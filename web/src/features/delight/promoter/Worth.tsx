import { Button, Checkbox, Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { useMay } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { PromoterRow } from './PromoterRow'
import styles from './promoter.module.css'
import { usePromoters } from './queries'
import { Thank } from './Thank'
import * as words from './words'

const rests = [30, 90, 180, 365]

/** Those worth thanking, who brought most first; one or many of them are thanked at once. */
export function Worth() {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('promoters:write')
  const [rest, setRest] = useState(90)
  const [chosen, choose] = useState<string[]>([])
  const [thanking, thank] = useState<string[]>()
  const query = usePromoters(rest)
  const pages = query.data?.pages
  const all = pages?.flatMap((p) => p.promoters) ?? []
  const first = pages?.[0]
  const toggle = (id: string) => choose((old) => (old.includes(id) ? old.filter((x) => x !== id) : [...old, id]))
  const done = () => { thank(undefined); choose([]) }
  return (
    <>
      <Group justify="space-between" align="end" className={styles.bar}>
        <Select label={w.rest} size="xs" value={String(rest)} onChange={(v) => setRest(Number(v ?? 90))} allowDeselect={false} data={rests.map((n) => ({ value: String(n), label: w.days(n) }))} />
        {may && chosen.length > 0 && <Button size="xs" onClick={() => thank(chosen)}>{w.thankAll(f.number(chosen.length))}</Button>}
      </Group>
      <Answer query={query}>
        {() => (
          <>
            {first && first.resting + first.unhappy > 0 && <Text size="xs" c="dimmed" mb="xs">{w.left(f.number(first.resting), f.number(first.unhappy))}</Text>}
            {!all.length ? <Empty title={w.none}>{w.noneDo}</Empty> : (
              <ul className={styles.all}>
                {all.map((p) => (
                  <PromoterRow key={p.person.id} promoter={p} currency={first!.currency} thank={may ? () => thank([p.person.id]) : undefined}>
                    {may && <Checkbox aria-label={w.choose(p.person.name || w.nameless)} checked={chosen.includes(p.person.id)} onChange={() => toggle(p.person.id)} />}
                  </PromoterRow>
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
      <More of={query}>{w.further}</More>
      {thanking && <Thank people={thanking} close={() => thank(undefined)} done={done} />}
    </>
  )
}
