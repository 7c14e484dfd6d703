import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask } from '../ask'
import { attachmentPreview, cannedList, type ConversationEntry, conversationHere } from '../client'
import { keys, useRecords } from '../queries'

/** Texts that are said often, filled in for a conversation. */
export const useCanned = (conversation?: string) => useRecords('canned', cannedList, { conversation })

/** Says that one looks at a conversation, or writes in it. Nobody waits for it, and nothing follows where it fails. */
const sayHere = (id: string, body: { writing?: boolean; gone?: boolean }) => void ask(conversationHere, { path: { id }, body }).catch(() => undefined)

/** Tells colleagues that one looks at a conversation, or at something else that say tells of, and that one writes, while one does. */
export function useWriting(id: string, writing: boolean, say = sayHere) {
  useEffect(() => {
    say(id, { writing })
    const again = setInterval(() => say(id, { writing }), 12_000)
    return () => clearInterval(again)
  }, [id, writing, say])
  useEffect(() => () => say(id, { gone: true }), [id, say])
  return { rest: () => say(id, { writing: false }) }
}

/** A mail's HTML with the pictures that came along put into it, drawn anew and small, so that nothing else of the files is opened. */
export const useWithPictures = (e: ConversationEntry, enabled: boolean) =>
  useQuery({
    queryKey: keys.record('entry-pictures', { id: e.id }),
    enabled: enabled && /src="cid:/.test(e.html),
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      let html = e.html
      for (const file of e.files.filter((f) => f.picture && e.html.includes(`cid:${f.id}"`))) {
        const { data } = await attachmentPreview({ path: { type: 'people', id: file.record, file: file.id }, parseAs: 'blob', signal })
        if (data instanceof Blob) html = html.replaceAll(`src="cid:${file.id}"`, `src="${await dataURL(data)}"`)
      }
      return html
    },
  })

const dataURL = (blob: Blob) =>
  new Promise<string>((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => fail(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(blob)
  })

