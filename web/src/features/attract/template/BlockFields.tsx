import { NumberInput, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { Label, TemplateBlock as Block } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { AddBlock } from './BlockList'
import { Both } from './Both'
import { type Kind, kinds, label, newBlock } from './blocks'
import styles from './template.module.css'
import * as words from './words'

interface Props {
  block: Block
  variables: string[]
  disabled: boolean
  onChange: (block: Block) => void
}

const rows: Partial<Record<string, number>> = { text: 5, html: 8 }

/** What a block says and looks like; which fields there are depends on its kind. */
export function BlockFields({ block: b, variables, disabled, onChange }: Props) {
  const w = useWords(words)
  const put = (change: Partial<Block>) => onChange({ ...b, ...change })
  const texts = { variables, disabled }
  if (b.kind === 'columns') return <ColumnFields block={b} variables={variables} disabled={disabled} onChange={onChange} />
  return (
    <Stack gap="sm">
      {['heading', 'text', 'button', 'html'].includes(b.kind) && <Both label={b.kind === 'html' ? 'HTML' : w.text} hint={b.kind === 'text' ? w.markup : b.kind === 'html' ? w.htmlAbout : undefined} rows={rows[b.kind]} value={textOf(b.text)} onChange={(text) => put({ text })} {...texts} />}
      {b.kind === 'product' && <RecordSelect type="products" label={w.kinds.product} value={b.product ? { id: b.product, name: b.alt?.vi || b.product } : null} disabled={disabled} onChange={(p) => put({ product: p?.id ?? '', alt: label(p?.name ?? '', p?.name ?? '') })} />}
      {b.kind === 'product' && <Both label={w.buttonText} value={textOf(b.text)} onChange={(text) => put({ text })} {...texts} />}
      {b.kind === 'image' && <TextInput type="url" label={w.source} placeholder="https://" value={b.source ?? ''} onChange={(e) => put({ source: e.currentTarget.value })} disabled={disabled} />}
      {b.kind === 'image' && <Both label={w.alt} hint={w.altHint} value={textOf(b.alt)} onChange={(alt) => put({ alt })} {...texts} />}
      {['button', 'image'].includes(b.kind) && <TextInput label={w.url} placeholder="https://" value={b.url ?? ''} onChange={(e) => put({ url: e.currentTarget.value })} disabled={disabled} />}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {b.kind === 'heading' && <SegmentedControl aria-label={w.level} value={String(b.level || 1)} onChange={(v) => put({ level: Number(v) })} disabled={disabled} data={['1', '2', '3'].map((v) => ({ value: v, label: w.levels[v] }))} />}
        {['heading', 'text', 'image', 'button'].includes(b.kind) && <SegmentedControl aria-label={w.align} value={b.align || 'left'} onChange={(align) => put({ align })} disabled={disabled} data={(['left', 'center', 'right'] as const).map((v) => ({ value: v, label: w.aligns[v] }))} />}
        {['spacer', 'image'].includes(b.kind) && <NumberInput label={b.kind === 'spacer' ? w.height : w.width} suffix=" px" min={1} max={600} allowDecimal={false} value={b.size || ''} onChange={(v) => put({ size: Number(v) || 0 })} disabled={disabled} />}
      </SimpleGrid>
      {b.kind === 'footer' && <Text size="sm" c="dimmed">{w.footerAbout}</Text>}
      {b.kind === 'divider' && <Text size="sm" c="dimmed">{w.dividerAbout}</Text>}
    </Stack>
  )
}

const textOf = (l?: Label) => l ?? label()
const inColumns = kinds.filter((k) => k !== 'columns' && k !== 'footer')

/** Two or three columns, each with blocks of its own. */
function ColumnFields({ block, variables, disabled, onChange }: Props) {
  const w = useWords(words)
  const columns = block.columns ?? []
  const put = (at: number, blocks: Block[]) => onChange({ ...block, columns: columns.map((c, i) => (i === at ? blocks : c ?? [])) })
  const count = (n: number) => onChange({ ...block, columns: Array.from({ length: n }, (_, i) => columns[i] ?? [newBlock('text')]) })
  return (
    <Stack gap="sm">
      <SegmentedControl aria-label={w.columnCount} value={String(columns.length)} onChange={(v) => count(Number(v))} disabled={disabled} data={['2', '3'].map((v) => ({ value: v, label: w.columns(Number(v)) }))} />
      {columns.map((blocks, i) => (
        <fieldset key={i} className={styles.column}>
          <legend>{w.column(i + 1)}</legend>
          {(blocks ?? []).map((b, k) => (
            <div key={k} className={styles.inner}>
              <div className={styles.row}><b>{w.kinds[b.kind as Kind]}</b>{!disabled && <button type="button" className={styles.gone} aria-label={w.removeBlock(w.kinds[b.kind as Kind])} onClick={() => put(i, (blocks ?? []).filter((_, n) => n !== k))}>×</button>}</div>
              <BlockFields block={b} variables={variables} disabled={disabled} onChange={(next) => put(i, (blocks ?? []).map((old, n) => (n === k ? next : old)))} />
            </div>
          ))}
          {!disabled && <AddBlock only={inColumns} add={(kind) => put(i, [...(blocks ?? []), newBlock(kind)])} />}
        </fieldset>
      ))}
    </Stack>
  )
}
