import { Radio, Select, SimpleGrid, Stack, Textarea } from '@mantine/core'
import { Card } from '../../../shared/Card'
import type { CtaDefinition } from '../../../shared/client'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { useWords } from '../../../shared/language'
import styles from './cta.module.css'
import { lines, type Part, readParams, writeParams } from './draft'
import { useSegments } from './queries'
import * as words from './words'

const audiences = ['everybody', 'strangers', 'people', 'except'] as const

/** For whom it is, and on which visits. */
export function Who({ draft, put, disabled }: Part) {
  const w = useWords(words)
  const segments = useSegments().data?.segments ?? []
  const a = draft.audience
  const of = (change: Partial<CtaDefinition['audience']>) => put({ audience: { ...a, ...change } })
  return (
    <div className={styles.stack}>
      <Card title={w.who} lead={w.whoAbout}>
        <Radio.Group aria-label={w.who} value={a.who} onChange={(who) => of({ who: who as typeof a.who })}>
          <Stack gap={6}>{audiences.map((who) => <Radio key={who} value={who} disabled={disabled} label={w.audiences[who]} />)}</Stack>
        </Radio.Group>
        {(a.who === 'people' || a.who === 'except') && (
          <Stack gap="sm" mt="sm">
            <Select label={w.segment} description={w.segmentHint} clearable searchable disabled={disabled} value={a.segment || null} onChange={(segment) => of({ segment: segment ?? undefined })} data={segments.map((s) => ({ value: s.id, label: s.name }))} />
            <ConditionInput type="people" label={w.where} value={a.where ?? ''} disabled={disabled} change={(where) => of({ where: where || undefined })} />
          </Stack>
        )}
      </Card>
      <Visits draft={draft} put={put} disabled={disabled} />
    </div>
  )
}

function Visits({ draft, put, disabled }: Part) {
  const w = useWords(words)
  const v = draft.visits
  const of = (change: Partial<CtaDefinition['visits']>) => put({ visits: { ...v, ...change } })
  const list = (name: 'pages' | 'not' | 'referrers', placeholder: string) => (
    <Lines label={w.visit[name]} hint={w.visitHint[name]} placeholder={placeholder} value={(v[name] ?? []).join('\n')} disabled={disabled} onChange={(text) => of({ [name]: lines(text) })} />
  )
  return (
    <Card title={w.visits} lead={w.visitsAbout}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {list('pages', '/bang-gia\n/blog/*')}
        {list('not', '/thanh-toan*')}
        <Lines label={w.visit.params} hint={w.visitHint.params} placeholder="utm_source=zalo" value={writeParams(v.params)} disabled={disabled} onChange={(text) => of({ params: readParams(text) })} />
        {list('referrers', 'facebook.com')}
        <Select label={w.device} disabled={disabled} allowDeselect={false} value={v.device || 'any'} onChange={(device) => of({ device: device === 'any' ? undefined : (device as typeof v.device) })} data={(['any', 'desktop', 'phone'] as const).map((d) => ({ value: d, label: w.devices[d] }))} />
      </SimpleGrid>
    </Card>
  )
}

interface LinesProps {
  label: string
  hint: string
  placeholder: string
  value: string
  disabled: boolean
  onChange: (text: string) => void
}

/** One of them a line. What is being typed stays as it is typed; it is read when the field is left. */
const Lines = ({ label, hint, placeholder, value, disabled, onChange }: LinesProps) => (
  <Textarea key={value} label={label} description={hint} placeholder={placeholder} autosize minRows={2} maxRows={8} spellCheck={false} disabled={disabled} defaultValue={value} onBlur={(e) => onChange(e.currentTarget.value)} />
)
