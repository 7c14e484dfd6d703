import type { Format } from '../../../../shared/format'
import { codeOf, type en } from '../../../../shared/property'
import { type en as refusalWords, sayReason } from '../../../../shared/refusal'

/** Who acted stands elsewhere on the line; the others are names only programs read. */
const untold = new Set(['by', 'team', 'touch', 'rule', 'before', 'status', 'policy', 'currency', 'left', 'variant', 'verdict'])

/** What alone tells of forms, visits of pages and consent, the first there is; the rest is how it came about, and stands below. */
const gist: [of: string, tells: string[]][] = [['form_key', ['form_name', 'form_key']], ['url', ['title', 'path', 'url']], ['hash', ['purpose']]]

/** The id of a record or of something about one, such as cnv_02CBQYSERHFTD. */
const isID = (v: unknown) => typeof v === 'string' && /^[a-z]{2,5}_[0-9A-Z]{8,}$/.test(v)

/** The first properties of an event that tell somebody something, in words. */
export function said(all: [string, unknown][], w: typeof en, f: Pick<Format, 'days' | 'instant' | 'number'>, why: typeof refusalWords): string[] {
  const has = (key: string) => all.find(([k, v]) => k === key && v !== '')
  const tells = gist.find(([of]) => has(of))?.[1]
  const properties = tells ? [tells.map(has).find(Boolean)].filter((one) => one !== undefined) : all
  return properties.filter(([k, v]) => !untold.has(k) && typeof v !== 'object' && typeof v !== 'boolean' && v !== '' && !isID(v))
    .slice(0, has('until') ? 4 : 3).map(([k, v]) => {
    if (k === 'minutes') return f.days(Number(v) / 1440)
    if (typeof v === 'number' && w.numbers[k]) return w.numbers[k](f.number(v))
    if (k === 'reason') return sayReason(why.reasons, String(v))
    if (k === 'until') return w.until(f.instant(String(v)))
    if (k === 'article') return why.article(String(v))
    const code = codeOf(w, k, String(v))
    return code ?? (typeof v === 'number' ? f.number(v, Math.min(6, (String(v).split('.')[1] ?? '').length)) : String(v))
  })
}
