import { fold } from '../fold'

// Amounts as people in Vietnam write them: 500k, 1tr2, 1,5 triệu, 2 tỷ, 250.000 đ. The server reads the same; this is
// what shows at once what was understood.

const units: Record<string, number> = {
  k: 1e3, ng: 1e3, nghin: 1e3, ngan: 1e3, tr: 1e6, m: 1e6, trieu: 1e6, cu: 1e6, ty: 1e9, ti: 1e9, b: 1e9,
}

const written = /^(-?)([\d.,\s]+?)\s*(?:(nghin|ngan|ng|trieu|cu|tr|ty|ti|[kmb])\s*(\d{1,3})?)?\s*(?:d|vnd|dong|₫|\$|€|usd|eur)?$/

/**
 * The amount somebody wrote, in the currency's minor units; undefined where it is none. Digits after a unit are the
 * next places of it: 1tr2 is 1,200,000 and 1tr25 is 1,250,000.
 */
export function readAmount(text: string, minorDigits: number): number | undefined {
  const found = written.exec(fold(text))
  if (!found) return undefined
  const [, sign, figures, unit, after] = found
  const whole = figure(figures!.replace(/\s/g, ''), unit !== undefined)
  if (whole === undefined || (after && !Number.isInteger(whole))) return undefined
  const factor = unit ? units[unit]! : 1
  const amount = whole * factor + (after ? Number(`0.${after}`) * factor : 0)
  const minor = Math.round(amount * 10 ** minorDigits)
  return Number.isSafeInteger(minor) ? (sign ? -minor : minor) || 0 : undefined
}

/** A figure with points and commas of either habit: groups of three are thousands, a last other group is a fraction. */
function figure(text: string, unit: boolean): number | undefined {
  const groups = text.split(/[.,]/)
  if (groups.some((g) => g === '')) return undefined
  if (groups.length === 1) return Number(text)
  const last = groups.at(-1)!
  const fraction = last.length !== 3 || (unit && groups.length === 2)
  const thousands = fraction ? groups.slice(0, -1) : groups
  if (thousands.slice(1).some((g) => g.length !== 3)) return undefined
  return Number(thousands.join('') + (fraction ? `.${last}` : ''))
}
