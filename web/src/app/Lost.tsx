import { Link } from '@tanstack/react-router'
import { useWords } from '../shared/language'
import { Empty } from '../shared/states'
import * as words from './words'

/** An address no screen answers to. */
export function Lost() {
  const w = useWords(words)
  return <Empty title={w.nowhere}>{w.nowhereAbout} <Link to="/">{w.home}</Link></Empty>
}
