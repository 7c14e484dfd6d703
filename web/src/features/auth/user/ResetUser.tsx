import { Button, Modal, Stack, Text } from '@mantine/core'
import type { User } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { Secret } from '../../../shared/Secret'
import { useResetUser } from './queries'
import * as words from './words'

/** Makes up a new password for somebody and shows it once. */
export function ResetUser({ user, close }: { user: User; close: () => void }) {
  const w = useWords(words)
  const reset = useResetUser()
  if (!reset.data)
    return (
      <Confirm title={w.users.resetTitle(user.name)} action={w.users.reset} go={() => reset.mutate({ path: { id: user.id } })} close={close} change={reset}>
        {w.users.resetText(user.name)}
      </Confirm>
    )
  return (
    <Modal opened onClose={close} title={<b>{w.users.reset}</b>} closeOnClickOutside={false}>
      <Stack>
        <Secret label={w.users.password} text={reset.data.password ?? ''} />
        <Text size="sm" c="dimmed">{w.users.give(user.name)}</Text>
        <Button onClick={close} style={{ alignSelf: 'end' }}>{w.users.done}</Button>
      </Stack>
    </Modal>
  )
}
