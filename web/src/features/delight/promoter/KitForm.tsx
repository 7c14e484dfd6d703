import { Button, Checkbox, Fieldset, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Both } from '../../../shared/Both'
import type { ShareContent, ShareKit } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { useAddKit, useSetKit } from './queries'
import * as words from './words'

const channels = ['link', 'zalo', 'facebook', 'sms', 'email'] as const
const nothing = { vi: '', en: '' }
const beginning: ShareContent = { title: nothing, about: nothing, button: nothing, target: '/shop/', texts: {} }

/** Writes a share kit. */
export function KitForm({ kit, close }: { kit?: ShareKit; close: () => void }) {
  const w = useWords(words)
  const [name, setName] = useState(kit?.name ?? '')
  const [open, setOpen] = useState(kit?.open ?? true)
  const [c, set] = useState(kit?.content ?? beginning)
  const add = useAddKit()
  const change = useSetKit()
  const put = (part: Partial<ShareContent>) => set((old) => ({ ...old, ...part }))
  const then = { onSuccess: () => { notifications.show({ message: w.saved }); close() } }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const texts = Object.fromEntries(Object.entries(c.texts ?? {}).filter(([, t]) => t.vi || t.en))
    const body = { name, open, content: { ...c, texts } }
    if (kit) change.mutate({ path: { id: kit.id }, body: { ...body, edition: kit.edition } }, then)
    else add.mutate({ body }, then)
  }
  const error = add.error ?? change.error
  return (
    <Modal opened onClose={close} title={<b>{kit ? kit.name : w.addKit}</b>} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={w.name} description={w.nameHint} value={name} onChange={(e) => setName(e.currentTarget.value)} required maxLength={100} />
          <Both label={w.heading} value={c.title} onChange={(title) => put({ title })} longest={200} />
          <Both label={w.body} value={c.about} onChange={(about) => put({ about })} rows={3} />
          <TextInput label={w.picture} description={w.pictureHint} value={c.picture ?? ''} onChange={(e) => put({ picture: e.currentTarget.value || undefined })} maxLength={500} />
          <TextInput label={w.target} description={w.targetHint} value={c.target} onChange={(e) => put({ target: e.currentTarget.value })} required maxLength={1000} />
          <Both label={w.button} value={c.button} onChange={(button) => put({ button })} longest={60} />
          <Fieldset legend={w.texts}>
            <Text size="xs" c="dimmed" mb="xs">{w.textsHint}</Text>
            <Stack gap="xs">{channels.map((by) => <Both key={by} label={w.channels[by]} value={c.texts?.[by]} onChange={(t) => put({ texts: { ...c.texts, [by]: t } })} rows={2} longest={2000} />)}</Stack>
          </Fieldset>
          <Checkbox label={w.open} checked={open} onChange={(e) => setOpen(e.currentTarget.checked)} />
          {error != null && <Wrong error={error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending || change.isPending} disabled={!name.trim()}>{w.save}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
