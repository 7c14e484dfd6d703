import { useClipboard } from '@mantine/hooks'
import type { Profile } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import styles from './person.module.css'
import * as words from './words'

/** What kind of identifier it is, in words. */
export function kindName(kind: string, w: typeof words.en): string {
  const [known, system] = kind.split(':')
  return known === 'external' ? w.kinds.external(system ?? '') : (w.kinds[kind as keyof Omit<typeof w.kinds, 'external'>] ?? kind)
}

/** Everything a person is known by; each can be copied. */
export function Identifiers({ id, profiles }: { id: string; profiles: Profile[] }) {
  const w = useWords(words)
  return (
    <>
      {profiles.map((p) => <Identifier key={p.kind + p.value} name={kindName(p.kind, w)} value={p.value} />)}
      <Identifier name={w.person.id} value={id} />
    </>
  )
}

function Identifier({ name, value }: { name: string; value: string }) {
  const w = useWords(words)
  const { copy, copied } = useClipboard({ timeout: 1500 })
  return (
    <button type="button" className={styles.id} onClick={() => copy(value)} title={w.person.copy}>
      <span><small>{name}</small>{value}</span>
      <small role="status">{copied && w.person.copied}</small>
    </button>
  )
}
