import { Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Problem } from './ask'
import { useWords } from './language'
import { keys } from './queries'
import { type Place, placeOf } from './segment'
import * as words from './words'

interface Props {
  value: string
  onChange: (value: string) => void
  /** The expression that the screen was asked with. */
  asked?: string
}

/** A condition on people. Where the one asked with cannot be read, it shows the character the server stumbled over. */
export function SegmentInput({ value, onChange, asked }: Props) {
  const w = useWords(words)
  const complaint = useComplaint()
  const place = value && value === asked && complaint ? placeOf(value, complaint) : undefined
  return (
    <TextInput label={w.segment} description={w.segmentHint} placeholder={w.everybody} value={value} onChange={(e) => onChange(e.target.value)} spellCheck={false}
      error={place && <><Marked place={place} />{complaint}</>} />
  )
}

function Marked({ place: { before, at, after } }: { place: Place }) {
  return (
    <Text component="span" display="block" size="sm" c="var(--ink)" className="figures" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {before}<mark>{at || '\u2002'}</mark>{after}
    </Text>
  )
}

/** What the server said against what the screen was asked with. */
function useComplaint(): string | undefined {
  const asking = useQueryClient().getQueryCache().findAll({ queryKey: keys.readouts, type: 'active' })
  const error = asking.map((query) => query.state.error).find((e) => e instanceof Problem && e.status === 422)
  return error?.message
}
