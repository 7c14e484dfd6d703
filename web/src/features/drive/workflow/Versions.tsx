import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { WorkflowDetail } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, Empty } from '../../../shared/states'
import { compare as lines } from '../../../shared/compare'
import { compare, type Difference } from './compare'
import { type Definition, nodeOf } from './definition'
import { useDescribe } from './describe'
import { useVersion } from './queries'
import * as words from './runWords'
import styles from './workflow.module.css'

interface Props { is: WorkflowDetail; now: Definition; bring?: (old: Definition) => void }

/** What was published, when and by whom, and what is different from what is being looked at. */
export function Versions({ is, now, bring }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const [open, show] = useState<number>()
  if (!is.versions.length) return <Empty title={w.noVersions} />
  return (
    <>
      <Text size="sm" c="dimmed">{w.versionsAbout}</Text>
      <ul className={styles.lines}>
        {is.versions.map((v) => (
          <li key={v.version}>
            <div className={styles.split}>
              <b>{w.version(v.version)}</b>
              <Text size="sm" c="dimmed">{f.instant(v.at)} {v.publisher && w.by(v.publisher.name)}</Text>
            </div>
            <Button size="compact-xs" variant="subtle" aria-expanded={open === v.version} onClick={() => show(open === v.version ? undefined : v.version)}>{w.compare}</Button>
            {open === v.version && <Differences id={is.id} version={v.version} now={now} bring={bring} />}
          </li>
        ))}
      </ul>
    </>
  )
}

function Differences({ id, version, now, bring }: { id: string; version: number; now: Definition; bring?: (old: Definition) => void }) {
  const w = useWords(words)
  const { told, rules, trigger } = useDescribe()
  const old = useVersion(id, version)
  return (
    <Answer query={old} height={60}>
      {({ definition }) => {
        const list = compare(definition, now)
        const said = (d: Definition, { what, id }: Difference) => {
          if (what === 'triggers') return d.triggers.map(trigger)
          const node = nodeOf(d, id)
          return what === 'rules' ? rules(d) : node ? told(d, node) : []
        }
        if (!list.length) return <Text size="sm" c="dimmed">{w.same}</Text>
        return (
          <>
            <ul className={styles.lines}>
              {list.map((one) => {
                const [before, after] = [said(definition, one), said(now, one)]
                const name = one.what === 'node' ? (after[0] ?? before[0]) : w[one.what]
                return (
                  <li key={one.what + one.id}>
                    <div className={styles.split}><b>{name}</b><Text size="sm" c="dimmed">{w[one.how]}</Text></div>
                    {one.how === 'differs' && lines(before, after, (line) => line).map((l, i) => l.is !== 'same' && (
                      <Text key={i} size="sm" component={l.is === 'new' ? 'ins' : 'del'} display="block">{l.value}</Text>
                    ))}
                  </li>
                )
              })}
            </ul>
            {bring && <Group justify="flex-end"><Button size="compact-xs" variant="default" onClick={() => bring(definition)}>{w.bring}</Button></Group>}
          </>
        )
      }}
    </Answer>
  )
}
