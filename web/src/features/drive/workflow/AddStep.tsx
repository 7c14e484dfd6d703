import { Menu } from '@mantine/core'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { useLabel } from '../../../shared/record/field'
import type { Drawing } from './Canvas'
import { ending, ends, insert, lead, leadsTo, type NodeKind, pruned, type Way } from './definition'
import { useDescribe } from './describe'
import { useActions } from './queries'
import * as stepWords from './stepWords'
import styles from './workflow.module.css'
import * as words from './words'

const others: { group: 'wait' | 'part'; kind: NodeKind }[] = [{ group: 'wait', kind: 'wait' }, { group: 'wait', kind: 'await' }, { group: 'part', kind: 'branch' }, { group: 'part', kind: 'split' }]

/** The "+" upon a way: what can be put there and, where the way ends, where else it can lead. */
export function AddStep({ drawing: { definition: d, put }, ways, leads }: { drawing: Drawing; ways: Way[]; leads?: boolean }) {
  const w = useWords(words)
  const k = useWords(stepWords)
  const label = useLabel()
  const actions = useActions()
  const { whole } = useDescribe()
  if (!put) return <span className={styles.line} />
  const add = (kind: NodeKind, action?: string) => put(...insert(d, ways, kind, action))
  const to = (id: string, of = d) => put(pruned(ways.reduce((rest, way) => lead(rest, way, id), of)))
  const end = (kind: 'exit' | 'goal') => {
    const [more, id] = ending(d, kind)
    to(id, more)
  }
  const now = leadsTo(d, ways[0]!)
  const steps = d.nodes.filter((n) => !ends(n) && n.id !== now && !ways.some((way) => way.from === n.id))
  return (
    <span className={styles.line}>
      <Menu position="right" shadow="md" width={260} withinPortal styles={{ dropdown: { maxHeight: 420, overflowY: 'auto' } }}>
        <Menu.Target><button type="button" className={styles.plus} aria-label={w.addStep} title={w.addStep}><Icon name="add" size={14} /></button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{w.groups.act}</Menu.Label>
          {actions.map((a) => <Menu.Item key={a.kind} onClick={() => add('action', a.kind)}>{label(a)}</Menu.Item>)}
          {(['wait', 'part'] as const).map((group) => [
            <Menu.Label key={group}>{w.groups[group]}</Menu.Label>,
            ...others.filter((o) => o.group === group).map((o) => <Menu.Item key={o.kind} onClick={() => add(o.kind)}>{k.kinds[o.kind]}</Menu.Item>),
          ])}
          {leads && (
            <>
              <Menu.Label>{w.groups.lead}</Menu.Label>
              <Menu.Item onClick={() => end('exit')}>{w.ends.exit}</Menu.Item>
              <Menu.Item onClick={() => end('goal')}>{w.ends.goal}</Menu.Item>
              {steps.map((n) => <Menu.Item key={n.id} onClick={() => to(n.id)}>{w.leadTo(whole(n))}</Menu.Item>)}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
