import { Autocomplete, Fieldset, SimpleGrid, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useWords } from '../language'
import { useRecords } from '../queries'
import type { Address } from './field'
import { addressFind, type Place } from './operations'
import * as words from './words'

interface Props {
  label: ReactNode
  value: Address
  onChange: (value: Address) => void
  autoFocus?: boolean
  size?: 'xs' | 'sm'
}

/** A Vietnamese address of two levels; wards and provinces are proposed while one writes, by their old names, too. */
export function AddressInput({ label, value, onChange, autoFocus, size = 'sm' }: Props) {
  const w = useWords(words)
  const wards = usePlaces(value.ward ?? '', value.province, true)
  const provinces = usePlaces(value.province ?? '', undefined, false)
  const set = (part: Partial<Address>) => onChange({ ...value, ...part })
  const choose = (places: Place[], chosen: string) => {
    const place = places.find((p) => writePlace(p) === chosen)
    return place && set({ province: place.province, ...(place.ward && { ward: place.ward }) })
  }
  return (
    <Fieldset legend={label} variant="unstyled">
      <TextInput size={size} placeholder={w.line} aria-label={w.line} autoFocus={autoFocus} value={value.line ?? ''} onChange={(e) => set({ line: e.currentTarget.value })} mb={6} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={6}>
        <Places size={size} label={w.ward} hint={w.wardHint} text={value.ward ?? ''} places={wards} write={(ward) => set({ ward })} choose={(c) => choose(wards, c)} />
        <Places size={size} label={w.province} text={value.province ?? ''} places={provinces} write={(province) => set({ province })} choose={(c) => choose(provinces, c)} />
      </SimpleGrid>
    </Fieldset>
  )
}

interface PlacesProps { label: string; hint?: string; text: string; places: Place[]; write: (text: string) => void; choose: (shown: string) => void; size: 'xs' | 'sm' }

function Places({ label, hint, text, places, write, choose, size }: PlacesProps) {
  const w = useWords(words)
  return (
    <Autocomplete size={size} placeholder={label} aria-label={label} title={hint} value={text} onChange={write} onOptionSubmit={(shown) => setTimeout(() => choose(shown))}
      data={[...new Set(places.map(writePlace))]} filter={({ options }) => options}
      renderOption={({ option }) => {
        const place = places.find((p) => writePlace(p) === option.value)
        return <span className="picker-option"><span>{option.value}</span><small>{place?.was && w.was(place.was)}</small></span>
      }} />
  )
}

const writePlace = (p: Place) => (p.ward ? `${p.ward}, ${p.province}` : p.province)

/** Places that fit what is being written. */
function usePlaces(typed: string, province: string | undefined, wards: boolean): Place[] {
  const [q] = useDebouncedValue(typed.trim(), 120)
  const found = useRecords('addresses', addressFind, { q, province: province || undefined, level: wards ? 'ward' : 'province' }, { enabled: wards ? q.length > 1 : true })
  return found.data?.places ?? []
}
