import { Icon } from '../shared/Icon'
import { useWords } from '../shared/language'
import { useMay } from '../shared/session'
import { TabLink } from './Nav'
import { openPalette } from './Palette'
import { tabs } from './tabs'
import * as words from './words'

/** On phones: what one goes to all day, under the thumb. */
export function BottomBar() {
  const w = useWords(words)
  const may = useMay()
  return (
    <nav className="shell-thumb" aria-label={w.daily}>
      {tabs.filter((tab) => tab.thumb && may(tab.permission)).slice(0, 4).map((tab) => <TabLink key={tab.to} tab={tab} className="shell-thumb-link" />)}
      <button type="button" className="shell-thumb-link" onClick={openPalette}><Icon name="find" /><span>{w.find}</span></button>
    </nav>
  )
}
