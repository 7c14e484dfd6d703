import type { Circle } from './ring'
import './picture.css'

/** Seconds in which thirty days pass on the rim. */
const month = 20

/** The rim's marks, in a layer of its own so that turning costs no painting. */
export function Rim({ rim, width, height, speed }: { rim: Circle; width: number; height: number; speed: number | null }) {
  // So many rotations per hundred customers are that share of one turn.
  const seconds = speed ? (month * 100) / speed : 0
  return (
    <svg className="rim" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden
      style={{ transformOrigin: `${rim.x}px ${rim.y}px`, animationDuration: `${seconds}s`, animationPlayState: seconds ? 'running' : 'paused' }}>
      <Marks rim={rim} />
    </svg>
  )
}

/** Sixty marks, every fifth longer. */
export function Marks({ rim }: { rim: Circle }) {
  return (
    <g stroke="var(--soft)" strokeOpacity={0.55}>
      {Array.from({ length: 60 }, (_, i) => (
        <line key={i} x1={rim.x + rim.r - (i % 5 ? 4 : 8)} y1={rim.y} x2={rim.x + rim.r} y2={rim.y} strokeWidth={i % 5 ? 1 : 1.5} transform={`rotate(${i * 6} ${rim.x} ${rim.y})`} />
      ))}
    </g>
  )
}
