import { Button, Text } from '@mantine/core'
import { customerSessionEnd, customerSessionList, type CustomerSession } from '../../../../shared/client'
import { device } from '../../../../shared/device'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { useMay } from '../../../../shared/session'
import { Wrong } from '../../../../shared/states'
import * as words from './liveWords'
import styles from './page.module.css'
import { useOf } from './queries'

/** Where a customer is signed in on the pages they see; nothing where they are not. */
export function SignIns({ id }: { id: string }) {
  const w = useWords(words)
  const list = useOf(id, 'sign-ins', customerSessionList).data?.sessions ?? []
  if (!list.length) return null
  return (
    <section className={styles.group} aria-label={w.signedIn}>
      <h3>{w.signedIn}</h3>
      {list.map((s) => <SignIn key={s.id} person={id} session={s} />)}
    </section>
  )
}

function SignIn({ person, session: s }: { person: string; session: CustomerSession }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('people:update')
  const end = useChange(customerSessionEnd, { refreshes: ['records'] })
  const name = device(s.device) || w.someDevice
  return (
    <div className={styles.relation}>
      <div>
        {name} · {s.by}
        <Text size="xs" c="dimmed">{w.lastUsed(f.instant(s.used_at))}</Text>
        {end.error && <Wrong error={end.error} />}
      </div>
      {may && <Button size="compact-xs" variant="default" style={{ flexShrink: 0 }} aria-label={w.signOutOf(name)} loading={end.isPending} onClick={() => end.mutate({ path: { id: person, session: s.id } })}>{w.signOut}</Button>}
    </div>
  )
}
