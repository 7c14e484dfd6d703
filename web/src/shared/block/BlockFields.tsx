import { Button, NumberInput, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { Both } from '../Both'
import type { ContentBlock as Block, ContentItem as Item } from '../client'
import { useWords } from '../language'
import { RecordSelect } from '../record/RecordSelect'
import { AddBlock, type More } from './BlockList'
import styles from './block.module.css'
import { type Kind, label, newBlock } from './blocks'
import * as words from './words'

interface Props {
  block: Block
  kinds: readonly Kind[]
  variables: string[] | undefined
  disabled: boolean
  more: More | undefined
  onChange: (block: Block) => void
}

const longest = 20_000
const rows: Partial<Record<string, number>> = { text: 5, html: 8, quote: 3 }

/** What a block says and looks like; which fields there are depends on its kind. */
export function BlockFields({ block: b, kinds, variables, disabled, more, onChange }: Props) {
  const w = useWords(words)
  const put = (change: Partial<Block>) => onChange({ ...b, ...change })
  const texts = { variables, disabled, longest }
  if (b.kind === 'columns') return <ColumnFields block={b} kinds={kinds} variables={variables} disabled={disabled} more={more} onChange={onChange} />
  if (b.kind === 'faq') return <Questions items={b.items ?? []} disabled={disabled} onChange={(items) => put({ items })} />
  return (
    <Stack gap="sm">
      {['heading', 'text', 'button', 'html', 'quote', 'video', 'voices'].includes(b.kind) && <Both label={b.kind === 'html' ? 'HTML' : b.kind === 'voices' ? w.kinds.heading : w.text} hint={b.kind === 'text' ? w.markup : b.kind === 'html' ? w.htmlAbout : undefined} rows={rows[b.kind]} value={b.text} onChange={(text) => put({ text })} {...texts} />}
      {b.kind === 'product' && <RecordSelect type="products" label={w.kinds.product} value={b.product ? { id: b.product, name: b.alt?.vi || b.product } : null} disabled={disabled} onChange={(p) => put({ product: p?.id ?? '', alt: label(p?.name ?? '', p?.name ?? '') })} />}
      {b.kind === 'product' && <Both label={w.buttonText} value={b.text} onChange={(text) => put({ text })} {...texts} />}
      {b.kind === 'quote' && <Both label={w.by} value={b.by} onChange={(by) => put({ by })} {...texts} />}
      {['image', 'video'].includes(b.kind) && <TextInput label={w.source} placeholder="https://" value={b.source ?? ''} onChange={(e) => put({ source: e.currentTarget.value })} disabled={disabled} />}
      {b.kind === 'image' && <Both label={w.alt} hint={w.altHint} value={b.alt} onChange={(alt) => put({ alt })} {...texts} />}
      {['button', 'image', 'video'].includes(b.kind) && <TextInput label={w.url} placeholder="https://" value={b.url ?? ''} onChange={(e) => put({ url: e.currentTarget.value })} disabled={disabled} />}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {b.kind === 'heading' && <SegmentedControl aria-label={w.level} value={String(b.level || 1)} onChange={(v) => put({ level: Number(v) })} disabled={disabled} data={['1', '2', '3'].map((v) => ({ value: v, label: w.levels[v] }))} />}
        {['heading', 'text', 'image', 'button'].includes(b.kind) && <SegmentedControl aria-label={w.align} value={b.align || 'left'} onChange={(align) => put({ align })} disabled={disabled} data={(['left', 'center', 'right'] as const).map((v) => ({ value: v, label: w.aligns[v] }))} />}
        {['spacer', 'image'].includes(b.kind) && <NumberInput label={b.kind === 'spacer' ? w.height : w.width} suffix=" px" min={1} max={1200} allowDecimal={false} value={b.size || ''} onChange={(v) => put({ size: Number(v) || 0 })} disabled={disabled} />}
      </SimpleGrid>
      {more?.(b, put)}
      {b.kind === 'video' && <Text size="sm" c="dimmed">{w.videoAbout}</Text>}
      {b.kind === 'scores' && <Text size="sm" c="dimmed">{w.scoresAbout}</Text>}
      {b.kind === 'footer' && <Text size="sm" c="dimmed">{w.footerAbout}</Text>}
      {b.kind === 'divider' && <Text size="sm" c="dimmed">{w.dividerAbout}</Text>}
    </Stack>
  )
}

/** Questions with their answers. */
function Questions({ items, disabled, onChange }: { items: Item[]; disabled: boolean; onChange: (items: Item[]) => void }) {
  const w = useWords(words)
  const put = (at: number, change: Partial<Item>) => onChange(items.map((old, i) => (i === at ? { ...old, ...change } : old)))
  return (
    <Stack gap="sm">
      {items.map((item, i) => (
        <div key={i} className={styles.inner}>
          <div className={styles.row}><b>{w.question} {i + 1}</b>{!disabled && <button type="button" className={styles.gone} aria-label={w.removeQuestion(i + 1)} onClick={() => onChange(items.filter((_, k) => k !== i))}>×</button>}</div>
          <Stack gap="xs">
            <Both label={w.question} value={item.question} disabled={disabled} onChange={(question) => put(i, { question })} />
            <Both label={w.answer} rows={3} longest={longest} value={item.answer} disabled={disabled} onChange={(answer) => put(i, { answer })} />
          </Stack>
        </div>
      ))}
      {!disabled && <Button size="xs" variant="default" onClick={() => onChange([...items, { question: label(), answer: label() }])} style={{ alignSelf: 'start' }}>{w.addQuestion}</Button>}
    </Stack>
  )
}

/** Two or three columns, each with blocks of its own. */
function ColumnFields({ block, kinds, variables, disabled, more, onChange }: Props) {
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
              <BlockFields block={b} kinds={kinds} variables={variables} disabled={disabled} more={more} onChange={(next) => put(i, (blocks ?? []).map((old, n) => (n === k ? next : old)))} />
            </div>
          ))}
          {!disabled && <AddBlock kinds={kinds.filter((k) => k !== 'columns' && k !== 'footer')} add={(kind) => put(i, [...(blocks ?? []), newBlock(kind)])} />}
        </fieldset>
      ))}
    </Stack>
  )
}
