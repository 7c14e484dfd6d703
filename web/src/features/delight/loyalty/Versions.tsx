import { Badge, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { LoyaltyVersion } from '../../../shared/client'
import { useEventName } from '../../../shared/eventName'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { Answer, Empty } from '../../../shared/states'
import { changes, linesOf } from './lines'
import { useLoyaltyVersions } from './queries'
import styles from './versions.module.css'
import * as words from './words'

/** Every programme there was, the newest first: who published it and when, what changed by it, and all it says. */
export function Versions({ currency, open }: { currency: string; open?: number }) {
  const w = useWords(words)
  return (
    <Answer query={useLoyaltyVersions()}>
      {({ versions }) => versions.length
        ? <ol className={styles.all}>{versions.map((v, i) => <Version key={v.number} version={v} before={versions[i + 1]} currency={currency} held={i > 0} open={open === v.number} />)}</ol>
        : <Empty title={w.noVersions}>{w.noVersionsDo}</Empty>}
    </Answer>
  )
}

interface Props {
  version: LoyaltyVersion
  before: LoyaltyVersion | undefined
  currency: string
  /** Another one holds now. */
  held: boolean
  open: boolean
}

function Version({ version: v, before, currency, held, open }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const event = useEventName()
  const { language } = useLanguage()
  const ref = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (open) ref.current?.focus()
  }, [open])
  const say = { w, language, money: (n: number) => f.money(n, currency), number: f.number, event }
  const lines = linesOf(v.content, say)
  const changed = before ? changes(linesOf(before.content, say), lines) : []
  return (
    <li ref={ref} tabIndex={-1} className={`card ${styles.version}`} aria-label={w.versionOf(v.number)}>
      <Group justify="space-between" gap="xs">
        <b>{w.versionOf(v.number)}</b>
        <Badge variant="light" tt="none" color={held ? 'gray' : 'green'}>{held ? w.heldUntil(f.day(v.until!)) : w.holdsNow}</Badge>
      </Group>
      <Text size="sm" c="dimmed">{f.instant(v.at)} · {v.by?.name || w.somebody}</Text>
      {!before ? <Text size="sm" mt={6}>{w.firstVersion}</Text> : !changed.length ? <Text size="sm" mt={6}>{w.nothingChanged}</Text> : (
        <ul className={styles.changes} aria-label={w.changed}>
          {changed.map((c) => (
            <li key={c.key}>{c.was && <del>{c.was}</del>}{c.is && <ins>{c.is}</ins>}</li>
          ))}
        </ul>
      )}
      <details open={open}>
        <summary><Text span size="sm">{w.allOfIt}</Text></summary>
        <ul className={styles.lines}>{lines.map((l) => <li key={l.key}>{l.text}</li>)}</ul>
      </details>
    </li>
  )
}
