import { Button, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { KitSelect } from './KitSelect'
import { useThank } from './queries'
import * as words from './words'

const needs = { task: 'tasks:create', letter: 'people:send', gift: 'promoters:write' } as const
type How = keyof typeof needs

/** Thanks one or many people in one act. */
export function Thank({ people, close, done }: { people: string[]; close: () => void; done: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const ways = (Object.keys(needs) as How[]).filter((h) => may(needs[h]))
  const [how, setHow] = useState<How>(ways[0] ?? 'gift')
  const [note, setNote] = useState('')
  const [kit, setKit] = useState<string | null>(null)
  const thank = useThank()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    thank.mutate({ body: { people, how, note: note || undefined, kit: how === 'letter' && kit ? kit : undefined } }, { onSuccess: (a) => { notifications.show({ message: w.done(a.thanked, a.left) }); done() } })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.thankAll(f.number(people.length))}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <Radio.Group label={w.how} value={how} onChange={(h) => setHow(h as How)}>
            <Stack gap="xs" mt="xs">{ways.map((h) => <Radio key={h} value={h} label={w.hows[h]} />)}</Stack>
          </Radio.Group>
          {how === 'letter' && <KitSelect value={kit} choose={setKit} />}
          <Textarea label={w.note[how]} description={w.noteHint[how]} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={300} required={how === 'gift'} autosize minRows={2} />
          {thank.error != null && <Wrong error={thank.error} />}
          <Foot close={close}><Button type="submit" loading={thank.isPending}>{w.thank}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
