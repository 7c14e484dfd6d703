import { NumberInput } from '@mantine/core'
import { digits } from '../../../shared/format'
import { useCurrency } from './queries'

interface Props { label: string; description?: string; value: number | undefined; change: (minor: number | undefined) => void }

/** A sum in the house's currency, kept in minor units; none is 0. */
export function Money({ label, description, value, change }: Props) {
  const currency = useCurrency()
  const minor = 10 ** digits(currency)
  return (
    <NumberInput label={`${label} (${currency})`} description={description} min={0} thousandSeparator decimalScale={digits(currency)} value={(value ?? 0) / minor}
      onChange={(n) => change(Math.round(Number(n) * minor) || undefined)} />
  )
}
