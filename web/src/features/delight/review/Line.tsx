import { Badge, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import type { Review } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { useDecide, useReply } from './queries'
import styles from './review.module.css'
import * as words from './words'

const colors = { written: 'yellow', published: 'green', refused: 'red', private: 'gray' } as const

/** One review, with what can be done with it. */
export function Line({ review: r }: { review: Review }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <span role="img" aria-label={w.stars(r.rating)} className={styles.stars}>{'★'.repeat(r.rating)}{'☆'.repeat(5 - r.rating)}</span>
        <Badge variant="light" tt="none" color={colors[r.state]}>{w.states[r.state]}</Badge>
      </Group>
      <Text size="sm">{r.person && <RowLink to={`/people/${r.person.id}`}>{r.person.name || w.somebody}</RowLink>} · {r.product ? r.product.name : w.house} · {f.instant(r.written_at)}</Text>
      {r.text && <p className={styles.said}>{r.text}</p>}
      {r.photo && <img src={r.photo} alt={w.photo} className={styles.photo} loading="lazy" />}
      {r.naming && <Text size="xs" c="dimmed">{r.name ? w.shownAs(r.name) : w.shownUnnamed}</Text>}
      {r.reason && <Text size="sm">{w.refusedFor}: {r.reason}</Text>}
      {r.reply && <Text size="sm">{w.reply}: {r.reply}</Text>}
      <Acts review={r} />
    </li>
  )
}

function Acts({ review: r }: { review: Review }) {
  const w = useWords(words)
  const may = useMay()('reviews:write')
  const decide = useDecide()
  const [writing, write] = useState<'refuse' | 'answer'>()
  if (!may || r.state === 'private') return null
  return (
    <Group gap="xs" mt="xs">
      {r.state !== 'published' && <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate({ path: { id: r.id }, body: { state: 'published' } })}>{w.publish}</Button>}
      {r.state !== 'refused' && <Button size="xs" variant="default" onClick={() => write('refuse')}>{w.refuse}</Button>}
      {r.state !== 'refused' && <Button size="xs" variant="default" onClick={() => write('answer')}>{w.answer}</Button>}
      {decide.error != null && <Wrong error={decide.error} />}
      {writing && <Writing review={r} what={writing} close={() => write(undefined)} />}
    </Group>
  )
}

/** Why a review is refused, or what the house answers. */
function Writing({ review: r, what, close }: { review: Review; what: 'refuse' | 'answer'; close: () => void }) {
  const w = useWords(words)
  const [text, put] = useState(what === 'answer' ? r.reply : '')
  const decide = useDecide()
  const reply = useReply()
  const error: unknown = decide.error ?? reply.error
  const done = { onSuccess: () => { notifications.show({ message: w.saved }); close() } }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (what === 'refuse') decide.mutate({ path: { id: r.id }, body: { state: 'refused', reason: text } }, done)
    else reply.mutate({ path: { id: r.id }, body: { reply: text } }, done)
  }
  return (
    <Modal opened onClose={close} title={what === 'refuse' ? w.refuse : w.answer}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Textarea label={what === 'refuse' ? w.reason : w.reply} description={what === 'refuse' ? w.reasonHint : w.replyHint} required={what === 'refuse'} autosize minRows={3} maxRows={10} maxLength={what === 'refuse' ? 1000 : 4000} value={text} onChange={(e) => put(e.currentTarget.value)} data-autofocus />
          {error != null && <Wrong error={error} />}
          <Group><Button type="submit" loading={decide.isPending || reply.isPending}>{w.save}</Button><Button variant="default" onClick={close}>{w.cancel}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}
