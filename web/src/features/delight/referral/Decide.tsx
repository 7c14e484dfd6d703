import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { Confirm } from '../../../shared/Confirm'
import { useWords } from '../../../shared/language'
import { useDecide } from './queries'
import * as words from './words'

/** Approves or refuses a referral, and asks why. */
export function Decide({ id, decision, close }: { id: string; decision: 'approved' | 'refused'; close: () => void }) {
  const w = useWords(words)
  const decide = useDecide()
  const [note, setNote] = useState('')
  const refuses = decision === 'refused'
  const name = refuses ? w.refuse : w.approve
  return (
    <Confirm title={name} action={name} grave={refuses} lacks={refuses && !note.trim()} change={decide} close={close} go={() => decide.mutate({ path: { id }, body: { decision, note } }, { onSuccess: close })}>
      <Textarea data-autofocus label={w.why} description={refuses ? w.refuseHint : w.approveHint} value={note} onChange={(e) => setNote(e.currentTarget.value)} required={refuses} maxLength={500} autosize minRows={2} />
    </Confirm>
  )
}
