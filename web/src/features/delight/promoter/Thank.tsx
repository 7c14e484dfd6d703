import { Button, Modal, NumberInput, Radio, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import type { ThanksAnswer } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { offerBack } from '../../../shared/offerBack'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { KitSelect } from './KitSelect'
import { useForeseen, useThank, useUnthank } from './queries'
import * as words from './words'

const needs = { task: 'tasks:create', letter: 'people:send', gift: 'promoters:write', points: 'loyalty:award' } as const
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
  const [points, setPoints] = useState(50)
  const [cause] = useState(() => crypto.randomUUID())
  const thank = useThank()
  const foreseen = useForeseen()
  const back = useUnthank()
  const body = { people, how, note: note || undefined, kit: how === 'letter' && kit ? kit : undefined, ...(how === 'points' ? { points, cause } : {}) }
  const seen = how === 'points' ? foreseen.data : undefined
  const said = (a: ThanksAnswer) => {
    if (how !== 'points') notifications.show({ message: w.done(a.thanked, a.left) })
    else offerBack(cause, w.done(a.thanked, a.left), () => back.mutate({ body: { people, cause } }, { onError: () => notifications.show({ color: 'red', message: w.notBack }) }))
    done()
  }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (how === 'points' && !seen) foreseen.mutate({ body: { ...body, preview: true } })
    else thank.mutate({ body }, { onSuccess: said })
  }
  const changed = <T,>(set: (v: T) => void) => (v: T) => { set(v); foreseen.reset() }
  return (
    <Modal opened onClose={close} title={<b>{w.thankAll(f.number(people.length))}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <Radio.Group label={w.how} value={how} onChange={changed((h) => setHow(h as How))}>
            <Stack gap="xs" mt="xs">{ways.map((h) => <Radio key={h} value={h} label={w.hows[h]} />)}</Stack>
          </Radio.Group>
          {how === 'letter' && <KitSelect value={kit} choose={setKit} />}
          {how === 'points' && <NumberInput label={w.points} min={1} max={1_000_000} allowDecimal={false} value={points} onChange={changed((n) => setPoints(Number(n) || 1))} />}
          <Textarea label={w.note[how]} description={w.noteHint[how]} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={300} required={how === 'gift' || how === 'points'} autosize minRows={2} />
          {seen && <Text size="sm" role="status">{w.comesTo(f.number(seen.thanked), f.number(seen.points ?? 0), f.money(seen.worth ?? 0, seen.currency ?? 'VND'), seen.left)}</Text>}
          {(thank.error ?? foreseen.error) != null && <Wrong error={thank.error ?? foreseen.error} />}
          <Foot close={close}><Button type="submit" loading={thank.isPending || foreseen.isPending}>{how !== 'points' ? w.thank : seen ? w.give : w.preview}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}
