import { Link } from '@tanstack/react-router'
import { Icon } from '../shared/Icon'
import { useWords } from '../shared/language'
import { type ScreenSearch } from '../shared/question'
import { useMay } from '../shared/session'
import { type Segment, type Tab, tabs } from './tabs'
import * as words from './words'

const segments: Segment[] = ['hub', 'attract', 'engage', 'wheel', 'house']

/** The screens somebody may open, by segment. */
export function Nav({ className, folded, onOpen }: { className?: string; folded?: boolean; onOpen?: () => void }) {
  const w = useWords(words)
  const may = useMay()
  return (
    <nav className={className} aria-label={w.screens}>
      {segments.map((segment) => {
        const own = tabs.filter((tab) => tab.segment === segment && may(tab.permission))
        return own.length > 0 && (
          <div key={segment} role="group" aria-label={w.segments[segment]} className="shell-group">
            <div className="shell-segment" aria-hidden>{w.segments[segment]}</div>
            {own.map((tab) => <TabLink key={tab.to} tab={tab} titled={folded} onOpen={onOpen} />)}
          </div>
        )
      })}
    </nav>
  )
}

/** A link to a screen. Those of the wheel keep period, comparison and people. */
export function TabLink({ tab, titled, onOpen, className = 'shell-link' }: { tab: Tab; titled?: boolean; onOpen?: () => void; className?: string }) {
  const w = useWords(words)
  return (
    <Link to={tab.to} search={(tab.segment === 'wheel' ? kept : none) as never} className={className} activeOptions={{ exact: tab.to === '/', includeSearch: false }} onClick={onOpen}
      aria-label={w.tabs[tab.name]} title={titled ? w.tabs[tab.name] : undefined}>
      <Icon name={tab.icon} />
      <span>{w.tabs[tab.name]}</span>
    </Link>
  )
}

const kept = ({ from, to, compare, segment, as_of, known_at, timezone }: ScreenSearch): ScreenSearch => ({ from, to, compare, segment, as_of, known_at, timezone })
const none = () => ({})
