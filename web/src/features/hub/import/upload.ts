import { Problem } from '../../../shared/ask'
import type { Upload } from '../../../shared/client'
import { language } from '../../../shared/language'

/** The kinds of files that can be read, and the most bytes of one. */
const kinds = /\.(csv|tsv|txt|xlsx|jsonl|ndjson)(\.gz)?$/i
export const largest = 2 * 2 ** 30
export const accepted = '.csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.gz'

/** Why a file cannot be sent; undefined where it can. */
export function unfit(file: { name: string; size: number }): 'kind' | 'size' | undefined {
  if (!kinds.test(file.name)) return 'kind'
  return file.size > largest ? 'size' : undefined
}

/**
 * Sends a file, and tells how many of its bytes are sent. This is the one request that does not go through the client:
 * only XMLHttpRequest tells how far a body has gone.
 */
export function send(file: File, tell: (bytes: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/v1/uploads?${new URLSearchParams({ name: file.name })}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept-Language', language())
    request.upload.onprogress = (e) => tell(e.loaded)
    request.onload = () => (request.status < 300 ? resolve(JSON.parse(request.responseText) as Upload) : reject(refusal(request)))
    request.onerror = () => reject(new Problem(0, '', ''))
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function refusal(request: XMLHttpRequest): Problem {
  try {
    const said = JSON.parse(request.responseText) as { title?: string; detail?: string }
    return new Problem(request.status, said.title ?? '', said.detail ?? '')
  } catch {
    return new Problem(request.status, request.statusText, '')
  }
}
