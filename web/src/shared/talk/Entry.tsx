import { Anchor, Button, Group, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Attachment, ConversationEntry } from '../client'
import { useFormat } from '../format'
import { useWords } from '../language'
import { useWithPictures } from './queries'
import styles from './talk.module.css'
import * as words from './words'

interface Props { e: ConversationEntry; name: string; nameOf: (user: string) => string; undo?: () => void; children?: ReactNode }

/** One thing that was said, or done. */
export function Entry({ e, name, nameOf, undo, children }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const author = e.author.name || (e.author.id === 'person' ? name : e.author.id === 'bot' ? w.theBot : e.author.id === 'system' ? w.house : e.author.id)
  if (e.kind === 'act')
    return <p className={styles.act}>{author} {e.data.did === 'assigned' && !e.data.user ? w.did.unassigned : w.did[e.data.did ?? '']} {e.data.user && nameOf(e.data.user)}{e.data.did === 'undone' && ` ${e.data.step}: ${e.data.why}`} · {f.instant(e.at)}</p>
  const kind = e.kind === 'note' ? styles.note : e.kind === 'out' ? styles.out : styles.in
  const bad = ['bounced', 'failed', 'refused', 'doubtful'].includes(e.state)
  return (
    <article className={`${styles.entry} ${kind}`} aria-label={`${author}, ${f.instant(e.at)}`}>
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="xs" fw={600} className={styles.cut} title={author}>{author}{e.data.from && e.kind === 'in' ? ` (${w.from(e.address)})` : ''}</Text>
        <Text size="xs" c="dimmed" style={{ flex: 'none' }}>{[e.machine && w.machine, e.data.by === 'portal' ? w.portal : w.channels[e.channel], f.instant(e.at)].filter(Boolean).join(' · ')}</Text>
      </Group>
      {e.subject && <Text size="sm" fw={600}>{e.subject}</Text>}
      <Body e={e} />
      {e.data.bot && <Source bot={e.data.bot} />}
      {e.files.map((file) => <Along key={file.id} file={file} shown={e.channel === 'zalo' || e.channel === 'chat'} />)}
      {e.kind === 'out' && <Text size="xs" c={bad ? undefined : 'dimmed'} className={bad ? styles.bad : undefined}>{w.entryStates[e.state]}{e.undo && undo && <Button size="compact-xs" variant="subtle" ml={6} onClick={undo}>{w.undo}</Button>}</Text>}
      {children}
    </article>
  )
}

/** A file that went along; of a picture that was sent to be looked at, the picture, drawn anew and small. */
function Along({ file, shown }: { file: Attachment; shown: boolean }) {
  const f = useFormat()
  const [broken, give] = useState(false)
  const at = `/v1/records/people/${file.record}/files/${file.id}`
  return (
    <Anchor size="sm" display="block" href={`${at}/content`} download={file.name}>
      {file.picture && shown && !broken && <img className={styles.picture} src={`${at}/preview`} alt="" loading="lazy" onError={() => give(true)} />}
      {file.name} · {f.bytes(file.bytes)}
    </Anchor>
  )
}

/** What the bot took its answer from, and how sure it was. */
function Source({ bot }: { bot: string }) {
  const w = useWords(words)
  const f = useFormat()
  const is = JSON.parse(bot) as { sources?: { title: string; url?: string }[]; sure?: number }
  if (!is.sources?.length) return null
  return <Text size="xs" c="dimmed">{w.source} {is.sources.map((s, i) => <span key={i}>{i > 0 && ', '}{s.url ? <Anchor href={s.url} target="_blank" inherit underline="always">{s.title}</Anchor> : s.title}</span>)}{is.sure && is.sure < 1 ? ` · ${w.sure(f.percent(is.sure))}` : ''}</Text>
}

/** What was said, as text; as it was sent where that is asked for, in a frame where nothing runs and no picture is fetched from elsewhere
 * unasked; those that came along are in it. */
function Body({ e }: { e: ConversationEntry }) {
  const w = useWords(words)
  const [html, showHTML] = useState(false)
  const [pictures, load] = useState(false)
  const [quoted, unfold] = useState(false)
  const inline = useWithPictures(e, html)
  return (
    <>
      {html ? <iframe className={styles.frame} title={w.mail} sandbox="allow-popups" srcDoc={framed(inline.data ?? e.html, pictures)} /> : <p className={styles.text}>{e.text.replace(/@\[([^\]]+)\]\((usr|tea)_[^)]+\)/g, '@$1')}</p>}
      {quoted && !html && <div className={styles.quoted}>{e.quoted}</div>}
      {(e.quoted || e.html) && e.kind === 'in' && (
        <Group gap={4} mt={4}>
          {e.quoted && !html && <Button size="compact-xs" variant="subtle" color="gray" aria-expanded={quoted} onClick={() => unfold(!quoted)}>{w.quoted}</Button>}
          {e.html && <Button size="compact-xs" variant="subtle" color="gray" aria-pressed={html} onClick={() => showHTML(!html)}>{html ? w.asText : w.asHTML}</Button>}
          {html && !pictures && /<img[^>]+src="https?:/i.test(e.html) && <Button size="compact-xs" variant="subtle" color="gray" onClick={() => load(true)}>{w.pictures}</Button>}
        </Group>
      )}
    </>
  )
}

/** The page around a mail: what it may load is said by its policy, whatever the mail holds. */
const framed = (html: string, pictures: boolean) =>
  `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:${pictures ? ' https: http:' : ''}"><base target="_blank"><style>body{font:14px system-ui,sans-serif;margin:8px;overflow-wrap:anywhere}img{max-width:100%;height:auto}</style>${html}`
