import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../shared/ask'
import { callMay, type CallGate } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { keys } from '../../../../shared/queries'
import { writePhone } from '../../../../shared/record/write'
import * as refusal from '../../../../shared/refusal'
import * as words from './words'

interface Props { id: string; advertising: boolean; choose: (advertising: boolean) => void }

/** Whom one dials and what for, and whether the law lets one. */
export function Dial({ id, advertising, choose }: Props) {
  const w = useWords(words).contact
  const may = useQuery({ queryKey: keys.record('call', id), queryFn: ({ signal }) => ask(callMay, { path: { id }, signal }) }).data
  if (!may) return null
  return (
    <Group gap="sm" mb="sm" align="center">
      {may.number && <Button size="xs" variant="light" component="a" href={`tel:${may.number}`}>{w.dial(writePhone(may.number))}</Button>}
      <SegmentedControl size="xs" aria-label={w.about} value={advertising ? 'advertising' : 'care'} onChange={(v) => choose(v === 'advertising')} data={[{ value: 'care', label: w.care }, { value: 'advertising', label: w.advertising }]} />
      {may.number ? <Gate gate={advertising ? may.advertising : may.care} /> : <Text size="sm" c="dimmed">{w.noNumber}</Text>}
    </Group>
  )
}

function Gate({ gate }: { gate: CallGate }) {
  const w = useWords(words).contact
  const { reasons, article } = useWords(refusal)
  const f = useFormat()
  const why = reasons[gate.reason ?? ''] ?? gate.reason
  if (gate.decision === 'go') return <Text size="sm" c="teal">{w.mayCall}</Text>
  return (
    <Text size="sm" c="orange" role="status">
      {gate.decision === 'hold' && gate.until ? w.notBefore(f.instant(gate.until), why ?? '') : w.mayNot(why ?? '')}
      {gate.article && <Text span size="xs" c="dimmed"> ({article(gate.article)})</Text>}
    </Text>
  )
}
