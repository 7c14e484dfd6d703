import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { Door } from '../../../shared/Door'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useQuestion } from '../../../shared/question'
import { useMay } from '../../../shared/session'
import { useWidth } from '../../../shared/width'
import { arrowsOf, bandsOf, nodes, type Shape, stretches } from './bands'
import { baselines, type Label, type Span } from './label'
import { layOut, type Layout } from './layout'
import { Marks, Rim } from './Rim'
import { arcLine, at } from './ring'
import { type Momentum, type Now, textsOf } from './texts'
import type { Turning } from './turning'
import * as words from './words'
import './picture.css'

interface Props {
  turning: Turning
  /** Who waits now. */
  now: Now
  momentum?: Momentum & { asked: Record<string, string> }
}

/** The funnel, bent until it closes: drawn to scale from a period's moves. */
export function Picture({ turning, now, momentum }: Props) {
  const { ref, width } = useWidth()
  return (
    <div ref={ref} className="picture" style={{ minHeight: 320 }}>
      {width > 0 && <Drawing turning={turning} now={now} momentum={momentum} width={Math.max(300, width)} />}
    </div>
  )
}

function Drawing({ turning, now, momentum, width }: Props & { width: number }) {
  const w = useWords(words)
  const f = useFormat()
  const layout = layOut(width, textsOf(turning, width, w, f, momentum, now))
  const { height, rim } = layout
  return (
    <>
      <Rim rim={rim} width={width} height={height} speed={turning.rotationSpeed} />
      <svg id="wheel-picture" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={w.picture} style={{ position: 'relative' }}>
        <desc>{w.pictureAbout(f.number(turning.mass), f.number(turning.arrivals))}</desc>
        <g className="export-only" display="none"><Marks rim={rim} /></g>
        <Wheel turning={turning} layout={layout} />
        {layout.labels.map((label) => <Writing key={label.id} label={label} asked={momentum?.asked} />)}
      </svg>
    </>
  )
}

function Wheel({ turning, layout }: { turning: Turning; layout: Layout }) {
  const { ring, hub, track, narrow } = layout
  return (
    <g aria-hidden>
      {stretches.map(({ segment, from, to }) => (
        <path key={segment} d={arcLine(ring, from, to)} fill="none" stroke={`var(--${segment})`} strokeOpacity={0.11} strokeWidth={track * 1.08} />
      ))}
      {bandsOf(turning, layout).map((shape) => <Band key={shape.id} shape={shape} />)}
      {arrowsOf(turning, layout).map((d) => <path key={d} d={d} fill="none" stroke="#fff" strokeOpacity={0.85} strokeWidth={narrow ? 1.4 : 2} strokeLinecap="round" strokeLinejoin="round" />)}
      {Object.values(nodes).map((angle) => {
        const p = at(ring, angle)
        return <circle key={angle} cx={p.x} cy={p.y} r={narrow ? 6 : 9} fill="var(--card)" stroke="var(--ink)" strokeWidth={narrow ? 1.8 : 2.4} />
      })}
      <circle cx={hub.x} cy={hub.y} r={hub.r} fill="var(--card)" stroke="var(--line)" />
    </g>
  )
}

function Band({ shape: { d, fill, opacity, fade } }: { shape: Shape }) {
  const id = useId()
  if (!fade) return <path d={d} fill={fill} opacity={opacity} />
  const stop = (colour: string | null, other: string | null) => ({ stopColor: colour ?? other!, stopOpacity: colour ? 1 : 0 })
  return (
    <>
      <linearGradient id={id} gradientUnits="userSpaceOnUse" x1={fade.from.x} y1={fade.from.y} x2={fade.to.x} y2={fade.to.y}>
        <stop offset="0" {...stop(fade.colours[0], fade.colours[1])} />
        <stop offset="1" {...stop(fade.colours[1], fade.colours[0])} />
      </linearGradient>
      <path d={d} fill={`url(#${id})`} />
    </>
  )
}

function Writing({ label, asked }: { label: Label; asked?: Record<string, string> }) {
  const lines = baselines(label)
  return (
    <g textAnchor={label.anchor}>
      {label.lines.map((line, i) => (
        <text key={i} x={label.x} y={lines[i]} fontSize={line.size} className={line.now ? 'screen-only' : undefined} xmlSpace="preserve">
          {line.spans.map((span, k) => <Piece key={k} span={span} asked={asked} />)}
        </text>
      ))}
    </g>
  )
}

function Piece({ span, asked }: { span: Span; asked?: Record<string, string> }) {
  const look = { fill: `var(--${span.tone ?? 'ink'})`, fontWeight: span.bold ? 650 : 400 }
  const may = useMay()
  const { from, to } = useQuestion()
  if (span.to && may(span.to.permission)) return <Link to={span.to.path} search={{ from, to, ...span.to.search?.(from, to) } as never} className="door" style={{ color: look.fill }}><tspan {...look}>{span.text}</tspan></Link>
  if (!span.figure) return <tspan {...look}>{span.text}</tspan>
  return (
    <Door figure={span.figure} asked={span.figure.startsWith('value.') ? asked : undefined} style={{ color: look.fill }}>
      <tspan {...look}>{span.text}</tspan>
    </Door>
  )
}
