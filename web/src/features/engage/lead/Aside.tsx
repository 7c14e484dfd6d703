import { Autocomplete, Button, Modal, Text } from '@mantine/core'
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
        <Autocomplete label={w.reason} data={w.reasons} value={reason} onChange={say} maxLength={500} required data-autofocus />
        {aside.error != null && <Wrong error={aside.error} />}
        <Foot close={close}><Button type="submit" loading={aside.isPending} disabled={!reason.trim()}>{w.aside}</Button></Foot>
      </form>
    </Modal>
  )
}
