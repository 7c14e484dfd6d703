import { useLocalStorage } from '@mantine/hooks'
import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Icon } from '../shared/Icon'
import { useWords } from '../shared/language'
import { type ScreenSearch } from '../shared/question'
import { useMay } from '../shared/session'
import { type Segment, type Tab, tabOf, tabs } from './tabs'
import * as words from './words'

const segments: Segment[] = ['wheel', 'hub', 'attract', 'engage', 'delight', 'house']

/** The screens somebody may open, by segment. A segment can be shut, and stays so; what is open is always shown. */
export function Nav({ className, folded, onOpen }: { className?: string; folded?: boolean; onOpen?: () => void }) {
  const w = useWords(words)
  const may = useMay()
  const here = useRouterState({ select: (s) => tabOf(s.location.pathname) })
  const list = useRef<HTMLElement>(null)
  useEffect(() => { // the screens are more than fit: where somebody is stays in sight
    const at = list.current?.querySelector('[aria-current="page"]')
    const side = at?.closest('.shell-side') // it is moved by itself: the page beside it stays where it begins
    if (!at || !side) {
      at?.scrollIntoView({ block: 'nearest' })
      return
    }
    const [own, all] = [at.getBoundingClientRect(), side.getBoundingClientRect()]
    side.scrollTop += Math.max(0, own.bottom - all.bottom) - Math.max(0, all.top - own.top)
  }, [here])
  const [shut, shutThese] = useLocalStorage<Segment[]>({ key: 'banhda-nav-shut', defaultValue: [], getInitialValueInEffect: false })
  return (
    <nav ref={list} className={className} aria-label={w.screens}>
      {segments.map((segment) => {
        const own = tabs.filter((tab) => tab.segment === segment && may(tab.permission))
        const open = folded || !shut.includes(segment)
        return own.length > 0 && (
          <div key={segment} role="group" aria-label={w.segments[segment]} className="shell-group" data-segment={segment}>
            {!folded && (
              <button type="button" className="shell-segment" aria-expanded={open} onClick={() => shutThese(open ? [...shut, segment] : shut.filter((s) => s !== segment))}>
                {w.segments[segment]}<Icon name="down" size={14} />
              </button>
            )}
            {own.filter((tab) => open || tab === here).map((tab) => <TabLink key={tab.to} tab={tab} titled={folded} onOpen={onOpen} />)}
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
