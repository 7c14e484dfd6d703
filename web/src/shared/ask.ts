import { language } from './language'
import { client } from './client/client.gen'
import { sentence } from './sentence'

/** How far a piece of work is; total is 0 where it is not known. */
export interface Progress {
  step: string
  done: number
  total: number
  rows?: number
}

/** What went wrong, as the server says it: in the reader's language, with what to do next. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(sentence(detail || title))
  }
}

/** Any operation of the generated client. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each operation has its own options
export type Operation = (options: any) => Promise<any>

/** What an operation may be asked with. */
export type Options<O extends Operation> = Omit<NonNullable<Parameters<O>[0]>, 'url'>
/** The query part of an operation; undefined where it has none. */
export type Query<O extends Operation> =
  Options<O> extends { query?: infer Q } ? ([NonNullable<Q>] extends [never] ? undefined : NonNullable<Q>) : undefined
/** What an operation answers. */
export type Answer<O extends Operation> = NonNullable<Awaited<ReturnType<O>>['data']>

const lines = 'application/x-ndjson'

client.setConfig({ baseUrl: '', credentials: 'same-origin' })
client.interceptors.request.use((request) => {
  request.headers.set('Accept-Language', language())
  return request
})

/** A key under which a call is carried out once, however often it is sent. Also where the page is not served over TLS. */
export const callKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')

/** Asks an operation and returns its answer, or throws a Problem. */
export async function ask<O extends Operation>(operation: O, options: Options<O>): Promise<Answer<O>> {
  const { data, error, response } = await reach(operation, options)
  if (!response.ok) throw problem(response.status, error)
  return data as Answer<O>
}

/** As ask, for work that takes its time: tells how far it is until the answer is there. */
export async function watch<O extends Operation>(
  operation: O,
  options: Options<O>,
  tell: (p: Progress) => void,
): Promise<Answer<O>> {
  const watched = { ...options, headers: { ...(options as { headers?: object }).headers, Accept: lines }, parseAs: 'stream' as const }
  const { data, error, response } = await reach(operation, watched)
  if (!response.ok) throw problem(response.status, error)
  for await (const line of eachLine(data as ReadableStream<Uint8Array>)) {
    if (line.progress) tell(line.progress)
    if (line.problem) throw problem(line.problem.status, line.problem)
    if (line.result !== undefined) return line.result as Answer<O>
  }
  throw problem(0, undefined)
}

interface Line {
  progress?: Progress
  problem?: { status: number; title?: string; detail?: string }
  result?: unknown
}

/** Reads an answer line by line as it comes. */
export async function* eachLine(stream: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    rest += value ?? ''
    const whole = rest.split('\n')
    rest = done ? '' : whole.pop()!
    for (const line of whole) if (line.trim()) yield JSON.parse(line) as Line
    if (done) return
  }
}

/** Where there is no answer at all, the server cannot be reached: a Problem without status. */
async function reach<O extends Operation>(operation: O, options: object) {
  const answer = await operation(options)
  if (!answer.response) {
    if (answer.error instanceof DOMException && answer.error.name === 'AbortError') throw answer.error
    throw problem(0, undefined)
  }
  return answer as { data: unknown; error: unknown; response: Response }
}

function problem(status: number, body: unknown): Problem {
  const said = (body ?? {}) as { title?: string; detail?: string }
  return new Problem(status, said.title ?? '', said.detail ?? '')
}
