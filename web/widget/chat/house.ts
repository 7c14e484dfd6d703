/** How the widget talks with the house. */

export interface Look {
  color: string
  ink: string
  side: 'left' | 'right'
  title: string
  greeting: string
  away: string
  faces: boolean
  open: boolean
  opens?: string
  largest: number
  /** That a machine answers first; left out: none does. */
  bot?: string
  /** Of the machine, to begin with. */
  buttons?: Entry['buttons']
  /** Where customers see what is theirs; left out: it is not open. */
  portal?: { url: string; signed: boolean }
}

export interface Entry {
  id: string
  key?: string
  mine: boolean
  bot: boolean
  name: string
  text: string
  files?: { name: string; bytes: number; url: string }[]
  /** What a machine took its answer from. */
  sources?: { title: string; url?: string }[]
  /** What may be said with one press. */
  buttons?: { key?: string; label: string; url?: string }[]
  asks?: string
  at: string
}

export interface Begun {
  session: string
  entries: Entry[]
  after: string
  seen: string
  known: boolean
}

/** What the house says is wrong, in words for people; wait is after how many seconds to ask again. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    said: string,
    readonly wait: number,
  ) {
    super(said)
  }
}

export class House {
  session = ''
  constructor(
    readonly host: string,
    readonly language: string,
  ) {}

  private headers(more: Record<string, string> = {}): Record<string, string> {
    return { 'Accept-Language': this.language, ...(this.session && { Authorization: `Bearer ${this.session}` }), ...more }
  }

  async ask<T>(path: string, body?: unknown): Promise<T> {
    const raw = body instanceof Blob
    const answer = await fetch(`${this.host}/chat/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: this.headers(body === undefined ? {} : { 'Content-Type': raw ? 'application/octet-stream' : 'application/json' }),
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
      credentials: 'same-origin',
      signal: AbortSignal.timeout(raw ? 300_000 : 30_000),
    })
    if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T
    const problem = (await answer.json().catch(() => ({}))) as { detail?: string }
    throw new Refused(answer.status, problem.detail ?? '', Number(answer.headers.get('Retry-After') ?? 0))
  }

  /** Listens until the connection ends, which it throws for; hear is told each event. */
  async listen(after: string, stop: AbortSignal, hear: (event: string, data: string) => void): Promise<void> {
    const answer = await fetch(`${this.host}/chat/stream?after=${encodeURIComponent(after)}`, { headers: this.headers(), credentials: 'same-origin', signal: stop })
    if (!answer.ok || !answer.body) throw new Refused(answer.status, '', Number(answer.headers.get('Retry-After') ?? 0))
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    hear('open', '')
    for (let rest = ''; ; ) {
      const { done, value } = await reader.read()
      if (done) return
      hear('beat', '')
      const messages = (rest + value).split('\n\n')
      rest = messages.pop()!
      for (const m of messages) {
        const line = (name: string) => m.split('\n').find((l) => l.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
        if (line('event')) hear(line('event'), line('data'))
      }
    }
  }
}
