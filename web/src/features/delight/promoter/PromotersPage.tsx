import { SegmentedControl } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { Kits } from './Kits'
import { Occasions } from './Occasions'
import styles from './promoter.module.css'
import { readSearch, views } from './search'
import { Thanked } from './Thanked'
import { Winback } from './Winback'
import * as words from './words'
import { Worth } from './Worth'

const panels = { worth: Worth, thanked: Thanked, occasions: Occasions, winback: Winback, kits: Kits }

/** Promoters at work: whom to thank and who was, whom to congratulate, whom to win back, and what is shared. */
export function PromotersPage() {
  const w = useWords(words)
  const { of = 'worth' } = readSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const Panel = panels[of]
  const go = (v: string) => void navigate({ to: '.', search: { of: v === 'worth' ? undefined : v } as never, replace: true })
  return (
    <Screen title={w.title} lead={w.about}>
      <div className={styles.views} tabIndex={0} role="group" aria-label={w.title}>
        <SegmentedControl size="xs" value={of} onChange={go} data={views.map((value) => ({ value, label: w.views[value] }))} />
      </div>
      <Panel />
    </Screen>
  )
}
