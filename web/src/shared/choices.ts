import type { Label } from './client'
import { freeKey } from './key'

/** Something that can be chosen: answers name its key. */
export interface Choice { key: string; label: Label }

/**
 * The choices once their lines in a language are others. A line that stood there keeps its key wherever it stands, and one that
 * is written anew in its place does, too; one that is gone takes its choice along, unless it had no words in that language yet.
 */
export function rewrite(was: Choice[], language: keyof Label, lines: string[]): Choice[] {
  const left = new Map(was.entries())
  const take = (i: number) => {
    const of = left.get(i)
    left.delete(i)
    return of
  }
  const unmoved = lines.map((line, i) => (line && left.get(i)?.label[language] === line ? take(i) : undefined))
  const moved = lines.map((line, i) => unmoved[i] ?? (line ? take([...left].find(([, c]) => c.label[language] === line)?.[0] ?? -1) : undefined))
  const all = lines.map((line, i) => {
    const of = moved[i] ?? take(i)
    return { key: of?.key ?? '', label: { ...(of?.label ?? { vi: '', en: '' }), [language]: line } }
  })
  const kept = [...all, ...[...left.values()].filter((c) => !c.label[language])].filter((c) => c.label.vi || c.label.en)
  const taken = was.map((c) => c.key)
  return kept.map((c) => {
    const key = c.key || freeKey(taken, c.label.vi || c.label.en, 'option')
    taken.push(key)
    return { ...c, key }
  })
}
