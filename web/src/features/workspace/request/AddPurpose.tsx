import { Button, Checkbox, Modal, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Purpose } from '../../../shared/client'
import { fold } from '../../../shared/fold'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { useSetPurposes } from './queries'
import * as words from './words'

/** A purpose that consent is asked for by itself: its name, and the words people are asked with. */
export function AddPurpose({ all, close }: { all: Purpose[]; close: () => void }) {
  const w = useWords(words)
  const set = useSetPurposes()
  const [name, setName] = useState({ vi: '', en: '' })
  const [asked, ask] = useState({ vi: '', en: '' })
  const [double, confirm] = useState(false)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const key = fold(name.en).replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 40)
    const made: Purpose = { key, label: name, wordings: [{ version: '1', ...asked, since: 0 }], double }
    set.mutate({ body: { purposes: [...all, made] } }, { onSuccess: close })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.addPurpose}</b>}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput data-autofocus label={w.nameVi} required maxLength={100} value={name.vi} onChange={(e) => setName({ ...name, vi: e.currentTarget.value })} />
            <TextInput label={w.nameEn} required maxLength={100} value={name.en} onChange={(e) => setName({ ...name, en: e.currentTarget.value })} />
          </SimpleGrid>
          <Textarea label={w.inVi} required autosize minRows={2} value={asked.vi} onChange={(e) => ask({ ...asked, vi: e.currentTarget.value })} />
          <Textarea label={w.inEn} required autosize minRows={2} value={asked.en} onChange={(e) => ask({ ...asked, en: e.currentTarget.value })} />
          <Checkbox label={w.double} checked={double} onChange={(e) => confirm(e.currentTarget.checked)} />
          {set.error && <Wrong error={set.error} />}
          <Foot close={close}><Button type="submit" loading={set.isPending}>{w.addPurpose}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
