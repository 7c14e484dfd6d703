import { Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { rewardList, voucherGive } from '../client'
import { Foot } from '../Foot'
import { useLanguage, useWords } from '../language'
import { useChange, useRecords } from '../queries'
import { inLanguage } from '../record/field'
import { RecordSelect } from '../record/RecordSelect'
import { Answer, Wrong } from '../states'
import { changesVouchers } from './changes'
import * as words from './words'

/** Gives a voucher by hand, to somebody or to whom is chosen, with the reason. What is sent twice counts once. */
export function GiveVoucher({ person, close }: { person?: string; close: () => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const rewards = useRecords('rewards', rewardList)
  const [whom, choose] = useState<{ id: string; name: string } | null>(null)
  const [reward, setReward] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [cause] = useState(() => crypto.randomUUID())
  const give = useChange(voucherGive, changesVouchers)
  const to = person ?? whom?.id
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (to && reward) give.mutate({ body: { person: to, reward, note, cause } }, { onSuccess: close })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.give}</b>}>
      <Answer query={rewards}>
        {(all) => {
          const data = (all.rewards ?? []).filter((r) => !r.archived && r.stock !== 0).map((r) => ({ value: r.id, label: inLanguage(r.name, language) }))
          return data.length === 0 ? <Text size="sm">{w.noRewards}</Text> : (
            <form onSubmit={submit}>
              <Stack>
                {!person && <RecordSelect type="people" label={w.whom} required value={whom} onChange={choose} />}
                <Select label={w.reward} required searchable data={data} value={reward} onChange={setReward} />
                <TextInput label={w.why} description={w.whyHint} required maxLength={300} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
                {give.error != null && <Wrong error={give.error} />}
                <Foot close={close}><Button type="submit" loading={give.isPending} disabled={!to || !reward || !note.trim()}>{w.give}</Button></Foot>
              </Stack>
            </form>
          )
        }}
      </Answer>
    </Modal>
  )
}
