import { fold } from '../../../shared/fold'

/** A key made from a name: small letters without marks, digits and _, beginning with a letter. */
export const keyOf = (name: string) =>
  (/^[a-z]/.test(plain(name)) ? plain(name) : `b_${plain(name)}`).slice(0, 40).replace(/_+$/, '')

const plain = (name: string) => fold(name).replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '')
