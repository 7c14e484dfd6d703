import type { ReactNode } from 'react'
import { useWords } from '../language'
import * as words from './words'

/** A deadline: one that is past says so in words, too. */
export function DueMark({ at, children }: { at: string; children: ReactNode }) {
  const w = useWords(words)
  const late = new Date(at) < new Date()
  return <span className={late ? 'figures value-late' : 'figures'}>{late && `${w.late} · `}{children}</span>
}
