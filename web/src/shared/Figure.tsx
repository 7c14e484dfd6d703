import { ActionIcon, Group, Popover, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Door } from './Door'
import { useWords } from './language'
import { Sparkline } from './Sparkline'
import { NotEnough } from './states'
import * as words from './words'
import './figure.css'

export interface FigureProps {
  label: string
  /** What the figure is, in a sentence or two. */
  definition: ReactNode
  /** The value as it is shown; null where it cannot be known. */
  value: string | null
  /** Why it cannot be known. */
  reason?: string
  unit?: string
  /** The figure's path in its readout's JSON: the value opens the list behind it. */
  figure?: string
  asked?: Record<string, string | undefined>
  /** What an estimate is made from, and how sure it is: "from 1,176 customers", "95% between …". */
  sample?: ReactNode
  interval?: [low: string, high: string]
  /** The figure of the period it is compared with, as it is shown. */
  before?: string
  /** What that period was asked with: the figure then is a door, too. */
  beforeAsked?: Record<string, string | undefined>
  /** Whether the change since then is for the better, for the worse, or neither. */
  turn?: 'good' | 'bad' | 'none'
  trend?: (number | null | undefined)[]
}

/** One measured figure with all that makes it honest: definition, sample, interval, comparison, trend, or why it is unknown. */
export function Figure(p: FigureProps) {
  const w = useWords(words)
  return (
    <div className="figure">
      <Group gap={2} wrap="nowrap" className="figure-label">
        <Text size="sm" c="dimmed">{p.label}</Text>
        <Definition label={p.label}>{p.definition}</Definition>
      </Group>
      <div className="figure-line">
        <div className="figure-value figures">
          {p.value === null ? <NotEnough reason={p.reason} /> : p.figure ? <Door figure={p.figure} asked={p.asked} label={p.label}>{p.value}</Door> : p.value}
        </div>
        {p.value !== null && p.unit && <Text size="sm" c="dimmed" className="figure-unit">{p.unit}</Text>}
      </div>
      <Text size="xs" c="dimmed" className="figure-small figures" component="div">
        {p.value !== null && p.before && <span className={`turn-${p.turn ?? 'none'}`}>{w.was} {p.figure && p.beforeAsked ? <Door figure={p.figure} asked={p.beforeAsked}>{p.before}</Door> : p.before}</span>}
        {p.value !== null && p.interval && <span>{w.interval(...p.interval)}</span>}
        {p.sample && <span>{p.sample}</span>}
      </Text>
      {p.trend && <div className="figure-trend"><Sparkline values={p.trend} label={w.trend(p.label, p.trend.length)} /></div>}
    </div>
  )
}

/** A small ? beside a label that says what it means. */
export function Definition({ label, children }: { label: string; children: ReactNode }) {
  const w = useWords(words)
  return (
    <Popover width={300} withArrow shadow="md" position="bottom-start">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" radius="xl" aria-label={w.definition(label)}>
          <span aria-hidden style={{ fontSize: 11, fontWeight: 600 }}>?</span>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown><Text size="sm" component="div">{children}</Text></Popover.Dropdown>
    </Popover>
  )
}
