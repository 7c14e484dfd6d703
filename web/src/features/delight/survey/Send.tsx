import { Button, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { ConditionInput } from '../../../shared/condition/ConditionInput'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { useSendSurvey } from './queries'
import * as words from './words'

/** Asks the people who fulfil a condition, once. */
export function Send({ id, close }: { id: string; close: () => void }) {
  const w = useWords(words)
  const send = useSendSurvey()
  const [where, choose] = useState('')
  const go = () => send.mutate({ path: { id }, body: { where } }, { onSuccess: () => { notifications.show({ message: w.sending }); close() } })
  return (
    <Modal opened onClose={close} title={<b>{w.send}</b>} size="lg">
      <Stack>
        <Text size="sm">{w.sendAbout}</Text>
        <ConditionInput type="people" label={w.sendTo} value={where} change={choose} />
        {send.error && <Wrong error={send.error} />}
        <Foot close={close}><Button loading={send.isPending} onClick={go}>{w.send}</Button></Foot>
      </Stack>
    </Modal>
  )
}
