import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

interface Props {
  values: (number | null | undefined)[]
  label: string
  width?: number
  height?: number
  colour?: string
}

/** A figure over the last periods: a line without axes that ends in a dot. What is unknown leaves a gap. */
export function Sparkline({ values, label, width = 104, height = 28, colour = 'var(--soft)' }: Props) {
  const known = values.filter((v) => v != null)
  if (known.length < 2) return null
  const margin = 3.5
  const x = scaleLinear([0, values.length - 1], [margin, width - margin])
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [height - margin, margin])
  const path = line<number | null | undefined>((_, i) => x(i), (v) => y(v!)).defined((v) => v != null)
  const last = values.at(-1)
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} style={{ display: 'block', maxWidth: '100%' }}>
      <path d={path(values) ?? ''} fill="none" stroke={colour} strokeWidth={1.6} strokeLinejoin="round" strokeLinecap="round" />
      {last != null && <circle cx={x(values.length - 1)} cy={y(last)} r={3} fill="var(--ink)" />}
    </svg>
  )
}
