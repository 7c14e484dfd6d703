import { Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import { Liability } from './Liability'
import { Members } from './Members'
import { useLoyalty } from './queries'
import { Rewards } from './Rewards'
import { Rules } from './Rules'
import { readSearch, tabs, type TabName } from './search'
import { Versions } from './Versions'
import { Vouchers } from './Vouchers'
import * as words from './words'

/** How customers are thanked: members, the programme, rewards, vouchers, what all of it is worth, and how it was before. */
export function LoyaltyPage() {
  const w = useWords(words)
  const search = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const loyalty = useLoyalty()
  const may = useMay()('loyalty:write')
  const open = (part: string | null) => void navigate({ to: '/loyalty' as never, search: { part: part as TabName } as never })
  return (
    <Screen title={w.title} lead={w.about}>
      <Answer query={loyalty}>
        {(all) => (
          <Tabs value={search.part ?? (all.published ? 'members' : 'rules')} onChange={open} keepMounted={false}>
            <Tabs.List mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
              {tabs.map((t) => <Tabs.Tab key={t} value={t} style={{ flexShrink: 0 }}>{w.tabs[t]}</Tabs.Tab>)}
            </Tabs.List>
            <Tabs.Panel value="members"><Members loyalty={all} tier={search.tier} /></Tabs.Panel>
            <Tabs.Panel value="rules"><Rules key={all.edition} loyalty={all} disabled={!may} /></Tabs.Panel>
            <Tabs.Panel value="rewards"><Rewards currency={all.currency} /></Tabs.Panel>
            <Tabs.Panel value="vouchers"><Vouchers currency={all.currency} /></Tabs.Panel>
            <Tabs.Panel value="liability"><Liability /></Tabs.Panel>
            <Tabs.Panel value="versions"><Versions currency={all.currency} open={search.version} /></Tabs.Panel>
          </Tabs>
        )}
      </Answer>
    </Screen>
  )
}
