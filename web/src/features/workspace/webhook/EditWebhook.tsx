import { Button, Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Webhook } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Secret } from '../../../shared/Secret'
import { Wrong } from '../../../shared/states'
import { useAddWebhook, useSetWebhook } from './queries'
import { useTypeName } from './type'
import * as words from './words'

/** Makes a webhook and shows its secret, or changes one. */
export function EditWebhook({ hook, close }: { hook?: Webhook; close: () => void }) {
  const w = useWords(words)
  const typeName = useTypeName()
  const add = useAddWebhook()
  const set = useSetWebhook()
  const [url, setUrl] = useState(hook?.url ?? '')
  const [name, setName] = useState(hook?.name ?? '')
  const [types, setTypes] = useState<string[]>(hook?.types ?? ['record.created', 'record.updated', 'record.deleted'])
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (hook) set.mutate({ path: { id: hook.id }, body: { url, name, types } }, { onSuccess: close })
    else add.mutate({ body: { url, name, types } })
  }
  const change = hook ? set : add
  const known = [...new Set([...Object.keys(w.kinds), ...types])]
  return (
    <Modal opened onClose={close} title={<b>{hook ? w.edit : w.add}</b>} size="lg" closeOnClickOutside={false}>
      {add.data ? <Made secret={add.data.secret ?? ''} close={close} /> : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput data-autofocus type="url" label={w.url} description={w.urlHint} value={url} onChange={(e) => setUrl(e.currentTarget.value)} required maxLength={2000} />
            <TextInput label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={100} />
            <Checkbox.Group label={w.types} value={types} onChange={setTypes}>
              <Stack gap="xs" mt={6}>{known.map((t) => <Checkbox key={t} value={t} label={typeName(t)} />)}</Stack>
            </Checkbox.Group>
            {change.error && <Wrong error={change.error} />}
            <Foot close={close}>
              <Button type="submit" disabled={!types.length} loading={change.isPending}>{hook ? w.save : w.create}</Button>
            </Foot>
          </Stack>
        </form>
      )}
    </Modal>
  )
}

function Made({ secret, close }: { secret: string; close: () => void }) {
  const w = useWords(words)
  return (
    <Stack>
      <Text>{w.made}</Text>
      <Secret label={w.secret} text={secret} />
      <Text size="sm" c="dimmed">{w.once}</Text>
      <Button onClick={close} style={{ alignSelf: 'end' }}>{w.done}</Button>
    </Stack>
  )
}

/** Makes a new secret, beside which the one before signs for a day. */
export function NewSecret({ hook, close }: { hook: Webhook; close: () => void }) {
  const w = useWords(words)
  const set = useSetWebhook()
  if (set.data) return <Modal opened onClose={close} title={<b>{w.rotate}</b>} closeOnClickOutside={false}><Made secret={set.data.secret ?? ''} close={close} /></Modal>
  return <Confirm title={w.rotateTitle} action={w.rotate} go={() => set.mutate({ path: { id: hook.id }, body: { secret: true } })} close={close} change={set}>{w.rotateText}</Confirm>
}
