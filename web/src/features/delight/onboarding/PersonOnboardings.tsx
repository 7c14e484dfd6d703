import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Begin } from './Begin'
import { Line } from './Line'
import styles from './onboarding.module.css'
import { useOnboardings } from './queries'
import * as words from './words'

/** The onboardings of somebody, on their page; nothing where there are none and one may begin none. */
export function PersonOnboardings({ id, name }: { id: string; name: string }) {
  const w = useWords(words)
  const may = useMay()
  const list = useOnboardings({ person: id }, may('onboarding:read'))
  const [beginning, begin] = useState(false)
  const all = list.data?.pages.flatMap((p) => p.onboardings) ?? []
  if (!all.length && !may('onboarding:write')) return null
  return (
    <section aria-label={w.card} style={{ marginBottom: 12 }}>
      {all.length > 0 && <ul className={styles.all}>{all.map((o) => <Line key={o.id} one={o} bare />)}</ul>}
      {!all.some((o) => o.state === 'running') && may('onboarding:write') && list.data && (
        <Text size="sm" c="dimmed">{all.length ? '' : `${w.card}: ${w.none} · `}<Button size="compact-xs" variant="default" onClick={() => begin(true)}>{w.begin}</Button></Text>
      )}
      {beginning && <Begin person={{ id, name }} close={() => begin(false)} />}
    </section>
  )
}
