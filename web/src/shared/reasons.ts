import type { Language } from './language'
import vietnamese from './reasons.json'

const prefix = /^not enough data: /

/** Each of the server's formats as a pattern of what it makes. */
const known = Object.entries(vietnamese).map(([format, vi]) => ({
  vi,
  pattern: new RegExp(`^${format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%d', '(\\d+)').replaceAll('%s', '(.+)')}$`),
}))

/** Why a figure is not known. The server says it once for everybody who looks, in English. */
export function reasonIn(language: Language, reason: string): string {
  if (language === 'en') return reason.replace(prefix, '')
  for (const { vi, pattern } of known) {
    const parts = pattern.exec(reason)?.slice(1)
    if (parts) return vi.replace(/%[ds]/g, () => reasonIn(language, parts.shift() ?? ''))
  }
  return reason
}
