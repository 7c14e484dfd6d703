import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { Answer } from '../../../shared/states'
import { Figures } from './Figures'
import { People } from './People'
import { Programme } from './Programme'
import { useProgramme, type Period, type Step, type Which } from './queries'
import { Referrals } from './Referrals'
import styles from './referral.module.css'
import { Tree } from './Tree'
import * as words from './words'

/** What a figure opens: referrals, or people who took a step. */
export type Behind = { kind: 'referrals'; which: Which } | { kind: 'people'; step: Step; period: Period }

/** Who brings friends: how it goes, whom they brought, what both get. */
export function ReferralsPage() {
  const w = useWords(words)
  const programme = useProgramme()
  return (
    <Answer query={programme}>
      {(p) => <Parts first={p.published ? 'figures' : 'programme'} title={w.title} lead={w.about} programme={p} />}
    </Answer>
  )
}

function Parts({ first, title, lead, programme }: { first: string; title: string; lead: string; programme: Parameters<typeof Programme>[0]['programme'] }) {
  const w = useWords(words)
  const [tab, show] = useState<string | null>(first)
  const [behind, open] = useState<Behind>({ kind: 'referrals', which: {} })
  return (
    <Screen title={title} lead={lead}>
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md" className={styles.tabs}>
          {(['figures', 'list', 'tree', 'programme'] as const).map((t) => <Tabs.Tab key={t} value={t}>{w.tabs[t]}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="figures"><Figures open={(b) => { open(b); show('list') }} /></Tabs.Panel>
        <Tabs.Panel value="list">{behind.kind === 'people' ? <People step={behind.step} period={behind.period} back={() => open({ kind: 'referrals', which: {} })} /> : <Referrals which={behind.which} choose={(which) => open({ kind: 'referrals', which })} />}</Tabs.Panel>
        <Tabs.Panel value="tree"><Tree /></Tabs.Panel>
        <Tabs.Panel value="programme"><Programme programme={programme} /></Tabs.Panel>
      </Tabs>
    </Screen>
  )
}
