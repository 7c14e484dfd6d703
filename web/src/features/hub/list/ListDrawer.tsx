import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useOpenDoor } from '../../../shared/door'
import { useWords } from '../../../shared/language'
import { useNarrow } from '../../../shared/PeriodBar'
import { List } from './List'
import './list.css'
import type { Behind } from './queries'
import * as words from './words'

/** The list behind the number that was opened, beside the screen it stands on; on a phone, over it. */
export function ListDrawer() {
  const w = useWords(words)
  const door = useOpenDoor()
  const narrow = useNarrow()
  const phone = useMediaQuery('(max-width: 48em)')
  const close = () => narrow({ door: undefined })
  return (
    <Drawer.Root opened={door !== undefined} onClose={close} position="right" size={phone ? '100%' : 760} classNames={{ content: 'list-drawer' }}>
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content>
        {door && <List key={JSON.stringify(door)} behind={door as Behind} close={<Drawer.CloseButton aria-label={w.close} />} />}
      </Drawer.Content>
    </Drawer.Root>
  )
}
