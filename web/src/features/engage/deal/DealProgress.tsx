import { Button, Checkbox, Group, NumberInput, Text } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../shared/ask'
import type { DealAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { keepable, Lines, Totals } from '../../../shared/order/Lines'
import { type Line, reckon } from '../../../shared/order/reckon'
import { inLanguage, type RecordRow } from '../../../shared/record/field'
import { recordShow } from '../../../shared/record/operations'
import { UserSelect } from '../../../shared/record/UserSelect'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { Sign } from './Column'
import styles from './deal.module.css'
import { MoveDialog } from './MoveDialog'
import { useMove, usePipelines, useProgress } from './queries'
import * as words from './words'

/** How far a deal is: its stages, its checklist, its products, whose it is, and how it came here. */
export function DealProgress({ record }: { record: RecordRow }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const progress = useProgress(record.id, record.version)
  const reasons = usePipelines().data?.reasons ?? []
  const move = useMove()
  const [asking, ask] = useState<string>()
  const may = useMay()('deals:update') && !record.deleted_at
  const data = progress.data
  if (!data) return null
  const at = data.pipeline.stages.findIndex((s) => s.key === data.stage)
  const go = (stage: string, kind: string) => {
    if (data.missing[stage] || kind !== 'open') return ask(stage)
    move.mutate({ path: { type: 'deals', id: record.id }, headers: { 'If-Match': `"${record.version}"` }, body: { values: { deal_stage: stage } } })
  }
  const reason = reasons.find((r) => r.key === record.values.reason)
  return (
    <section className={`card ${styles.pad}`} aria-label={w.stages}>
      <ol className={styles.path} aria-label={w.stages}>
        {data.pipeline.stages.map((s, i) => (
          <li key={s.key}><button type="button" aria-current={s.key === data.stage ? 'step' : undefined} data-done={i <= at && data.pipeline.stages[at]?.kind === 'open' ? true : undefined} disabled={!may || s.key === data.stage} onClick={() => go(s.key!, s.kind)}>{inLanguage(s.label, language)}</button></li>
        ))}
      </ol>
      {reason && <Text size="sm" mt={6}>{inLanguage(reason.label, language)}</Text>}
      {data.signs.length > 0 && <Text size="sm" mt={6} c="red" role="status">{w.stale}: {data.signs.map((s, i) => <span key={s.sign}>{i > 0 && '; '}<Sign sign={s} /></span>)}</Text>}
      {move.error != null && <Wrong error={move.error} />}
      <div className={styles.sides}>
        <Checklist record={record} progress={data} may={may} />
        <Products record={record} may={may} />
        <Credit record={record} progress={data} may={may} />
        <Trail progress={data} />
      </div>
      {asking && <MoveDialog id={record.id} name={String(record.values.name)} stage={asking} close={() => ask(undefined)} />}
    </section>
  )
}

interface Part { record: RecordRow; progress: DealAnswer; may: boolean }

/** The checklists of the stages up to this one. */
function Checklist({ record, progress, may }: Part) {
  const w = useWords(words)
  const { language } = useLanguage()
  const move = useMove()
  const upTo = progress.pipeline.stages.findIndex((s) => s.key === progress.stage)
  const steps = progress.pipeline.stages.slice(0, upTo + 1).flatMap((s) => s.steps ?? [])
  if (!steps.length) return null
  const tick = (key: string, done: boolean) =>
    move.mutate({ path: { type: 'deals', id: record.id }, body: { values: { steps: done ? [...progress.done, key] : progress.done.filter((k) => k !== key) } } })
  return (
    <div>
      <h3>{w.checklist}</h3>
      {steps.map((s) => <Checkbox key={s.key} mb={6} label={inLanguage(s.label, language)} checked={progress.done.includes(s.key!)} disabled={!may || move.isPending} onChange={(e) => tick(s.key!, e.currentTarget.checked)} />)}
      {move.error != null && <Wrong error={move.error} />}
    </div>
  )
}

/** What the deal is about: products as in an order. */
function Products({ record, may }: { record: RecordRow; may: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const currency = String(record.values.currency ?? 'VND')
  const kept = (record.values.lines as Line[] | undefined) ?? []
  const [lines, set] = useState<Line[]>([])
  const [editing, edit] = useState(false)
  const move = useMove()
  const begin = () => { set(kept.length ? kept : [{ name: '', quantity: 1000, price: 0 }]); edit(true) }
  const keep = () => move.mutate({ path: { type: 'deals', id: record.id }, headers: { 'If-Match': `"${record.version}"` }, body: { values: { lines: lines.length ? lines : null } } }, { onSuccess: () => edit(false) })
  return (
    <div>
      <h3>{w.lines}</h3>
      {editing ? (
        <>
          <Lines lines={lines} discount={null} currency={currency} propose={ofProduct} set={set} />
          {move.error != null && <Wrong error={move.error} />}
          <Group gap="xs" mt="xs"><Button size="xs" loading={move.isPending} disabled={!keepable(lines, null)} onClick={keep}>{w.save}</Button><Button size="xs" variant="default" onClick={() => edit(false)}>{w.cancel}</Button></Group>
        </>
      ) : (
        <>
          {kept.length > 0 && <Totals rows={kept.map((l): [string, string] => [`${l.name} × ${f.number(l.quantity / 1000)}`, f.money(reckon([l], 0)?.net ?? null, currency) ?? ''])} />}
          {typeof record.values.value === 'number' && <Totals rows={[[w.value, f.money(record.values.value, currency)]]} />}
          {may && <Button size="compact-xs" variant="subtle" onClick={begin}>{w.editLines}</Button>}
        </>
      )}
    </div>
  )
}

/** What a product brings along: its own price and tax. */
async function ofProduct(id: string) {
  const { values: v } = await ask(recordShow, { path: { type: 'products', id } }).catch(() => ({ values: {} as Record<string, unknown> }))
  return { ...(typeof v.price === 'number' && { price: v.price }), ...(typeof v.tax_rate === 'number' && { tax_rate: v.tax_rate }) }
}

interface Share { user: string; part: number }

/** Whose the deal is, in money; shares come to a whole. */
function Credit({ record, progress, may }: Part) {
  const w = useWords(words)
  const f = useFormat()
  const currency = String(record.values.currency ?? 'VND')
  const kept = (record.values.credit as Share[] | undefined) ?? []
  const [shares, set] = useState<Share[]>()
  const move = useMove()
  const sum = (shares ?? []).reduce((all, s) => all + s.part, 0)
  const keep = () => move.mutate({ path: { type: 'deals', id: record.id }, body: { values: { credit: shares?.length ? shares : null } } }, { onSuccess: () => set(undefined) })
  const put = (i: number, part: Partial<Share>) => set((all) => all?.map((s, n) => (n === i ? { ...s, ...part } : s)))
  return (
    <div>
      <h3>{w.credit}</h3>
      {shares ? (
        <>
          {shares.map((s, i) => (
            <Group key={i} gap={6} mb={6} align="end" wrap="nowrap">
              <UserSelect size="xs" aria-label={w.seller} value={s.user} onChange={(user) => put(i, { user: user ?? '' })} style={{ flex: 1 }} />
              <NumberInput size="xs" w={90} aria-label={w.share} min={0} max={100} decimalScale={2} value={s.part / 100} onChange={(n) => put(i, { part: Math.round(Number(n) * 100) })} />
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => set(shares.filter((_, n) => n !== i))}>{w.remove}</Button>
            </Group>
          ))}
          <Button size="compact-xs" variant="subtle" onClick={() => set([...shares, { user: '', part: Math.max(0, 10_000 - sum) }])}>{w.addSeller}</Button>
          {shares.length > 0 && sum !== 10_000 && <Text size="xs" c="red" role="alert">{w.shares(f.number(sum / 100))}</Text>}
          {move.error != null && <Wrong error={move.error} />}
          <Group gap="xs" mt="xs"><Button size="xs" loading={move.isPending} disabled={shares.length > 0 && (sum !== 10_000 || shares.some((s) => !s.user))} onClick={keep}>{w.save}</Button><Button size="xs" variant="default" onClick={() => set(undefined)}>{w.cancel}</Button></Group>
        </>
      ) : (
        <>
          {progress.credit.length > 0 && <Totals rows={progress.credit.map((c): [string, string] => [c.owner?.name ?? w.nobody, f.money(c.value, currency)])} />}
          {may && <Button size="compact-xs" variant="subtle" onClick={() => set(kept)}>{w.split}</Button>}
        </>
      )}
    </div>
  )
}

/** Every change of the deal's stage: when, from where, to where, whose it was. */
function Trail({ progress }: { progress: DealAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const { language } = useLanguage()
  const all = usePipelines().data?.pipelines.flatMap((p) => p.stages) ?? []
  const name = (key: string) => inLanguage(all.find((s) => s.key === key)?.label, language) || key
  return (
    <div>
      <h3>{w.history}</h3>
      <ol className={styles.trail}>
        {progress.moves.map((m, i) => <li key={i}>{m.from ? `${name(m.from)} → ${name(m.to)}` : `${name(m.to)} (${w.opened})`} <Text span size="xs" c="dimmed">{[f.instant(m.at), m.owner?.name].filter(Boolean).join(' · ')}</Text></li>)}
      </ol>
    </div>
  )
}
