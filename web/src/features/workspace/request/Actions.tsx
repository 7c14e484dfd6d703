import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Request } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { useSetRequest } from './queries'
import * as words from './words'

/** What can be done with an open request. */
export function Actions({ request }: { request: Request }) {
  const w = useWords(words)
  const set = useSetRequest()
  const [asking, ask] = useState<'extend' | 'close'>()
  return (
    <Group gap="xs" mt={6}>
      {!request.acknowledged_at && <Button size="compact-sm" variant="default" loading={set.isPending} onClick={() => set.mutate({ path: { id: request.id }, body: { acknowledge: true } })}>{w.acknowledge}</Button>}
      {!request.extended && <Button size="compact-sm" variant="default" onClick={() => ask('extend')}>{w.extend}</Button>}
      <Button size="compact-sm" variant="light" onClick={() => ask('close')}>{w.close}</Button>
      {set.error && <Wrong error={set.error} />}
      {asking === 'extend' && <Extend request={request} close={() => ask(undefined)} />}
      {asking === 'close' && <Close request={request} close={() => ask(undefined)} />}
    </Group>
  )
}

interface Props {
  request: Request
  close: () => void
}

function Extend({ request, close }: Props) {
  const w = useWords(words)
  const set = useSetRequest()
  const [why, setWhy] = useState('')
  const go = () => set.mutate({ path: { id: request.id }, body: { extend: why } }, { onSuccess: close })
  return (
    <Modal opened onClose={close} title={<b>{w.extend}</b>}>
      <Stack>
        <Text size="sm">{w.extendText}</Text>
        <Textarea data-autofocus label={w.why} required autosize minRows={2} maxLength={1000} value={why} onChange={(e) => setWhy(e.currentTarget.value)} />
        {set.error && <Wrong error={set.error} />}
        <Group justify="flex-end"><Button disabled={!why.trim()} loading={set.isPending} onClick={go}>{w.extend}</Button></Group>
      </Stack>
    </Modal>
  )
}

/** Kinds of request that forbid us something. */
const forbidding = ['restrict', 'object', 'withdraw']

function Close({ request, close }: Props) {
  const w = useWords(words)
  const set = useSetRequest()
  const [outcome, setOutcome] = useState('')
  const forbids = forbidding.includes(request.kind) && request.person != null
  const [stop, setStop] = useState(forbids)
  const go = (as: 'done' | 'refused') => set.mutate({ path: { id: request.id }, body: { close: as, outcome, stop: as === 'done' && stop } }, { onSuccess: close })
  return (
    <Modal opened onClose={close} title={<b>{w.close}</b>}>
      <Stack>
        <Text size="sm">{w.closeText}</Text>
        <Textarea data-autofocus label={w.outcome} required autosize minRows={3} maxLength={10000} value={outcome} onChange={(e) => setOutcome(e.currentTarget.value)} />
        {forbids && <Checkbox label={w.stop} checked={stop} onChange={(e) => setStop(e.currentTarget.checked)} />}
        {set.error && <Wrong error={set.error} />}
        <Group justify="flex-end">
          <Button variant="default" disabled={!outcome.trim()} onClick={() => go('refused')}>{w.asRefused}</Button>
          <Button disabled={!outcome.trim()} loading={set.isPending} onClick={() => go('done')}>{w.asDone}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
