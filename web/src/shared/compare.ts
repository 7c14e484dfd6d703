/** A line that stayed, came or went. */
export interface Difference<T> {
  is: 'same' | 'gone' | 'new'
  value: T
}

/** What became of a list: the longest run of values that both have stays, the others went or came. */
export function compare<T>(before: T[], after: T[], key: (value: T) => string): Difference<T>[] {
  const a = before.map(key)
  const b = after.map(key)
  const longest = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let k = b.length - 1; k >= 0; k--) longest[i]![k] = a[i] === b[k] ? longest[i + 1]![k + 1]! + 1 : Math.max(longest[i + 1]![k]!, longest[i]![k + 1]!)
  }
  const out: Difference<T>[] = []
  let i = 0
  let k = 0
  while (i < a.length || k < b.length) {
    if (i < a.length && k < b.length && a[i] === b[k]) {
      out.push({ is: 'same', value: after[k++]! })
      i++
    } else if (k >= b.length || (i < a.length && longest[i + 1]![k]! >= longest[i]![k + 1]!)) out.push({ is: 'gone', value: before[i++]! })
    else out.push({ is: 'new', value: after[k++]! })
  }
  return out
}
