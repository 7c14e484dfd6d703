/** Reads a day as people write it, day first: 31/12/2026, 31.12.2026; or 2026-12-31. Null where it is none, or not written to its end. */
export function readDay(text: string): string | null {
  const written = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$/.exec(text)
  const [day, month, year] = written ? written.slice(1) : (/^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(text)?.slice(1).reverse() ?? [])
  if (!day || !month || !year) return null
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null
}
