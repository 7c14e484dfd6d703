import { Text } from '@mantine/core'
import { useState } from 'react'
import type { TreeNode } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { RowLink } from '../../../shared/RowLink'
import { Answer, Empty } from '../../../shared/states'
import { useGeneration } from './queries'
import styles from './referral.module.css'
import * as words from './words'

/** Who brought whom: each generation is opened within the one before. */
export function Tree() {
  const w = useWords(words)
  return <><Text size="sm" c="dimmed" mb="sm">{w.treeAbout}</Text><Generation depth={0} /></>
}

function Generation({ person, depth }: { person?: string; depth: number }) {
  const w = useWords(words)
  const people = useGeneration(person)
  return (
    <Answer query={people}>
      {({ pages }) => {
        const all = pages.flatMap((p) => p.people ?? [])
        if (!all.length) return depth ? <Text size="sm" c="dimmed">{w.outOfReach}</Text> : <Empty title={w.noTree}>{w.nobodyDo}</Empty>
        return (
          <>
            <ul className={styles.tree} data-deep={depth > 0 || undefined}>{all.map((p) => <Branch key={p.id} of={p} depth={depth} />)}</ul>
            <More of={people}>{w.more}</More>
          </>
        )
      }}
    </Answer>
  )
}

function Branch({ of: p, depth }: { of: TreeNode; depth: number }) {
  const w = useWords(words)
  const f = useFormat()
  const [open, show] = useState(false)
  const name = p.name || w.somebody
  return (
    <li>
      <div className={styles.node}>
        {p.direct > 0
          ? <button type="button" className={styles.fold} aria-expanded={open} aria-label={w.unfold(name)} onClick={() => show(!open)}><span aria-hidden="true">{open ? '−' : '+'}</span></button>
          : <span className={styles.leaf} aria-hidden="true">·</span>}
        <RowLink to={`/people/${p.id}`} className={styles.name}>{name}</RowLink>
        {p.direct > 0 && <Text size="xs" c="dimmed" className="figures">{w.branch(f.number(p.direct), f.number(p.all), f.number(p.bought))}</Text>}
      </div>
      {open && depth < 30 && <Generation person={p.id} depth={depth + 1} />}
    </li>
  )
}
