import { Button, CopyButton, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { personReferralCode, personTouches } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { useMay } from '../../../../shared/session'
import * as words from './liveWords'
import styles from './page.module.css'
import { useOf } from './queries'

/** How somebody came, from the first touch on, and the code by which they send others. */
export function Touches({ id }: { id: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('people:update')
  const answer = useOf(id, 'touches', personTouches).data
  const make = useChange(personReferralCode, { refreshes: ['records'] })
  const [whole, showAll] = useState(false)
  if (!answer) return null
  const all = answer.touches
  const shown = whole || all.length <= few ? all : [all[0]!, ...all.slice(1 - few)]
  return (
    <section className={styles.group} aria-label={w.touches}>
      <h3>{w.touches}</h3>
      {!all.length && <Text size="sm" c="dimmed">{w.noTouches}</Text>}
      {shown.map((t, i) => (
        <div key={t.at + i} className={styles.relation}>
          <div>
            {t.channel || w.referred(t.referral ?? '')}
            <Text size="xs" c="dimmed">{[i === 0 && w.first, t.medium, t.campaign, t.content, t.channel && t.referral && w.referred(t.referral), t.landing].filter(Boolean).join(' · ')}</Text>
          </div>
          <Text size="xs" c="dimmed" title={f.instant(t.at)} style={{ flexShrink: 0 }}>{f.day(t.at)}</Text>
        </div>
      ))}
      {shown.length < all.length && <Button size="compact-xs" variant="subtle" onClick={() => showAll(true)}>{w.allTouches(all.length)}</Button>}
      <Group gap={6} mt={4}>
        {answer.code
          ? <><Text size="sm">{w.code}: <b className="figures">{answer.code}</b></Text><CopyButton value={`?ref=${answer.code}`}>{({ copied, copy }) => <Button size="compact-xs" variant="subtle" onClick={copy}>{copied ? w.copied : w.copy}</Button>}</CopyButton></>
          : may && <Button size="compact-xs" variant="subtle" loading={make.isPending} onClick={() => make.mutate({ path: { id } })}>{w.makeCode}</Button>}
      </Group>
    </section>
  )
}

const few = 5
