import { Button, Modal, Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Answer, Wrong } from '../../../shared/states'
import { useEnter, useWorkflows } from './queries'
import * as words from './words'

/** Puts people into a workflow by hand. */
export function Enter({ people, close, done }: { people: string[]; close: () => void; done: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const [id, choose] = useState<string | null>(null)
  const workflows = useWorkflows(true)
  const enter = useEnter()
  const go = () => enter.mutate({ path: { id: id! }, body: { ids: people } }, { onSuccess: (a) => { notifications.show({ message: w.entered(a.entered, a.left) }); done() } })
  return (
    <Modal opened onClose={close} title={<b>{w.enterAll(f.number(people.length))}</b>}>
      <Stack>
        <Answer query={workflows} height={60}>
          {({ workflows: all }) => {
            const open = all.filter((one) => one.state === 'active')
            if (!open.length) return <Text size="sm">{w.noWorkflow}</Text>
            return <Select label={w.workflow} value={id} onChange={choose} data={open.map((one) => ({ value: one.id, label: one.name }))} />
          }}
        </Answer>
        {enter.error != null && <Wrong error={enter.error} />}
        <Foot close={close}><Button disabled={!id} loading={enter.isPending} onClick={go}>{w.enter}</Button></Foot>
      </Stack>
    </Modal>
  )
}
