import { useWords } from '../../../shared/language'
import * as words from './words'

const day = 8 * 60

/** Writes working minutes: in working days of eight hours where they are many. */
export function useTime() {
  const w = useWords(words)
  return (n: number) => (n < 2 * day ? w.time(0, Math.floor(n / 60), n % 60) : w.time(Math.floor(n / day), Math.floor((n % day) / 60), 0))
}
