import { NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core'
import { Both } from '../../../shared/Both'
import { pipelineList } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { inLanguage } from '../../../shared/record/field'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { TeamSelect } from '../../../shared/record/TeamSelect'
import styles from './onboarding.module.css'
import type { Part } from './PlanPage'
import { useProduct } from './queries'
import * as words from './words'

/** When a plan begins, who looks after the customer, and when it counts as stalled. */
export function PlanWhen({ draft: d, put, disabled, name, setName }: Part & { name: string; setName: (name: string) => void }) {
  const w = useWords(words)
  return (
    <Stack className={`card ${styles.edit}`}>
      <TextInput label={w.name} description={w.nameHint} value={name} maxLength={100} disabled={disabled} onChange={(e) => setName(e.currentTarget.value)} />
      <Radio.Group label={w.for} value={d.for} onChange={(v) => put({ for: v as typeof d.for })}>
        <Stack gap="xs" mt="xs">{(['product', 'pipeline', 'hand'] as const).map((v) => <Radio key={v} value={v} label={w.fors[v]} disabled={disabled} />)}</Stack>
      </Radio.Group>
      {d.for === 'product' && <Product id={d.product} disabled={disabled} choose={(product) => put({ product })} />}
      {d.for === 'pipeline' && <Pipeline name={d.pipeline} disabled={disabled} choose={(pipeline) => put({ pipeline })} />}
      <TeamSelect label={w.team} placeholder={w.everyCarer} value={d.team || null} disabled={disabled} onChange={(team) => put({ team: team ?? undefined })} />
      <Both label={w.welcome} rows={3} longest={2000} value={d.welcome} disabled={disabled} onChange={(welcome) => put({ welcome })} />
      <NumberInput label={w.stall} description={w.stallHint} min={0} max={250} allowDecimal={false} disabled={disabled} value={d.stall} onChange={(n) => put({ stall: Number(n) || 0 })} />
    </Stack>
  )
}

interface Chosen { disabled: boolean; choose: (value: string | undefined) => void }

function Product({ id, disabled, choose }: Chosen & { id?: string }) {
  const w = useWords(words)
  const known = useProduct(id)
  return <RecordSelect type="products" label={w.product} required disabled={disabled} value={id ? { id, name: known ?? id } : null} onChange={(p) => choose(p?.id)} />
}

function Pipeline({ name, disabled, choose }: Chosen & { name?: string }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const all = useRecords('pipelines', pipelineList).data?.pipelines ?? []
  return <Select label={w.pipeline} required disabled={disabled} value={name ?? null} onChange={(key) => choose(key ?? undefined)} data={all.map((p) => ({ value: p.key ?? '', label: inLanguage(p.label, language) }))} />
}
