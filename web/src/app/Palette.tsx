import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { fold } from '../shared/fold'
import { Icon } from '../shared/Icon'
import { useWords } from '../shared/language'
import { useRecords } from '../shared/queries'
import { type Found, recordFind } from '../shared/record/operations'
import { writePhone } from '../shared/record/write'
import { type Opened, remember, useRecent } from '../shared/recent'
import { useMay } from '../shared/session'
import { useMakings } from './makings'
import { type Tab, tabs } from './tabs'
import * as words from './words'

export const openPalette = () => spotlight.open()

/** Goes to any record or screen by name, or makes something: Ctrl K, or / where nothing is being written. Alt and a letter goes at once. */
export function Palette() {
  const w = useWords(words)
  const may = useMay()
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const wanted = fold(query)
  const screens = tabs.filter((tab) => may(tab.permission))
  const makings = useMakings().filter((m) => may(m.permission))
  const { found, failed } = useFound(query.trim())
  const recent = useRecent()
  useHotkeys(screens.map((tab) => [`alt+${tab.key}`, () => void navigate({ to: tab.to })]))

  const open = (r: Found | Opened) => {
    if (plural(r.type) === 'tasks') return void navigate({ to: '/tasks', search: { task: r.id } as never })
    remember({ type: r.type, id: r.id, name: r.name })
    void navigate({ to: `/${plural(r.type)}/${r.id}` })
  }
  const record = (r: Found | Opened) => ({
    id: r.id, label: r.name || r.id, description: [w.types[r.type as keyof typeof w.types], 'detail' in r ? r.detail?.replace(/\+\d+/g, writePhone) : undefined].filter(Boolean).join(' · '),
    leftSection: <Icon name={iconOf(r.type)} />, onClick: () => open(r),
  })
  const screen = (tab: Tab) => ({
    id: tab.to, label: w.tabs[tab.name], description: `Alt ${tab.key.toUpperCase()}`,
    leftSection: <Icon name={tab.icon} />, onClick: () => void navigate({ to: tab.to }),
  })
  const fits = (label: string) => fold(label).includes(wanted)
  const groups: SpotlightActionGroupData[] = [
    { group: w.found, actions: wanted ? found.map(record) : [] },
    { group: w.recent, actions: wanted ? [] : recent.slice(0, 5).map(record) },
    { group: w.screens, actions: screens.filter((tab) => fits(w.tabs[tab.name])).map(screen) },
    { group: w.making, actions: makings.filter((m) => fits(m.label)).map((m): SpotlightActionData => ({ id: m.id, label: m.label, leftSection: <Icon name={m.icon} />, onClick: m.go })) },
  ]
  return (
    <Spotlight
      title={w.find}
      query={query}
      onQueryChange={setQuery}
      filter={(_, all) => all}
      shortcut={['mod + K', '/']}
      nothingFound={failed ? w.findFailed : w.findNothing}
      searchProps={{ placeholder: w.findAbout, 'aria-label': w.findAbout, leftSection: <Icon name="find" /> }}
      actions={groups.filter((g) => g.actions.length)}
      scrollable
      maxHeight="70vh"
    />
  )
}

/** Records by what one knows of them, as one types. */
function useFound(query: string): { found: Found[]; failed: boolean } {
  const [q] = useDebouncedValue(query, 120)
  const answer = useRecords('search', recordFind, { q, limit: 8 }, { enabled: q.length > 1 })
  return { found: (q.length > 1 && answer.data?.results) || [], failed: answer.isError }
}

const plurals: Record<string, string> = { person: 'people', company: 'companies', product: 'products', order: 'orders', deal: 'deals', ticket: 'tickets', task: 'tasks' }
const plural = (type: string) => plurals[type] ?? type
const iconOf = (type: string) => (plural(type) as 'people' | 'companies' | 'products' | 'orders' | 'deals' | 'tickets' | 'tasks')
