import { Button, Modal, Text } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
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
  /** Something that is asked for is not said yet. */
  lacks?: boolean
  go: () => void
  close: () => void
  change: { isPending: boolean; error: unknown; progress?: Progress }
}

/** Says what will happen before it does, how far it is while it does, and why where it did not. */
export function Confirm({ title, children, action, grave, lacks, go, close, change }: Props) {
  const busy = change.isPending
  const submit = (e: FormEvent) => {
    e.preventDefault()
    e.stopPropagation() // it may stand within another form
    if (!busy && !lacks) go()
  }
  return (
    <Modal opened onClose={close} title={<b>{title}</b>} closeOnEscape={!busy} closeOnClickOutside={!busy} withCloseButton={!busy}>
      <form onSubmit={submit}>
        <Text size="sm" component="div" mb="md">{children}</Text>
        {change.error != null && <Wrong error={change.error} />}
        {busy ? <Loading progress={change.progress} height={80} /> : (
          <Foot close={close}>
            <Button type="submit" color={grave ? 'red' : undefined} disabled={lacks} data-autofocus>{action}</Button>
          </Foot>
        )}
      </form>
    </Modal>
  )
}
