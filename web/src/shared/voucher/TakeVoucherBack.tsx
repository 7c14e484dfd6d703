import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { type VoucherLine, voucherReturn } from '../client'
import { Confirm } from '../Confirm'
import { useLanguage, useWords } from '../language'
import { useChange } from '../queries'
import { inLanguage } from '../record/field'
import { changesVouchers } from './changes'
import * as words from './words'

/** Takes back a voucher nobody used; points it cost go back. */
export function TakeVoucherBack({ voucher: v, close }: { voucher: VoucherLine; close: () => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const [reason, setReason] = useState('')
  const back = useChange(voucherReturn, changesVouchers)
  return (
    <Confirm title={w.back} action={w.back} close={close} change={back} go={() => back.mutate({ path: { id: v.id }, body: { reason } }, { onSuccess: close })}>
      {w.backAsks(inLanguage(v.name, language))}{v.paid && ` ${w.backPoints}`}
      <TextInput mt="sm" label={w.whyBack} maxLength={300} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
    </Confirm>
  )
}
