import { Button, Group, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { PromoterRow as Promoter } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { LinkFor } from './LinkFor'
import styles from './promoter.module.css'
import * as words from './words'

interface Props {
  promoter: Promoter
  currency: string
  /** Opens what thanks them; undefined: not for who looks. */
  thank?: () => void
  children: ReactNode
}

/** One who spoke for us: by what, whom they brought, what that was worth, and the ways to thank them. */
export function PromoterRow({ promoter: p, currency, thank, children }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const named = useEventName()
  const [linking, link] = useState(false)
  const facts = [w.since(f.day(p.since)), w.own(f.money(p.own, currency)), p.thanked_at ? w.thanked(f.day(p.thanked_at)) : w.neverThanked, p.owner?.name]
  return (
    <li className={`card ${styles.row}`}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="start">
        <Group gap="sm" wrap="nowrap">{children}<RowLink to={`/people/${p.person.id}`} className={styles.name}>{p.person.name || w.nameless}</RowLink></Group>
        {thank && (
          <Group gap="xs" justify="flex-end">
            <Button size="compact-sm" onClick={thank}>{w.thank}</Button>
            <Button size="compact-sm" variant="default" onClick={() => link(true)}>{w.link}</Button>
          </Group>
        )}
      </Group>
      <Text size="sm" c="dimmed">{facts.filter(Boolean).join(' · ')}</Text>
      {p.friends.length > 0 && (
        <details>
          <summary><Text span size="sm">{w.friends(p.friends.length, f.number(p.friends.length), f.number(p.buyers), f.money(p.brought, currency))}</Text></summary>
          <ul className={styles.deeds} aria-label={w.whom}>
            {p.friends.map((one) => <li key={one.person.id}><RowLink to={`/people/${one.person.id}`} className={styles.name}>{one.person.name || w.nameless}</RowLink> · {f.day(one.at)} · {one.bought ? w.friendBought(f.money(one.spent, currency)) : w.friendNot}</li>)}
          </ul>
        </details>
      )}
      <ul className={styles.deeds} aria-label={w.deeds}>
        {p.deeds.map((d, i) => <li key={i}>{named(d.name)} · {f.day(d.at)}{d.said && <> · “{d.said}”</>}</li>)}
      </ul>
      {linking && <LinkFor person={p.person.id} name={p.person.name || w.nameless} close={() => link(false)} />}
    </li>
  )
}
