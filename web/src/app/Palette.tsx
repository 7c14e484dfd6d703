import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { people } from '../shared/client'
import { useWords } from '../shared/language'
import { useReadout } from '../shared/queries'
import { useMay } from '../shared/session'
import { useStages } from '../shared/stage'
import { tabs } from './tabs'
import * as words from './words'

export const openPalette = () => spotlight.open()

/** Goes to any screen or person by name: Ctrl K, or / where nothing is being written. Alt and a letter goes at once. */
export function Palette() {
  const w = useWords(words)
  const may = useMay()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const screens = tabs.filter((tab) => may(tab.permission))
  const found = usePeople(query.trim(), may('people:read'))
  useHotkeys(screens.map((tab) => [`alt+${tab.key}`, () => void navigate({ to: tab.to })]))
  const wanted = fold(query)
  const actions = [
    ...screens
      .filter((tab) => fold(w.tabs[tab.name]).includes(wanted))
      .map((tab) => ({ id: tab.to, label: w.tabs[tab.name], description: `Alt ${tab.key.toUpperCase()}`, onClick: () => void navigate({ to: tab.to }) })),
    ...found.map((p) => ({ ...p, onClick: () => void navigate({ to: '/people/$id', params: { id: p.id } }) })),
  ]
  return (
    <Spotlight
      title={w.find}
      query={query}
      onQueryChange={setQuery}
      filter={(_, all) => all}
      shortcut={['mod + K', '/']}
      nothingFound={w.findNothing}
      searchProps={{ placeholder: w.findAbout, 'aria-label': w.findAbout }}
      actions={actions}
    />
  )
}

/** People by what one knows of them, once it is enough to know them by. */
function usePeople(query: string, allowed: boolean) {
  const stages = useStages()
  const [q] = useDebouncedValue(query, 150)
  const found = useReadout('people-found', people, { q, limit: 6 }, { enabled: allowed && q.length > 1 })
  if (q.length < 2) return []
  return (found.data?.people ?? []).map((p) => ({ id: p.id, label: p.name ?? p.id, description: stages[p.stage as keyof typeof stages] }))
}

/** Without marks and capitals, so that "nguoi" finds Người. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().trim()
