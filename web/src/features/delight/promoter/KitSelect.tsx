import { Select, Text } from '@mantine/core'
import { useWords } from '../../../shared/language'
import { useKits } from './queries'
import * as words from './words'

/** Chooses among the open share kits. */
export function KitSelect({ value, choose }: { value: string | null; choose: (id: string | null) => void }) {
  const w = useWords(words)
  const open = useKits().data?.pages.flatMap((p) => p.kits).filter((k) => k.open)
  if (open && !open.length) return <Text size="sm" c="dimmed">{w.noKits}</Text>
  return <Select label={w.kit} placeholder={w.noKit} clearable value={value} onChange={choose} data={open?.map((k) => ({ value: k.id, label: k.name })) ?? []} />
}
