import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem } from '../../../../shared/ask'
import { useFormat } from '../../../../shared/format'
import { language, useWords } from '../../../../shared/language'
import { keys } from '../../../../shared/queries'
import type { RecordType } from '../../../../shared/record/field'
import * as words from './words'

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
        await post(`/v1/records/${type}/${id}/files?name=${encodeURIComponent(file.name)}`, file, tell)
      } catch (error) {
        refuse((all) => [...all, error])
      }
      setComing((all) => all.filter((c) => c.name !== file.name))
    }
    for (const name of ['files', 'timeline']) void client.invalidateQueries({ queryKey: keys.record(name) })
  }
  return { coming, refused, take: (files: File[] | null) => void take(files) }
}

/** Sends a file as it is. Browsers tell how far only of such requests. */
function post(url: string, file: File, tell: (done: number) => void): Promise<void> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept-Language', language())
    request.upload.onprogress = (e) => tell(e.total ? e.loaded / e.total : 0)
    request.onerror = () => fail(new Problem(0, '', ''))
    request.onload = () => {
      if (request.status < 300) return done()
      const said = (() => { try { return JSON.parse(request.responseText) as { title?: string; detail?: string } } catch { return {} } })()
      fail(new Problem(request.status, said.title ?? '', said.detail ?? ''))
    }
    request.send(file)
  })
}
