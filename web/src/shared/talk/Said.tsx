import { Text, Textarea } from '@mantine/core'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import type { CannedText } from '../client'
import { useWords } from '../language'
import { useCanned } from './queries'
import styles from './talk.module.css'
import * as words from './words'

interface SaidProps { value: string; write: (s: string) => void; input: RefObject<HTMLTextAreaElement | null>; conversation: string | undefined; canned: boolean; names: string[]; label: string; send: () => void; used?: (text: CannedText) => void }

/** The text itself. What begins with / finds a text that is said often, what begins with @ a colleague. */
export function Said({ value, write, input, conversation, canned, names, label, send, used }: SaidProps) {
  const w = useWords(words)
  const [at, go] = useState(0)
  const slash = canned ? /(^|\s)\/([^\s/]*)$/.exec(value)?.[2] : undefined
  const mention = names.length ? /(^|\s)@([^@\n]{0,30})$/.exec(value)?.[2] : undefined
  const texts = useCanned(slash === undefined ? undefined : conversation).data?.texts ?? []
  const found = slash !== undefined ? texts.filter((t) => t.name.toLowerCase().includes(slash.toLowerCase())).slice(0, 8).map((t) => ({ name: t.name, text: t.filled || t.text, of: t }))
    : mention !== undefined ? names.filter((n) => n.toLowerCase().includes(mention.toLowerCase())).slice(0, 8).map((n) => ({ name: n, text: `@${n} `, of: undefined })) : []
  const take = ({ text, of }: (typeof found)[number]) => { if (of) used?.(of); write(value.slice(0, value.length - ((slash ?? mention ?? '').length + 1)) + text); go(0); input.current?.focus() }
  const key = (e: KeyboardEvent) => {
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); return send() }
    if (!found.length) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); go((at + (e.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length) }
    if (e.key === 'Enter' || e.key === 'Tab') { e.preventDefault(); take(found[Math.min(at, found.length - 1)]!) }
    if (e.key === 'Escape') { e.preventDefault(); write(`${value} `) }
  }
  return (
    <>
      {slash !== undefined && !found.length && <Text size="xs" c="dimmed" mb={4}>{w.noCanned}</Text>}
      {found.length > 0 && <div className={styles.texts} aria-label={w.canned}>{found.map((t, i) => <button type="button" key={t.name} data-on={i === Math.min(at, found.length - 1) || undefined} onClick={() => take(t)}><b>{t.name}</b> <Text span size="xs" c="dimmed">{t.text.slice(0, 90)}</Text></button>)}</div>}
      <Textarea ref={input} autosize minRows={3} maxRows={10} aria-label={label} placeholder={label} value={value} onChange={(e) => write(e.currentTarget.value)} onKeyDown={key} />
    </>
  )
}

/** A note as it is kept: @Name becomes a mention of who has that name. */
export const mentioned = (text: string, users: { id: string; name: string }[]) =>
  [...users].sort((a, b) => b.name.length - a.name.length).reduce((said, u) => said.split(new RegExp(`@${u.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u')).join(`@[${u.name}](${u.id})`), text)
