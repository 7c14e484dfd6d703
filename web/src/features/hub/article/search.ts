/** What of the list of articles the URL holds. */
export interface Search {
  section?: string
  state?: 'draft' | 'published' | 'written' | 'stale'
  visibility?: 'public' | 'customers' | 'team'
  q?: string
  /** What visitors did not find stands open. */
  missed?: 'true'
}

const among = <T extends string>(value: unknown, all: readonly T[]): T | undefined => all.find((one) => one === value)

/** Reads it; what it does not know is left out. */
export const readSearch = (raw: Record<string, unknown>): Search => ({
  section: typeof raw.section === 'string' ? raw.section : undefined,
  state: among(raw.state, ['draft', 'published', 'written', 'stale'] as const),
  visibility: among(raw.visibility, ['public', 'customers', 'team'] as const),
  q: typeof raw.q === 'string' && raw.q ? raw.q : undefined,
  missed: String(raw.missed) === 'true' ? 'true' : undefined,
})
