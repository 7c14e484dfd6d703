import { useMemo } from 'react'
import { type Language, useLanguage } from './language'
import { useZone } from './session'

const locales = { vi: 'vi-VN', en: 'en-GB' }
const minus = '−'
/** Vietnamese writes its thousands, millions and milliards so, not by capitals. */
const spoken: Record<string, string> = { N: 'nghìn', Tr: 'tr', T: 'tỷ' }

export type Format = ReturnType<typeof formatter>

/** Writes figures in one language and one time zone. Null and undefined become a dash: unknown is never 0. */
export function formatter(language: Language, zone: string) {
  const locale = locales[language]
  const none = '–'
  const known = <T>(write: (v: T) => string) => (v: T | null | undefined) => (v == null ? none : write(v))
  const intl = (n: number, options: Intl.NumberFormatOptions) => {
    const text = numbers(locale, options).format(n).replace('-', minus)
    return options.notation === 'compact' && language === 'vi' ? text.replace(/(?<=\s)(Tr|N|T)(?=\s|$)/, (short) => spoken[short]!) : text
  }
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options })
    return known((at: string) => format.format(new Date(at)))
  }
  const money = (minor: number, currency: string, options: Intl.NumberFormatOptions = {}) =>
    intl(minor / 10 ** digits(currency), { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...options })

  return {
    /** A count, or a fraction with as many digits as asked. */
    number: (n: number | null | undefined, fraction = 0) =>
      n == null ? none : intl(n, { minimumFractionDigits: fraction, maximumFractionDigits: fraction }),
    /** A fraction with at most so many digits: 4.5, and 5. */
    about: (n: number, fraction: number) => intl(n, { maximumFractionDigits: fraction }),
    /** Three figures that matter: 133, 17.3, 0.94. */
    ratio: known((n: number) => {
      const fraction = Math.abs(n) >= 100 ? 0 : Math.abs(n) >= 10 ? 1 : 2
      return intl(n, { minimumFractionDigits: fraction, maximumFractionDigits: fraction })
    }),
    /** A change, with its sign. */
    change: known((n: number) => intl(n, { signDisplay: 'exceptZero', maximumFractionDigits: 2 })),
    percent: (n: number | null | undefined, fraction = 0) =>
      n == null ? none : intl(n, { style: 'percent', minimumFractionDigits: fraction, maximumFractionDigits: fraction }),
    /** Minor units, written whole. */
    money: (minor: number | null | undefined, currency: string) => (minor == null ? none : money(minor, currency)),
    /** Minor units, as short as can be said: 214 Tr ₫. */
    moneyShort: (minor: number | null | undefined, currency: string) =>
      minor == null ? none : money(minor, currency, { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }),
    short: known((n: number) => intl(n, { notation: 'compact', maximumFractionDigits: 1 })),
    /** Days of 24 hours, in the unit that reads best. */
    days: known((d: number) => {
      const hours = d * 24
      const [n, unit] = d >= 2 ? [d, 'day'] : hours >= 1 ? [hours, 'hour'] : [hours * 60, 'minute']
      const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: n! < 10 ? 1 : 0 } as const
      return intl(n as number, options)
    }),
    bytes: known((n: number) => {
      const [value, unit] = n >= 1e9 ? [n / 1e9, 'gigabyte'] : n >= 1e6 ? [n / 1e6, 'megabyte'] : n >= 1e3 ? [n / 1e3, 'kilobyte'] : [n, 'byte']
      return intl(value as number, { style: 'unit', unit: unit as string, maximumFractionDigits: 1 })
    }),
    instant: date({ dateStyle: 'medium', timeStyle: 'short' }),
    second: date({ dateStyle: 'short', timeStyle: 'medium' }),
    clock: date({ timeStyle: 'short' }),
    day: date({ dateStyle: 'medium' }),
    month: date({ month: 'long', year: 'numeric' }),
    /** The half-open [from, to), in days or instants, written as people say it: with the last day it holds. */
    period: (from: string, to: string) => {
      const format = new Intl.DateTimeFormat(locale, { timeZone: from.length === 10 ? 'UTC' : zone, day: 'numeric', month: 'numeric', year: 'numeric' })
      return format.formatRange(new Date(from), new Date(Date.parse(to) - 1))
    },
    zone,
    language,
  }
}

/** How many digits of a currency's minor unit stand after the point: 0 for VND, 2 for USD. */
export function digits(currency: string): number {
  return numbers('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

const made = new Map<string, Intl.NumberFormat>()

/** A way to write numbers: making one takes longer than writing a screen full of numbers with it. */
function numbers(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options)
  const format = made.get(key) ?? new Intl.NumberFormat(locale, options)
  made.set(key, format)
  return format
}

/** Writes figures in the language and zone shown. */
export function useFormat(): Format {
  const { language } = useLanguage()
  const zone = useZone()
  return useMemo(() => formatter(language, zone), [language, zone])
}
