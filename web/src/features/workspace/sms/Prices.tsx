import { NumberInput, Stack, Text } from '@mantine/core'
import type { Price } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import * as words from './words'

const networks = ['viettel', 'vinaphone', 'mobifone', 'vietnamobile', 'gmobile', ''] as const

interface Props { prices: Price[]; advertises: boolean; put: (prices: Price[]) => void }

/** What one message costs on each network; a network without a price takes that of the others. */
export function Prices({ prices, advertises, put }: Props) {
  const w = useWords(words)
  const of = (network: string) => prices.find((p) => p.network === network)
  const set = (network: Price['network'], change: Partial<Price>) =>
    put([...prices.filter((p) => p.network !== network), { advertising: 0, care: 0, ...of(network), network, ...change }])
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>{w.prices}</Text>
      <Text size="xs" c="dimmed">{w.pricesAbout}</Text>
      <div style={{ overflowX: 'auto' }}>
        <table>
          <thead><tr><th scope="col" align="left">{w.network}</th>{advertises && <th scope="col" align="left">{w.ofAdvertising}</th>}<th scope="col" align="left">{w.ofCare}</th></tr></thead>
          <tbody>
            {networks.map((n) => (
              <tr key={n}>
                <th scope="row" align="left" style={{ fontWeight: 400 }}>{w.networks[n || 'others']}</th>
                {advertises && <td><NumberInput size="xs" w={110} min={0} allowDecimal={false} hideControls aria-label={`${w.networks[n || 'others']}: ${w.ofAdvertising}`} value={of(n)?.advertising ?? ''} onChange={(v) => set(n, { advertising: Number(v) || 0 })} /></td>}
                <td><NumberInput size="xs" w={110} min={0} allowDecimal={false} hideControls aria-label={`${w.networks[n || 'others']}: ${w.ofCare}`} value={of(n)?.care ?? ''} onChange={(v) => set(n, { care: Number(v) || 0 })} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Stack>
  )
}
