/** A QR code, dark on white whatever the screen's colours are: not every camera reads the other way round. */
export function Picture({ rows, label }: { rows: string[]; label: string }) {
  const path = rows.map((row, y) => [...row].map((c, x) => (c === '1' ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('')
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} width={220} height={220} shapeRendering="crispEdges" style={{ alignSelf: 'center', maxWidth: '100%', borderRadius: 8 }}>
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
