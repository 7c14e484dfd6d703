import { Button, Modal, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { useDecide } from './queries'
import * as words from './words'

/** Approves or refuses a referral, and asks why. */
export function Decide({ id, decision, close }: { id: string; decision: 'approved' | 'refused'; close: () => void }) {
  const w = useWords(words)
  const decide = useDecide()
  const [note, setNote] = useState('')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    decide.mutate({ path: { id }, body: { decision, note } }, { onSuccess: close })
  }
  const refuses = decision === 'refused'
  return (
    <Modal opened onClose={close} title={<b>{refuses ? w.refuse : w.approve}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <Textarea data-autofocus label={w.why} description={refuses ? w.refuseHint : w.approveHint} value={note} onChange={(e) => setNote(e.currentTarget.value)} required={refuses} maxLength={500} autosize minRows={2} />
          {decide.error && <Wrong error={decide.error} />}
          <Foot close={close}><Button type="submit" color={refuses ? 'red' : undefined} loading={decide.isPending}>{refuses ? w.refuse : w.approve}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
