/** A little work for each answer, which costs a person nothing and who sends thousands a lot. */

const K = new Uint32Array(64)
const H = new Uint32Array(8)

/** The constants of SHA-256: fractions of the roots of the first primes. */
function constants(): void {
  const fraction = (x: number) => ((x - Math.floor(x)) * 0x100000000) | 0
  let n = 0
  for (let p = 2; n < 64; p++) {
    let prime = true
    for (let d = 2; d * d <= p; d++) if (p % d === 0) prime = false
    if (!prime) continue
    if (n < 8) H[n] = fraction(Math.sqrt(p))
    K[n++] = fraction(Math.cbrt(p))
  }
}
constants()

const W = new Uint32Array(64)
const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n))

/** The first 32 bits of the SHA-256 of a text of plain letters, at most 119 of them. */
export function firstBits(text: string): number {
  const length = text.length
  const blocks = length + 9 > 64 ? 2 : 1
  const bytes = new Uint8Array(blocks * 64)
  for (let i = 0; i < length; i++) bytes[i] = text.charCodeAt(i)
  bytes[length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(blocks * 64 - 4, length * 8)
  const h = new Uint32Array(H)
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < 16; i++) W[i] = view.getUint32(block * 64 + i * 4)
    for (let i = 16; i < 64; i++) {
      const a = W[i - 15]!, b = W[i - 2]!
      W[i] = W[i - 16]! + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + W[i - 7]! + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))
    }
    round(h)
  }
  return h[0]!
}

function round(h: Uint32Array): void {
  let [a, b, c, d, e, f, g, x] = h as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const one = (x + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + W[i]!) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    x = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  ;[a, b, c, d, e, f, g, x].forEach((v, i) => (h[i] = h[i]! + v))
}

const slice = 8 // milliseconds at a time, so that typing never stumbles

/** Finds the number that, written behind a ticket, makes a hash that begins with so many zeros. */
export function work(ticket: string, effort: number): Promise<string> {
  let n = 0
  return new Promise((found) => {
    const some = () => {
      const until = performance.now() + slice
      while (performance.now() < until) {
        for (let i = 0; i < 50; i++, n++) {
          if (Math.clz32(firstBits(`${ticket}:${n}`)) >= effort) return found(String(n))
        }
      }
      setTimeout(some)
    }
    some()
  })
}
