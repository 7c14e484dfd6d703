import { Group, Select, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { keys } from '../../../shared/queries'
import { recordCount } from '../../../shared/record/operations'
import { useDescribe } from './describe'
import * as words from './stepWords'

interface Props { label: string; value: string; change: (where: string) => void; error?: string; disabled?: boolean }

/** A condition on people, as a text or by a segment, with how many fit it now. */
export function ConditionInput({ label, value, change, error, disabled }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const { segments } = useDescribe()
  const [asked] = useDebouncedValue(value, 500)
  const count = useQuery({
    queryKey: keys.record('records', { type: 'people', where: asked, count: true }),
    queryFn: ({ signal }) => ask(recordCount, { path: { type: 'people' }, query: { where: asked }, signal }),
    enabled: asked !== '' && !error, retry: false,
  })
  return (
    <div>
      <Textarea label={label} placeholder={w.whereHint} autosize minRows={1} maxRows={6} spellCheck={false} disabled={disabled} value={value} error={error} onChange={(e) => change(e.currentTarget.value)} />
      <Group justify="space-between" mt={4} gap="xs">
        {segments.length > 0 && !disabled && (
          <Select size="xs" aria-label={w.orSegment} placeholder={w.pickSegment} searchable value={null} data={segments.map((s) => ({ value: s.id, label: s.name }))}
            onChange={(id) => id && change(`in segment "${id}"`)} />
        )}
        {value && count.data && <Text size="xs" c="dimmed" className="figures">{w.fitNow(f.number(count.data.count))}</Text>}
      </Group>
    </div>
  )
}
