import { fold } from './fold'

/** A key made of a name, which may stand in an address: small letters, digits and -. Chào mừng → chao-mung. */
export const keyOf = (name: string): string => fold(name).replace(/[^a-z0-9]+/g, '-').slice(0, 60).replace(/^-+|-+$/g, '')

/** A key in a definition that no other has, made of some words: small letters, digits and _. */
export function freeKey(taken: string[], words: string, otherwise: string): string {
  const base = fold(words).replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 30) || otherwise
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`
    if (!taken.includes(key)) return key
  }
}
