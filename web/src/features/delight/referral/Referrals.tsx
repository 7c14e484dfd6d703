import { Badge, Button, Checkbox, Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { PersonName, ReferralShown } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { More } from '../../../shared/More'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { Decide } from './Decide'
import { Paid } from './Paid'
import { useReferrals, type Which } from './queries'
import styles from './referral.module.css'
import { states } from './search'
import * as words from './words'

const colours: Record<string, string> = { review: 'orange', rewarded: 'green', due: 'green', pending: 'blue', accepted: 'blue', refused: 'red' }

/** Who brought whom, with what speaks against it and what both got. */
export function Referrals({ which, choose }: { which: Which; choose: (which: Which) => void }) {
  const w = useWords(words)
  const referrals = useReferrals(which)
  return (
    <>
      <Group gap="sm" mb="sm">
        <Select size="xs" aria-label={w.state} value={which.state ?? 'all'} allowDeselect={false} data={[{ value: 'all', label: w.all }, ...states.map((s) => ({ value: s, label: w.states[s] }))]}
          onChange={(s) => choose({ ...which, state: s === 'all' ? undefined : s as Which['state'] })} />
        <Checkbox label={w.owed} checked={which.owed ?? false} onChange={(e) => choose({ ...which, owed: e.currentTarget.checked || undefined })} />
        {which.step && <Button size="xs" variant="default" onClick={() => choose({ state: which.state, owed: which.owed })}>{w.steps[which.step]}: {which.from} – {which.to} ✕</Button>}
      </Group>
      <Answer query={referrals}>
        {({ pages }) => {
          const all = pages.flatMap((p) => p.referrals ?? [])
          return all.length ? <ul className={styles.all}>{all.map((r) => <Line key={r.id} one={r} currency={pages[0]?.currency ?? 'VND'} />)}</ul> : <Empty title={w.nobody}>{w.nobodyDo}</Empty>
        }}
      </Answer>
      <More of={referrals}>{w.more}</More>
    </>
  )
}

function Who({ of }: { of: PersonName | null | undefined }) {
  const w = useWords(words)
  return of ? <RowLink to={`/people/${of.id}`} className={styles.name}>{of.name || w.somebody}</RowLink> : <span>{w.somebody}</span>
}

function Line({ one: r, currency }: { one: ReferralShown; currency: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('referrals:decide')
  const [open, show] = useState<'approved' | 'refused'>()
  const when = [w.at.accepted(f.instant(r.accepted_at)), r.bought_at && w.at.bought(f.instant(r.bought_at), f.money(r.amount, currency)), r.state === 'pending' && r.due_at && w.at.due(f.instant(r.due_at)), r.rewarded_at && w.at.rewarded(f.instant(r.rewarded_at))]
  const undecided = may && !r.rewarded_at && r.state !== 'expired' && r.state !== 'cancelled'
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <span><Who of={r.referrer} /> <span aria-hidden="true">→</span><span className={styles.hidden}>{w.brought}</span> <Who of={r.friend} /></span>
        <Badge variant="light" tt="none" color={colours[r.state] ?? 'gray'}>{w.states[r.state]}</Badge>
      </Group>
      <Text size="xs" c="dimmed">{when.filter(Boolean).join(' · ')}</Text>
      {r.reason && <Text size="sm">{w.reasons[r.reason as 'self']}</Text>}
      {(r.findings ?? []).length > 0 && <div className={styles.findings} data-level={r.level}><b>{w.levels[r.level]}</b><ul>{(r.findings ?? []).map((s) => <li key={s.sign}>{w.signs[s.sign as 'ring']}</li>)}</ul></div>}
      {r.decision && <Text size="sm" mt="xs">{r.decision === 'approved' ? w.approved : w.refused}{r.note ? `: ${r.note}` : ''}</Text>}
      {r.over && <Text size="sm">{w.over}</Text>}
      {(r.rewards ?? []).map((p) => <Paid key={p.side} of={r} payout={p} currency={currency} may={may} />)}
      {undecided && <Group gap="xs" mt="xs">
        {r.level === 'high' && r.decision !== 'approved' && r.state !== 'refused' && <Button size="compact-sm" onClick={() => show('approved')}>{w.approve}</Button>}
        {r.state !== 'refused' && <Button size="compact-sm" variant="default" onClick={() => show('refused')}>{w.refuse}</Button>}
        {r.reason === 'hand' && <Button size="compact-sm" variant="default" onClick={() => show('approved')}>{w.approveAfter}</Button>}
      </Group>}
      {open && <Decide id={r.id} decision={open} close={() => show(undefined)} />}
    </li>
  )
}
