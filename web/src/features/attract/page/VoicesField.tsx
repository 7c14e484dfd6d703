import { Anchor, MultiSelect, NumberInput, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import type { ContentBlock, ContentChosen } from '../../../shared/client'
import { label } from '../../../shared/block/blocks'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { useMay } from '../../../shared/session'
import { usePublished } from './queries'
import * as words from './words'

interface Props {
  block: ContentBlock
  put: (change: Partial<ContentBlock>) => void
  disabled: boolean
}

const ways = ['', 'house', 'product', 'chosen'] as const

/** Whose words stand on the page, how many, and whether with their stars. */
export function VoicesField({ block, put, disabled }: Props) {
  const w = useWords(words)
  const chosen: ContentChosen = block.voices ?? { which: '' }
  const change = (to: Partial<ContentChosen>) => put({ voices: { ...chosen, ...to } })
  return (
    <Stack gap="sm">
      <Select label={w.voices} value={chosen.which} allowDeselect={false} disabled={disabled} data={ways.map((v) => ({ value: v, label: w.which[v] }))} onChange={(v) => change({ which: v as ContentChosen['which'] })} />
      {chosen.which === 'product' && <RecordSelect type="products" label={w.product} value={block.product ? { id: block.product, name: block.alt?.vi || block.product } : null} disabled={disabled}
        onChange={(p) => put({ product: p?.id ?? '', alt: label(p?.name ?? '', p?.name ?? '') })} />}
      <Found chosen={chosen} product={block.product} disabled={disabled} change={change} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" style={{ alignItems: 'end' }}>
        {chosen.which !== 'chosen' && <NumberInput label={w.most} min={1} max={24} allowDecimal={false} value={chosen.most || 3} onChange={(v) => change({ most: Number(v) || 0 })} disabled={disabled} />}
        <Switch label={w.stars} checked={!chosen.plain} onChange={(e) => change({ plain: !e.currentTarget.checked })} disabled={disabled} mb={6} />
      </SimpleGrid>
      <Text size="sm" c="dimmed">{w.voicesAbout}</Text>
    </Stack>
  )
}

interface FoundProps {
  chosen: ContentChosen
  product: string | undefined
  disabled: boolean
  change: (to: Partial<ContentChosen>) => void
}

/** What there is to be shown: chosen from by hand, or told that there is nothing yet. */
function Found({ chosen, product, disabled, change }: FoundProps) {
  const w = useWords(words)
  const may = useMay()('reviews:read')
  const picks = chosen.which === 'chosen'
  const of = chosen.which === 'house' ? 'house' : chosen.which === 'product' ? product || undefined : undefined
  const found = usePublished(of, may && (chosen.which !== 'product' || !!product))
  const said = (found.data?.reviews ?? []).filter((r) => r.text)
  if (!may) return picks ? <Text size="sm">{w.mayNotPick}</Text> : null
  if (found.data && !said.length) return <Text size="sm" role="status">{w.noVoices} <Anchor href="/reviews" underline="always">{w.toReviews}</Anchor></Text>
  if (!picks) return null
  const offered = said.map((r) => ({ value: r.id, label: `${r.name || w.unnamed} · ${r.text.length > 60 ? `${r.text.slice(0, 59)}…` : r.text}` }))
  const gone = (chosen.reviews ?? []).filter((id) => !offered.some((o) => o.value === id)).map((id) => ({ value: id, label: id }))
  return <MultiSelect searchable label={w.pick} maxValues={24} value={chosen.reviews ?? []} data={[...offered, ...(found.data ? gone : [])]} onChange={(reviews) => change({ reviews })} disabled={disabled} />
}
