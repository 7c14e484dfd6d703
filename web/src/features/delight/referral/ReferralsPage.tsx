import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { Answer } from '../../../shared/states'
import { Figures } from './Figures'
import { People } from './People'
import { Programme } from './Programme'
import { useProgramme, type Period, type Step, type Which } from './queries'
import { Referrals } from './Referrals'
import styles from './referral.module.css'
import { parts, readSearch, type ReferralSearch } from './search'
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

function Parts({ first, title, lead, programme }: { first: 'figures' | 'programme'; title: string; lead: string; programme: Parameters<typeof Programme>[0]['programme'] }) {
  const w = useWords(words)
  const { part = first, people, state, step, owed, from, to } = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const go = (search: ReferralSearch) => void navigate({ to: '.', search: search as never, replace: true })
  const open = (b: Behind) => go({ part: 'list', ...(b.kind === 'people' ? { people: b.step, ...b.period } : b.which) })
  return (
    <Screen title={title} lead={lead}>
      <Tabs value={part} onChange={(t) => go({ part: parts.find((p) => p === t) })} keepMounted={false}>
        <Tabs.List mb="md" className={styles.tabs}>
          {parts.map((t) => <Tabs.Tab key={t} value={t}>{w.tabs[t]}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="figures"><Figures open={open} /></Tabs.Panel>
        <Tabs.Panel value="list">{people ? <People step={people} period={{ from, to }} back={() => go({ part: 'list' })} /> : <Referrals which={{ state, step, owed, from, to }} choose={(which) => open({ kind: 'referrals', which })} />}</Tabs.Panel>
        <Tabs.Panel value="tree"><Tree /></Tabs.Panel>
        <Tabs.Panel value="programme"><Programme programme={programme} /></Tabs.Panel>
      </Tabs>
    </Screen>
  )
}
