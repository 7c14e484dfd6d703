import { fold } from './fold'

/** A key made of a name, which may stand in an address: small letters, digits and -. Chào mừng → chao-mung. */
export const keyOf = (name: string): string => fold(name).replace(/[^a-z0-9]+/g, '-').slice(0, 60).replace(/^-+|-+$/g, '')
