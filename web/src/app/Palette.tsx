import { useHotkeys } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../shared/language'
import { useMay } from '../shared/session'
import { tabs } from './tabs'
import * as words from './words'

export const openPalette = () => spotlight.open()

/** Goes anywhere by name: Ctrl K, or / where nothing is being written. Alt and a letter goes at once. */
export function Palette() {
  const w = useWords(words)
  const may = useMay()
  const navigate = useNavigate()
  const open = tabs.filter((tab) => may(tab.permission))
  useHotkeys(open.map((tab) => [`alt+${tab.key}`, () => void navigate({ to: tab.to })]))
  return (
    <Spotlight
      shortcut={['mod + K', '/']}
      nothingFound={w.findNothing}
      searchProps={{ placeholder: w.find, 'aria-label': w.find }}
      actions={open.map((tab) => ({
        id: tab.to,
        label: w.tabs[tab.name],
        description: `Alt ${tab.key.toUpperCase()}`,
        onClick: () => void navigate({ to: tab.to }),
      }))}
    />
  )
}
