import { Button, Checkbox, Group, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useEffect } from 'react'
import type { Column, IntakeSuggestion, Plan } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { useLanguage, useWords } from '../../../../shared/language'
import { useRecords } from '../../../../shared/queries'
import { inLanguage } from '../../../../shared/record/field'
import { segmentList } from '../../../../shared/record/operations'
import { useMay } from '../../../../shared/session'
import { Answer } from '../../../../shared/states'
import styles from '../import.module.css'
import { possible, setColumn, settled, statesConsent } from './plan'
import { useProposal } from './queries'
import * as words from './words'

interface Props {
  upload: string
  plan?: Plan
  set: (plan: Plan) => void
  back: () => void
  next: () => void
}

/** What the rows are, what each column is, and what happens to who is there already. */
export function PlanStep({ upload, plan, set, back, next }: Props) {
  const proposal = useProposal(upload, plan?.type, plan?.source.sheet)
  const proposed = proposal.data
  useEffect(() => {
    if (proposed && (!plan || plan.type !== proposed.plan.type || plan.columns.length !== proposed.plan.columns.length)) set(proposed.plan)
  }, [proposed, plan, set])
  return (
    <Answer query={proposal}>
      {(s) => plan && plan.columns.length === s.plan.columns.length && <Choices suggestion={s} plan={plan} set={(p) => set(settled(p, s.matches))} back={back} next={next} />}
    </Answer>
  )
}

function Choices({ suggestion, plan, set, back, next }: { suggestion: IntakeSuggestion; plan: Plan; set: (p: Plan) => void; back: () => void; next: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const evidence = statesConsent(plan)
  const lines = plan.columns.some((c) => c.target.startsWith('line.'))
  const named = plan.columns.some((c) => ['name', 'family_name', 'given_name', 'email', 'phone', 'number'].includes(c.target))
  return (
    <>
      <Group gap="md" mb="md" align="flex-end">
        <NativeSelect label={w.rowsAre} value={plan.type} onChange={(e) => set({ ...plan, type: e.currentTarget.value as Plan['type'] })}
          data={(['person', 'company', 'product', 'order'] as const).map((t) => ({ value: t, label: w.types[t] }))} />
        {suggestion.sheets.length > 1 && (
          <NativeSelect label={w.sheet} value={plan.source.sheet} data={suggestion.sheets} onChange={(e) => set({ ...plan, source: { ...plan.source, sheet: e.currentTarget.value }, columns: [] })} />
        )}
        <Text size="sm" c="dimmed">{suggestion.name} · {w.rowsSeen(f.number(suggestion.rows_seen))}</Text>
      </Group>
      <ul className={styles.columns}>
        {plan.columns.map((c, i) => <ColumnRow key={c.name} column={c} seen={suggestion.columns[i]} suggestion={suggestion} set={(change) => set(setColumn(plan, i, change))} />)}
      </ul>
      {plan.type === 'person' && plan.columns.some((c) => c.target === 'name') && (
        <Checkbox mt="md" label={w.turned} checked={plan.rename ?? false} onChange={(e) => set({ ...plan, rename: e.currentTarget.checked })} />
      )}
      {evidence && (
        <Textarea mt="md" required autosize minRows={2} label={w.evidence} description={w.evidenceHint} value={plan.evidence ?? ''} maxLength={2000} onChange={(e) => set({ ...plan, evidence: e.currentTarget.value })} />
      )}
      <Group gap="md" mt="md" align="flex-start">
        <NativeSelect label={w.match} value={plan.match} onChange={(e) => set({ ...plan, match: e.currentTarget.value as Plan['match'] })}
          data={possible(plan, suggestion.matches).map((m) => ({ value: m, label: w.matches[m] ?? m }))} />
        <NativeSelect label={w.then} value={plan.then} onChange={(e) => set({ ...plan, then: e.currentTarget.value as Plan['then'] })}
          data={(['fill', 'overwrite', 'skip', 'add'] as const).map((t) => ({ value: t, label: w.thens[t] }))} />
        {plan.columns.some((c) => c.target === 'external_id') && (
          <TextInput label={w.system} description={w.systemHint} value={plan.system ?? ''} maxLength={40} onChange={(e) => set({ ...plan, system: e.currentTarget.value.trim().toLowerCase() || undefined })} />
        )}
      </Group>
      {plan.type === 'person' && <Leads plan={plan} set={set} />}
      {lines && <Text mt="md" size="sm" role="note">{w.linesHint}</Text>}
      {!named && <Text mt="md" size="sm" c="var(--bad)" role="alert">{w.nameless}</Text>}
      <Group justify="space-between" className={styles.foot}>
        <Button variant="default" onClick={back}>{w.back}</Button>
        <Button disabled={!named || (evidence && !plan.evidence?.trim())} onClick={next}>{w.check}</Button>
      </Group>
    </>
  )
}

/** Whether the people are leads, whether that sets anything off, and the list they are put into. */
function Leads({ plan, set }: { plan: Plan; set: (p: Plan) => void }) {
  const w = useWords(words)
  const may = useMay()
  const lists = (useRecords('segments', segmentList, undefined, { enabled: may('segments:write') }).data?.segments ?? []).filter((s) => s.kind === 'list')
  return (
    <Group gap="md" mt="md" align="flex-start">
      <Checkbox mt={6} label={w.leads} description={w.leadsHint} checked={plan.leads ?? false} onChange={(e) => set({ ...plan, leads: e.currentTarget.checked || undefined })} />
      <Checkbox mt={6} label={w.news} description={w.newsHint} checked={plan.news ?? false} onChange={(e) => set({ ...plan, news: e.currentTarget.checked || undefined })} />
      {lists.length > 0 && (
        <NativeSelect label={w.list} value={plan.list ?? ''} onChange={(e) => set({ ...plan, list: e.currentTarget.value || undefined })} data={[{ value: '', label: w.noList }, ...lists.map((l) => ({ value: l.id, label: l.name }))]} />
      )}
    </Group>
  )
}

function ColumnRow({ column: c, seen, suggestion, set }: { column: Column; seen?: IntakeSuggestion['columns'][number]; suggestion: IntakeSuggestion; set: (change: Partial<Column>) => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const label = (t: IntakeSuggestion['targets'][number]) => inLanguage(t.label, language) || w.targets[t.target] || t.target
  const kind = c.target === 'new' ? c.new?.kind : suggestion.targets.find((t) => t.target === c.target)?.kind
  return (
    <li data-ignored={c.target === ''}>
      <b>{c.name}</b>
      <span className={styles.samples}>{seen?.samples.length ? seen.samples.slice(0, 3).map((s, i) => <span key={i}>{s}</span>) : <em>{w.empty}</em>}</span>
      <span className={styles.is}>
        <NativeSelect size="sm" aria-label={`${c.name}: ${w.columnIs}`} value={c.target} onChange={(e) => set({ target: e.currentTarget.value })}
          data={[{ value: '', label: w.leaveOut }, ...suggestion.targets.map((t) => ({ value: t.target, label: label(t) }))]} />
        {c.target === 'new' && c.new && (
          <>
            <TextInput size="sm" aria-label={`${c.name}: ${w.fieldName}`} value={c.new.label[language]} maxLength={60}
              onChange={(e) => set({ new: { ...c.new!, label: { vi: e.currentTarget.value, en: e.currentTarget.value } } })} />
            <NativeSelect size="sm" aria-label={`${c.name}: ${w.kind}`} value={c.new.kind} onChange={(e) => set({ new: { ...c.new!, kind: e.currentTarget.value } })}
              data={(['text', 'longtext', 'number', 'money', 'date', 'boolean', 'url'] as const).map((k) => ({ value: k, label: w.kinds[k] }))} />
          </>
        )}
        {(kind === 'date' || kind === 'instant') && (
          <NativeSelect size="sm" aria-label={`${c.name}: ${w.order}`} value={c.order || 'dmy'} onChange={(e) => set({ order: e.currentTarget.value as Column['order'] })}
            data={(['dmy', 'mdy', 'ymd', 'serial'] as const).map((o) => ({ value: o, label: w.orders[o] }))} />
        )}
        {(kind === 'number' || kind === 'money') && (
          <NativeSelect size="sm" aria-label={`${c.name}: ${w.numbers}`} value={c.comma ? 'comma' : 'point'} onChange={(e) => set({ comma: e.currentTarget.value === 'comma' })}
            data={[{ value: 'comma', label: '1.234,5' }, { value: 'point', label: '1,234.5' }]} />
        )}
        {seen?.sure === false && (kind === 'date' || kind === 'instant') && <small role="note">{w.unsure}</small>}
      </span>
    </li>
  )
}
