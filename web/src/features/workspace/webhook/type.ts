import { useEventNamed } from '../../../shared/eventName'
import { useWords } from '../../../shared/language'
import * as words from './words'

/** Says what messages of a type tell, or a family of types, in the reader's words. */
export function useTypeName() {
  const w = useWords(words)
  const named = useEventNamed()
  return (type: string): string => {
    if (type === 'webhook.test') return w.test
    return w.kinds[type] ?? w.families[type] ?? (type.startsWith('event.') ? w.event(named(type.slice(6))) : type)
  }
}
