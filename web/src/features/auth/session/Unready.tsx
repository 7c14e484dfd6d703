import { Button, Stack } from '@mantine/core'
import { signOut } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useChange } from '../../../shared/queries'
import { Doorway } from './Doorway'
import { SetUp } from './SetUp'
import * as words from './words'

/** Before everything else, for whom the role demands it: setting up the second step. */
export function Unready() {
  const w = useWords(words)
  const leave = useChange(signOut, { refreshes: ['session'] })
  return (
    <Doorway title={w.mustSetUp} lead={w.mustAbout}>
      <Stack>
        <SetUp done={() => location.reload()} />
        <Button variant="subtle" color="gray" loading={leave.isPending} onClick={() => leave.mutate({})}>{w.signOut}</Button>
      </Stack>
    </Doorway>
  )
}
