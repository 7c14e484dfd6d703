import { ActionIcon, Badge, Burger, Button, Drawer, Menu, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { Icon } from '../shared/Icon'
import { useWords } from '../shared/language'
import { type Hearing, useLive } from '../shared/live'
import { Mark } from '../shared/Mark'
import { type Session, useMay } from '../shared/session'
import { Bell } from './Bell'
import { Choices } from './Choices'
import { Help } from './Help'
import { useMakings } from './makings'
import { Nav } from './Nav'
import { openPalette } from './Palette'
import { Saved } from './Saved'
import * as words from './words'

/** The header: whose house it is, what can be found and made, whether all is kept, who is looking. */
export function Head({ session }: { session: Session }) {
  const w = useWords(words)
  const hearing = useLive(true)
  return (
    <header className="shell-head">
      <Narrow />
      <Link to="/" className="shell-mark" aria-label="Bánh Đà"><Mark /><span>Bánh Đà</span></Link>
      <Text c="dimmed" size="sm" truncate title={session.workspace?.name} className="shell-workspace">{session.workspace?.name}</Text>
      {session.sample && <Badge variant="light" color="engage" size="md" tt="none" className="shell-sample">{w.sample}</Badge>}
      <div className="shell-tools">
        <Saved />
        <LiveDot hearing={hearing} />
        <Button variant="default" size="xs" visibleFrom="sm" onClick={openPalette} rightSection={<kbd>Ctrl K</kbd>} leftSection={<Icon name="find" size={16} />}>{w.find}</Button>
        <Make />
        <Bell />
        <Help />
        <Choices session={session} />
      </div>
    </header>
  )
}

/** What can be made from anywhere. */
function Make() {
  const w = useWords(words)
  const may = useMay()
  const makings = useMakings().filter((m) => may(m.permission))
  if (!makings.length) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="filled" size={30} aria-label={w.make} title={w.make}><Icon name="add" /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {makings.map((m) => <Menu.Item key={m.id} leftSection={<Icon name={m.icon} size={18} />} onClick={m.go}>{m.label}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

/** On phones the screens are behind a button. */
function Narrow() {
  const w = useWords(words)
  const [open, { toggle, close }] = useDisclosure()
  return (
    <>
      <Burger hiddenFrom="sm" size="sm" opened={open} onClick={toggle} aria-label={w.menu} />
      <Drawer opened={open} onClose={close} title={w.screens} position="left" size="80%" hiddenFrom="sm">
        <Nav className="shell-drawer" onOpen={close} />
      </Drawer>
    </>
  )
}

function LiveDot({ hearing }: { hearing: Hearing }) {
  const w = useWords(words)
  if (hearing === 'connecting') return null
  const about = hearing === 'live' ? w.live : w.lost
  return (
    <Tooltip label={about}>
      <span className={`live-dot live-${hearing}`} role="status" aria-label={about} />
    </Tooltip>
  )
}
