import { read, write } from './visitor'

/** A call of the tracking API, with the id under which sending it again changes nothing. */
export interface Call {
  type: string
  messageId: string
  timestamp: string
  [key: string]: unknown
}

const name = 'bd_queue'
const most = 200 // calls kept; of more the oldest go
const atOnce = 50
const beacon = 60_000 // bytes a browser sends while it leaves a page

let memory: Call[] = [] // what a browser that keeps nothing has, and what is not allowed to be kept yet

/** What waits to be sent: it outlives the page, and what another tab left is sent along. */
const load = (): Call[] => {
  try {
    return JSON.parse(read(name) ?? '[]')
  } catch {
    return []
  }
}

const save = (calls: Call[]) => write(name, calls.length ? JSON.stringify(calls.slice(-most)) : null)

export class Queue {
  private wait = 0
  private timer = 0
  private busy = false

  constructor(
    private host: string,
    private key: string,
    /** Whether anything may be kept or sent. */
    private allowed: () => boolean,
  ) {}

  add(call: Call): void {
    memory.push(call)
    memory = memory.slice(-most)
    if (!this.allowed()) return
    this.keep()
    this.later(memory.length + load().length >= 20 ? 0 : 2000)
  }

  /** Moves what waited in memory to where it outlives the page. */
  private keep(): void {
    save([...load(), ...memory])
    if (read(name) !== null) memory = []
  }

  /** Lets what waited for consent be kept, as said by who gave it. */
  admit(anonymousId?: string): void {
    memory = memory.map((c) => ({ ...c, anonymousId }))
    this.keep()
  }

  drop(): void {
    memory = []
    save([])
  }

  private body(calls: Call[]): string {
    return JSON.stringify({ writeKey: this.key, sentAt: new Date().toISOString(), batch: calls })
  }

  later(ms: number): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.send(), Math.max(ms, this.wait))
  }

  /** Sends what waits, until nothing does. What is not answered is sent again: later each time, or when the server says. */
  async send(): Promise<void> {
    if (this.busy || !this.allowed()) return
    this.keep()
    const calls = [...load(), ...memory].slice(0, atOnce)
    if (!calls.length) return
    this.busy = true
    try {
      const body = this.body(calls)
      const answer = await fetch(`${this.host}/v1/b`, { method: 'POST', body, keepalive: body.length < beacon, credentials: 'omit' })
      if (answer.ok || (answer.status < 500 && answer.status !== 429 && answer.status !== 408)) this.done(calls)
      else this.fail(+(answer.headers.get('Retry-After') ?? 0))
    } catch {
      this.fail(0)
    }
    this.busy = false
    if (load().length + memory.length) this.later(100)
  }

  private done(calls: Call[]): void {
    const sent = new Set(calls.map((c) => c.messageId))
    save(load().filter((c) => !sent.has(c.messageId)))
    memory = memory.filter((c) => !sent.has(c.messageId))
    this.wait = 0
  }

  private fail(seconds: number): void {
    this.wait = Math.min(Math.max(seconds * 1000, this.wait * 2, 1000), 60_000)
  }

  /** Hands what waits to the browser while the page goes. Nobody hears the answer, so it stays until the next page does. */
  leave(): void {
    if (!this.allowed()) return
    this.keep()
    let calls = [...load(), ...memory]
    while (calls.length && this.body(calls).length > beacon) calls = calls.slice(0, calls.length >> 1)
    if (calls.length) navigator.sendBeacon(`${this.host}/v1/b`, this.body(calls))
  }
}
