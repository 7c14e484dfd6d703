import { Button, FileButton, Group, NativeSelect, Pill, SegmentedControl, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type RefObject, useRef, useState } from 'react'
import { callKey } from '../../../shared/ask'
import { type Attachment, type ConversationShown, userList } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { sendFile } from '../../../shared/record/files'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { useWriting } from '../../../shared/talk/queries'
import { mentioned, Said } from '../../../shared/talk/Said'
import styles from './inbox.module.css'
import { ZaloWindow } from './ZaloWindow'
import { useAnswer, useNote, useTakeBack } from './queries'
import * as words from './words'

export type Mode = 'answer' | 'note'

interface Props { shown: ConversationShown; mode: Mode; turn: (m: Mode) => void; input: RefObject<HTMLTextAreaElement | null> }

/** Where an answer, or a note among colleagues, is written. */
export function Composer({ shown, mode, turn, input }: Props) {
  const w = useWords(words)
  const may = useMay()
  const id = shown.conversation.id
  const [text, write] = useState('')
  const [subject, head] = useState('')
  const [channel, choose] = useState<string>()
  const [files, keep] = useState<Attachment[]>([])
  const [refused, refuse] = useState<unknown>()
  const answer = useAnswer()
  const note = useNote()
  const back = useTakeBack()
  const key = useRef(callKey())
  const writing = useWriting(id, text !== '' && mode === 'answer')
  const way = shown.channels.find((c) => c.channel === channel) ?? shown.channels[0]
  const done = () => { write(''); head(''); keep([]); key.current = callKey(); writing.rest() }
  const takeBack = (entry: string) => back.mutate({ path: { id, entry } }, { onSuccess: (e) => { write(e.text); head(e.subject); keep(e.files); turn('answer'); notifications.show({ message: w.takenBack }); input.current?.focus() } })
  const send = () => {
    if (!text.trim() && !(mode === 'answer' && files.length)) return
    if (mode === 'note') return note.mutate({ path: { id }, body: { text: mentioned(text, colleagues) } }, { onSuccess: done })
    if (!way) return
    answer.mutate({ path: { id }, body: { channel: way.channel, text, subject: subject || undefined, files: files.map((f) => f.id), key: key.current } }, {
      onSuccess: (e) => {
        done()
        if (!e.undo || !shown.undo) return
        const notice = `sent-${e.id}`
        notifications.show({ id: notice, autoClose: shown.undo * 1000, message: <>{w.sending} <Button size="compact-xs" variant="default" ml="xs" onClick={() => { notifications.hide(notice); takeBack(e.id) }}>{w.undo}</Button></> })
      },
    })
  }
  const colleagues = useRecords('users', userList, undefined, { enabled: mode === 'note' && may('users:read') }).data?.users ?? []
  const add = (list: File[]) => {
    refuse(undefined)
    for (const file of list) sendFile('people', shown.conversation.person.id, file).then((f) => keep((all) => [...all, f]), refuse)
  }
  const canSend = may('conversations:send')
  return (
    <form className={`${styles.composer} ${mode === 'note' ? styles.noting : ''}`} onSubmit={(e) => { e.preventDefault(); send() }}>
      <Group gap="xs" mb={6} justify="space-between">
        <SegmentedControl size="xs" value={mode} onChange={(m) => turn(m as Mode)} data={[...(canSend ? [{ value: 'answer', label: w.answer }] : []), { value: 'note', label: w.note }]} />
        {mode === 'answer' && shown.channels.length > 0 && <NativeSelect size="xs" aria-label={w.by} value={way?.channel} onChange={(e) => choose(e.currentTarget.value)} data={shown.channels.map((c) => ({ value: c.channel, label: [w.channels[c.channel], c.address].filter(Boolean).join(' · ') }))} />}
      </Group>
      {mode === 'answer' && !way ? <Text size="sm" c="dimmed">{w.noWay}</Text> : (
        <>
          {mode === 'answer' && way?.channel === 'email' && <TextInput size="xs" mb={6} aria-label={w.subject} placeholder={shown.conversation.subject ? `Re: ${shown.conversation.subject}` : w.subject} value={subject} onChange={(e) => head(e.currentTarget.value)} />}
          {mode === 'answer' && way?.zalo && <ZaloWindow window={way.zalo} />}
          <Said value={text} write={write} input={input} conversation={id} canned={mode === 'answer'} names={mode === 'note' ? colleagues.map((u) => u.name) : []} label={mode === 'note' ? w.noteAbout : w.answerAbout} send={send} />
          {files.length > 0 && <Group gap={4} mt={6}>{files.map((f) => <Pill key={f.id} withRemoveButton removeButtonProps={{ 'aria-label': w.detach(f.name) }} onRemove={() => keep(files.filter((x) => x.id !== f.id))}>{f.name}</Pill>)}</Group>}
          <Group gap="xs" mt={8} justify="flex-end">
            {mode === 'answer' && way?.channel !== 'zalo' && may('people:update') && <FileButton multiple onChange={add}>{(props) => <Button {...props} size="xs" variant="default">{w.attach}</Button>}</FileButton>}
            <Button type="submit" size="xs" disabled={mode === 'answer' && way?.zalo?.cost === 'closed'} loading={answer.isPending || note.isPending}>{mode === 'note' ? w.keep : w.send}</Button>
          </Group>
        </>
      )}
      {[answer.error, note.error, back.error, refused].filter(Boolean).map((e, i) => <Wrong key={i} error={e} />)}
    </form>
  )
}
