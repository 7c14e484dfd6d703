import { Button, Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Progress } from './ask'
import { Loading, Wrong } from './states'
import { Foot } from './Foot'

interface Props {
  title: string
  /** What will happen. */
  children: ReactNode
  /** The word on the button that does it. */
  action: string
  /** It takes something away. */
  grave?: boolean
  go: () => void
  close: () => void
  change: { isPending: boolean; error: unknown; progress?: Progress }
}

/** Says what will happen before it does, how far it is while it does, and why where it did not. */
export function Confirm({ title, children, action, grave, go, close, change }: Props) {
  const busy = change.isPending
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} closeOnEscape={!busy} closeOnClickOutside={!busy} withCloseButton={!busy}>
      <Text size="sm" component="div" mb="md">{children}</Text>
      {change.error != null && <Wrong error={change.error} />}
      {busy ? <Loading progress={change.progress} height={80} /> : (
        <Foot close={close}>
          <Button color={grave ? 'red' : undefined} onClick={go} data-autofocus>{action}</Button>
        </Foot>
      )}
    </Modal>
  )
}
