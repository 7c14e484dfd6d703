import { Button, Modal, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { Wrong } from '../../../shared/states'
import { useEnter } from './queries'
import * as words from './runWords'

/** Puts one person into a workflow by hand. */
export function Enter({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const enter = useEnter()
  const [who, choose] = useState<{ id: string; name: string } | null>(null)
  const go = () => enter.mutate({ path: { id }, body: { ids: [who!.id] } }, { onSuccess: (a) => {
    notifications.show({ message: a.entered ? w.entered : w.notEntered })
    close()
  } })
  return (
    <Modal opened onClose={close} title={<b>{w.enterTitle}</b>}>
      <Text size="sm" mb="sm">{w.enterAbout}</Text>
      <RecordSelect type="people" label={w.person} data-autofocus value={who} onChange={choose} />
      {enter.error != null && <Wrong error={enter.error} />}
      <Foot close={close}><Button disabled={!who} loading={enter.isPending} onClick={go}>{w.enterGo}</Button></Foot>
    </Modal>
  )
}
