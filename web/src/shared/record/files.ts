import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Problem } from '../ask'
import { type AttachmentAnswer, attachmentList } from '../client'
import { useFormat } from '../format'
import { language, useWords } from '../language'
import { keys } from '../queries'
import type { RecordType } from './field'
import * as words from './words'

/** The files kept with a record, the newest first. */
export const useFiles = (type: RecordType, id: string, enabled = true) =>
  useQuery({ queryKey: keys.record('files', { type, id }), queryFn: ({ signal }) => ask(attachmentList, { path: { type, id }, query: { limit: 200 }, signal }), enabled })

interface Coming { name: string; done: number }

/** Sends files to a record, one after the other, and tells how far each is. */
export function useSend(type: RecordType, id: string, largest = Infinity) {
  const w = useWords(words)
  const f = useFormat()
  const client = useQueryClient()
  const [coming, setComing] = useState<Coming[]>([])
  const [refused, refuse] = useState<unknown[]>([])
  const take = async (files: File[] | null) => {
    refuse([])
    for (const file of files ?? []) {
      const tell = (done: number) => setComing((all) => [...all.filter((c) => c.name !== file.name), { name: file.name, done }])
      try {
        if (file.size > largest) throw new Error(w.tooLarge(file.name, f.bytes(largest)))
        tell(0)
        await sendFile(type, id, file, tell)
      } catch (error) {
        refuse((all) => [...all, error])
      }
      setComing((all) => all.filter((c) => c.name !== file.name))
    }
    for (const name of ['files', 'timeline']) void client.invalidateQueries({ queryKey: keys.record(name) })
  }
  return { coming, refused, take: (files: File[] | null) => void take(files) }
}

/** Keeps a file with a record. Browsers tell how far they are only of such requests. */
export function sendFile(type: RecordType, id: string, file: File, tell: (done: number) => void = () => {}): Promise<AttachmentAnswer['file']> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/v1/records/${type}/${id}/files?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept-Language', language())
    request.upload.onprogress = (e) => tell(e.total ? e.loaded / e.total : 0)
    request.onerror = () => fail(new Problem(0, '', ''))
    request.onload = () => {
      const said = answered(request.responseText)
      if (request.status < 300) return done((said as AttachmentAnswer).file)
      fail(new Problem(request.status, said.title ?? '', said.detail ?? ''))
    }
    request.send(file)
  })
}

function answered(text: string): Partial<AttachmentAnswer> & { title?: string; detail?: string } {
  try {
    return JSON.parse(text) as AttachmentAnswer
  } catch {
    return {}
  }
}
