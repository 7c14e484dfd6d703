import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from './language'

const en = { cancel: 'Cancel' }
const vi: typeof en = { cancel: 'Thôi' }

/** The last row of a dialog: the way out, and what it does. */
export function Foot({ close, children }: { close?: () => void; children: ReactNode }) {
  const w = useWords({ en, vi })
  return (
    <Group justify="flex-end" gap="xs" mt="sm">
      {close && <Button variant="default" onClick={close}>{w.cancel}</Button>}
      {children}
    </Group>
  )
}
