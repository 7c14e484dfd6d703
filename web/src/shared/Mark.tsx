/** The product's mark: the three segments of the wheel. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} fill="none" strokeWidth="11" aria-hidden>
      <path d="M9.5 40.2A24 24 0 0 1 30 8.1" stroke="var(--attract)" />
      <path d="M36 8.3A24 24 0 0 1 53.9 42" stroke="var(--engage)" />
      <path d="M50.8 47A24 24 0 0 1 13 47" stroke="var(--delight)" />
    </svg>
  )
}
