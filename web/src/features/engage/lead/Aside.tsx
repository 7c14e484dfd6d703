import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { LeadShown } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { offerBack } from '../../../shared/offerBack'
import { Wrong } from '../../../shared/states'
import { useAside, useBack } from './queries'
import * as words from './words'

/** Says that nobody has to answer somebody, and why. */
export function Aside({ lead, close }: { lead: LeadShown; close: () => void }) {
  const w = useWords(words)
  const aside = useAside()
  const back = useBack()
  const [reason, say] = useState('')
  const path = { id: lead.person.id }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    aside.mutate({ path, body: { reason: reason.trim() } }, { onSuccess: () => {
      close()
      offerBack(`lead-${path.id}`, w.asideDone(lead.person.name || w.nameless), () => back.mutate({ path }))
    } })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.asideTitle(lead.person.name || w.nameless)}</b>}>
      <form onSubmit={submit}>
        <Text size="sm" mb="sm">{w.asideAbout}</Text>
        <TextInput label={w.reason} value={reason} onChange={(e) => say(e.currentTarget.value)} maxLength={500} required data-autofocus />
        <Group gap="xs" mt="xs">{w.reasons.map((usual) => <Button key={usual} type="button" size="compact-xs" variant="default" onClick={() => say(usual)}>{usual}</Button>)}</Group>
        {aside.error != null && <Wrong error={aside.error} />}
        <Foot close={close}><Button type="submit" loading={aside.isPending} disabled={!reason.trim()}>{w.aside}</Button></Foot>
      </form>
    </Modal>
  )
}
