import { Button, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Request } from '../../../shared/client'
import { DayInput } from '../../../shared/DayInput'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { UserSelect } from '../../../shared/record/UserSelect'
import { Wrong } from '../../../shared/states'
import { useAddRequest } from './queries'
import * as words from './words'

/** Writes down what somebody asked; its times run from the day it came. */
export function AddRequest({ close }: { close: () => void }) {
  const w = useWords(words)
  const add = useAddRequest()
  const [kind, setKind] = useState<Request['kind']>('access')
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const [contact, setContact] = useState('')
  const [wish, setWish] = useState('')
  const [received, setReceived] = useState('')
  const [assignee, setAssignee] = useState<string | null>(null)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const body = { kind, person: person?.id, contact, wish, received: received || undefined, assignee: assignee ?? undefined }
    add.mutate({ body }, { onSuccess: close })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <Select data-autofocus label={w.kindLabel} allowDeselect={false} data={Object.entries(w.kind).map(([value, label]) => ({ value, label }))} value={kind} onChange={(k) => setKind((k ?? kind) as Request['kind'])} />
          <RecordSelect type="people" label={w.person} value={person} onChange={setPerson} />
          <TextInput label={w.contact} value={contact} maxLength={500} onChange={(e) => setContact(e.currentTarget.value)} />
          <Textarea label={w.wish} autosize minRows={2} maxLength={10000} value={wish} onChange={(e) => setWish(e.currentTarget.value)} />
          <DayInput label={w.received} clearable value={received} onChange={setReceived} max={new Date().toISOString().slice(0, 10)} />
          <UserSelect label={w.assignee} value={assignee} onChange={(user) => setAssignee(user)} />
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}>
            <Button type="submit" loading={add.isPending}>{w.save}</Button>
          </Foot>
        </Stack>
      </form>
    </Modal>
  )
}
