import { Problem } from '../../../shared/ask'
import type { AttachmentAnswer } from '../../../shared/client'
import { language } from '../../../shared/language'

/** Keeps a file with a person, so that it can go along with an answer. */
export async function attach(person: string, file: File) {
  const response = await fetch(`/v1/records/people/${person}/files?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file, headers: { 'Content-Type': 'application/octet-stream', 'Accept-Language': language() } })
  const said: unknown = await response.json().catch(() => ({}))
  if (response.ok) return (said as AttachmentAnswer).file
  const { title = '', detail = '' } = said as { title?: string; detail?: string }
  throw new Problem(response.status, title, detail)
}
