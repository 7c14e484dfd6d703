/** One step's band: as wide above as who came so far, as wide below as who went on. */
export type Band = { path: string; top: number; bottom: number }

/** A band never vanishes while somebody is in it. */
const hairline = 0.4

/**
 * Bands of a funnel that stands upright, in a box of 100 × 100 each, centred: the first step fills the width, every
 * other is in proportion. The last step's band keeps its width.
 */
export function bands(people: number[]): Band[] {
  const first = people[0] ?? 0
  const width = (n: number) => (n === 0 || first === 0 ? 0 : Math.max(hairline, (100 * n) / first))
  return people.map((n, k) => {
    const top = width(n)
    const bottom = width(people[k + 1] ?? n)
    return { path: outline(top, bottom), top, bottom }
  })
}

/** The upper 60 % stand straight, then the sides draw in to what follows. */
function outline(top: number, bottom: number): string {
  const [l1, r1, l2, r2] = [50 - top / 2, 50 + top / 2, 50 - bottom / 2, 50 + bottom / 2].map(short)
  return `M${l1},0 H${r1} V60 C${r1},82 ${r2},78 ${r2},100 H${l2} C${l2},78 ${l1},82 ${l1},60 Z`
}

const short = (n: number) => Math.round(n * 100) / 100
