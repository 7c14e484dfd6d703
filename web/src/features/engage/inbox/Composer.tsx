import { Button, FileButton, Group, NativeSelect, Pill, SegmentedControl, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type RefObject, useRef, useState } from 'react'
import { callKey } from '../../../shared/ask'
import { type Attachment, type ConversationEntry, type ConversationShown, userList } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { sendFile } from '../../../shared/record/files'
import { useMay } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { useWriting } from '../../../shared/talk/queries'
import { mentioned, Said } from '../../../shared/talk/Said'
import styles from './inbox.module.css'
import { ZaloTemplate } from './ZaloTemplate'
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
  const [templated, template] = useState(false)
  const [refused, refuse] = useState<unknown>()
  const [coming, come] = useState(0) // files that are on their way up
  const answer = useAnswer()
  const note = useNote()
  const back = useTakeBack()
  const key = useRef(callKey())
  const writing = useWriting(id, text !== '' && mode === 'answer')
  const way = shown.channels.find((c) => c.channel === channel) ?? shown.channels[0]
  const templates = mode === 'answer' && way?.zalo && (way.zalo.cost === 'closed' || templated)
  const done = () => { write(''); head(''); key.current = callKey(); writing.rest() }
  const takeBack = async (entries: string[]) => {
    const taken: ConversationEntry[] = []
    for (const entry of entries) taken.push(await back.mutateAsync({ path: { id, entry } }))
    write(taken.map((e) => e.text).filter(Boolean).join('\n'))
    head(taken[0]?.subject ?? '')
    keep(taken.flatMap((e) => e.files))
    turn('answer')
    notifications.show({ message: w.takenBack })
    input.current?.focus()
  }
  const say = async (over: string) => {
    const said: ConversationEntry[] = []
    for (const part of over === 'zalo' ? zaloParts(text, files) : [{ text, files }]) {
      said.push(await answer.mutateAsync({ path: { id }, body: { channel: over as 'zalo', text: part.text, subject: subject || undefined, files: part.files.map((f) => f.id), key: [key.current, over === 'zalo' && part.files[0]?.id].filter(Boolean).join('-') } }))
      if (part.text) write('') // what did not go is still there
      keep((all) => all.filter((f) => !part.files.includes(f)))
    }
    done()
    const entries = said.filter((e) => e.undo).map((e) => e.id)
    if (!entries.length || !shown.undo) return
    const notice = `sent-${entries[0]}`
    notifications.show({ id: notice, autoClose: shown.undo * 1000, message: <>{w.sending} <Button size="compact-xs" variant="default" ml="xs" onClick={() => { notifications.hide(notice); takeBack(entries).catch(() => undefined) }}>{w.undo}</Button></> })
  }
  const send = () => {
    if (coming || !text.trim() && !(mode === 'answer' && files.length)) return
    if (mode === 'note') return note.mutate({ path: { id }, body: { text: mentioned(text, colleagues) } }, { onSuccess: done })
    if (way) say(way.channel).catch(() => undefined) // answer.error tells it
  }
  const colleagues = useRecords('users', userList, undefined, { enabled: mode === 'note' && may('users:read') }).data?.users ?? []
  const add = (list: File[]) => {
    refuse(undefined)
    come((n) => n + list.length)
    for (const file of list) void sendFile('people', shown.conversation.person.id, file).then((f) => keep((all) => [...all, f]), refuse).finally(() => come((n) => n - 1))
  }
  const canSend = may('conversations:send')
  return (
    <div className={`${styles.composer} ${mode === 'note' ? styles.noting : ''}`}>
      <Group gap="xs" mb={6} justify="space-between">
        <SegmentedControl size="xs" value={mode} onChange={(m) => turn(m as Mode)} data={[...(canSend ? [{ value: 'answer', label: w.answer }] : []), { value: 'note', label: w.note }]} />
        {mode === 'answer' && shown.channels.length > 0 && <NativeSelect size="xs" aria-label={w.by} value={way?.channel} onChange={(e) => choose(e.currentTarget.value)} data={shown.channels.map((c) => ({ value: c.channel, label: [w.channels[c.channel], c.address].filter(Boolean).join(' · ') }))} />}
      </Group>
      {mode === 'answer' && way?.zalo && (
        <Group gap="xs" mb={6} justify="space-between" wrap="nowrap">
          <ZaloWindow window={way.zalo} />
          {way.zalo.cost !== 'closed' && <Button size="compact-xs" variant="subtle" flex="none" onClick={() => template(!templated)}>{templated ? w.zalo.byWords : w.zalo.byTemplate}</Button>}
        </Group>
      )}
      {templates ? <ZaloTemplate conversation={id} undo={shown.undo} /> : mode === 'answer' && !way ? <Text size="sm" c="dimmed">{w.noWay}</Text> : (
        <form onSubmit={(e) => { e.preventDefault(); send() }}>
          {mode === 'answer' && way?.channel === 'email' && <TextInput size="xs" mb={6} aria-label={w.subject} placeholder={shown.conversation.subject ? `Re: ${shown.conversation.subject}` : w.subject} value={subject} onChange={(e) => head(e.currentTarget.value)} />}
          <Said value={text} write={write} input={input} conversation={id} canned={mode === 'answer'} names={mode === 'note' ? colleagues.map((u) => u.name) : []} label={mode === 'note' ? w.noteAbout : w.answerAbout} send={send} />
          {files.length > 0 && <Group gap={4} mt={6}>{files.map((f) => <Pill key={f.id} withRemoveButton removeButtonProps={{ 'aria-label': w.detach(f.name) }} onRemove={() => keep(files.filter((x) => x.id !== f.id))}>{f.name}</Pill>)}</Group>}
          <Group gap="xs" mt={8} justify="flex-end">
            {mode === 'answer' && may('people:update') && <FileButton multiple accept={way?.zalo?.takes?.join(',')} onChange={add}>{(props) => <Button {...props} size="xs" variant="default">{w.attach}</Button>}</FileButton>}
            <Button type="submit" size="xs" loading={answer.isPending || note.isPending || coming > 0}>{mode === 'note' ? w.keep : w.send}</Button>
          </Group>
        </form>
      )}
      {[answer.error, note.error, back.error, refused].filter(Boolean).map((e, i) => <Wrong key={i} error={e} />)}
    </div>
  )
}

/** What goes by Zalo as a message each: it takes one file with an answer, and a document without words. */
function zaloParts(text: string, files: Attachment[]) {
  const first = files.find((f) => f.picture)
  const words = text.trim() || first ? [{ text, files: first ? [first] : [] }] : []
  return [...words, ...files.filter((f) => f !== first).map((f) => ({ text: '', files: [f] }))]
}
