import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { IntakePreview, IntakeReport, Plan } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { useLanguage, useWords } from '../../../../shared/language'
import { inLanguage } from '../../../../shared/record/field'
import { useWrite, writePhone } from '../../../../shared/record/write'
import { sentence } from '../../../../shared/sentence'
import { Loading, Wrong } from '../../../../shared/states'
import styles from '../import.module.css'
import { useBegin, useCheck, useProposal } from './queries'
import * as words from './words'

/** What would become of every row, before anything does. */
export function CheckStep({ plan, back, begun }: { plan: Plan; back: () => void; begun: (id: string) => void }) {
  const w = useWords(words)
  const check = useCheck()
  const begin = useBegin()
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    check.mutate({ body: { plan } })
  })
  const report = check.data
  const some = report && report.create + report.update > 0
  return (
    <>
      {check.isPending && <Loading progress={check.progress} />}
      {check.error && <Wrong error={check.error} retry={() => check.mutate({ body: { plan } })} />}
      {report && <Report report={report} plan={plan} />}
      {begin.error && <Wrong error={begin.error} />}
      <Group justify="space-between" className={styles.foot}>
        <Button variant="default" onClick={back}>{w.back}</Button>
        <Button disabled={!some} loading={begin.isPending} onClick={() => begin.mutate({ body: { plan } }, { onSuccess: (s) => begun(s.id) })}>
          {report && report.refuse > 0 ? w.doWithout : w.do}
        </Button>
      </Group>
    </>
  )
}

function Report({ report: r, plan }: { report: IntakeReport; plan: Plan }) {
  const w = useWords(words)
  const f = useFormat()
  const counts: [string, number][] = [[w.rows, r.rows], ...(r.orders ? [[w.ordersRead, r.orders] as [string, number]] : []), [w.creates, r.create], [w.updates, r.update], [plan.then === 'skip' ? w.skips : w.same, r.skip], [w.refuses, r.refuse]]
  return (
    <div role="status">
      <dl className={styles.counts}>{counts.map(([name, n]) => <div key={name}><dt>{name}</dt><dd>{f.number(n)}</dd></div>)}</dl>
      {plan.then !== 'skip' && r.skip > 0 && r.create + r.update + r.refuse === 0 && <Text size="sm" mb="sm">{w.allSame}</Text>}
      {r.refuse > 0 && (
        <Alert variant="light" color="orange" title={(r.orders ? w.refusedOrders : w.refusedTitle)(r.refuse, f.number(r.refuse))} my="sm">
          <Text size="sm" mb={6}>{w.refusedText}</Text>
          <ul className={styles.reasons}>{r.reasons.map((why, i) => <li key={i}><b>{f.number(why.count)}×</b> {why.column ? <><em>{why.column}:</em> {why.reason}</> : sentence(why.reason)}</li>)}</ul>
        </Alert>
      )}
      {r.refused.length > 0 && (
        <details className={styles.mapping}>
          <summary>{w.lines}</summary>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label={w.lines}>
            <table>
              <thead><tr><th>{w.line}</th><th>{w.column}</th><th>{w.why}</th></tr></thead>
              <tbody>{r.refused.map((row) => <tr key={row.line}><td className="figures">{row.line}</td><td>{row.column}</td><td className={styles.rowText}>{sentence(row.reason)}</td></tr>)}</tbody>
            </table>
          </div>
        </details>
      )}
      {r.preview.length > 0 && <Preview rows={r.preview} plan={plan} />}
    </div>
  )
}

function Preview({ rows, plan }: { rows: IntakePreview[]; plan: Plan }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const write = useWrite()
  const targets = useProposal(plan.upload, plan.type, plan.source.sheet).data?.targets ?? []
  const title = (key: string) => {
    const made = /^new:(\d+)$/.exec(key)
    if (made) return plan.columns[Number(made[1])]?.new?.label[language] ?? key
    const known = targets.find((t) => t.target === key)
    return (known && inLanguage(known.label, language)) || w.targets[key] || key
  }
  const kind = (key: string) => {
    const made = /^new:(\d+)$/.exec(key)
    return made ? plan.columns[Number(made[1])]?.new?.kind : targets.find((t) => t.target === key)?.kind
  }
  /** Days and amounts as they will be read; whatever else as it is. */
  const cell = (key: string, value: unknown) => {
    const is = kind(key)
    return value != null && (is === 'date' || is === 'instant' || is === 'money') ? write({ id: key, type: 'people', key, kind: is, label: { vi: key, en: key } }, value) : plain(value)
  }
  const keys = [...new Set(rows.flatMap((r) => Object.keys(r.values)))].sort((a, b) => Number(b === 'name') - Number(a === 'name'))
  const some = (pick: (r: IntakePreview) => unknown) => rows.some(pick)
  return (
    <>
      <h3 className={styles.previewTitle}>{w.preview}</h3>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={w.preview}>
        <table>
          <thead>
            <tr>
              <th>{w.line}</th>
              <th>{w.state}</th>
              {keys.map((k) => <th key={k}>{title(k)}</th>)}
              {some((r) => r.emails?.length) && <th>{title('email')}</th>}
              {some((r) => r.phones?.length) && <th>{title('phone')}</th>}
              {some((r) => r.company) && <th>{w.targets['company.name']}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((r) => (
              <tr key={r.line}>
                <td className="figures">{r.line}</td>
                <td className={styles.becomes} data-becomes={r.becomes}>{w.becomes[r.becomes]}</td>
                {keys.map((k) => <td key={k}>{cell(k, r.values[k])}</td>)}
                {some((p) => p.emails?.length) && <td>{r.emails?.join(', ')}</td>}
                {some((p) => p.phones?.length) && <td className="figures">{r.phones?.map(writePhone).join(', ')}</td>}
                {some((p) => p.company) && <td>{plain(r.company?.name)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** A value as text, whatever it is. */
function plain(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(plain).join(', ')
  if (typeof value === 'object') return Object.values(value).map(plain).filter(Boolean).join(', ')
  if (typeof value === 'boolean') return value ? '✓' : '–'
  return String(value)
}
