import { Refused, type Begun, type House } from './house'
import { read, write } from '../track/visitor'

/** Whom the site vouches for. */
export interface User {
  id: string
  hash: string
}

const session = 'bd_chat'

/** Longer than the house is silent, in ms: a stream that is, is gone. */
const silence = 70_000

/** The talk of who is here: begun, gone on with after a reload, and listened to for as long as the page is open. */
export class Talk {
  private user?: User
  private after = '' // the last entry they know
  private listens?: AbortController
  private stream?: AbortController
  private tries = 0

  constructor(
    private house: House,
    private visitor: () => string,
    private begun: (is: Begun) => void,
    private told: (event: string, data: string) => void,
    private refused: (said: string) => void,
  ) {}

  /** Whether there is one to go on with. */
  get known(): boolean {
    return !!read(session) || !!this.user
  }

  /** Says who is signed in; false where it is who was. */
  of(user?: User): boolean {
    const other = this.user?.id !== user?.id
    this.user = user
    return other
  }

  async begin(): Promise<void> {
    this.listens?.abort()
    const listens = (this.listens = new AbortController())
    while (!listens.signal.aborted) {
      try {
        const is = await this.house.ask<Begun>('session', { session: read(session) ?? '', visitor: this.visitor(), ...(this.user && { user: this.user }) })
        if (listens.signal.aborted) return
        this.house.session = is.session
        write(session, is.session)
        this.after = is.after
        this.begun(is)
        return await this.listen(listens.signal)
      } catch (e) {
        if (e instanceof Refused && e.status < 500 && e.status !== 429) return this.refused(e.message)
        await this.pause(e)
      }
    }
  }

  /** Begins anew where the house does not know this talk any more. */
  anew(): void {
    this.forget()
    void this.begin()
  }

  /** Listens anew: the stream may hang on a network that is gone. */
  renew(): void {
    this.stream?.abort()
  }

  /** Forgets who is here. */
  end(): void {
    this.listens?.abort()
    this.user = undefined
    this.forget()
  }

  private forget(): void {
    write(session, null)
    this.house.session = ''
    this.after = ''
  }

  private async listen(ended: AbortSignal): Promise<void> {
    while (!ended.aborted) {
      const stream = (this.stream = new AbortController())
      const stop = () => stream.abort()
      ended.addEventListener('abort', stop, { once: true })
      let quiet = setTimeout(stop, silence)
      let why: unknown
      try {
        await this.house.listen(this.after, stream.signal, (event, data) => {
          clearTimeout(quiet)
          quiet = setTimeout(stop, silence)
          this.hears(event, data)
        })
      } catch (e) {
        why = e
      }
      clearTimeout(quiet)
      ended.removeEventListener('abort', stop)
      if (why instanceof Refused && why.status === 401) return this.anew()
      if (!ended.aborted) await this.pause(why)
    }
  }

  private hears(event: string, data: string): void {
    if (event === 'open') this.tries = 0
    if (event === 'entry') this.after = (JSON.parse(data) as { id: string }).id
    this.told(event, data)
  }

  /** Waits before the next try, until there is a network at the longest. */
  private pause(why: unknown): Promise<void> {
    const ms = why instanceof Refused && why.wait ? why.wait * 1000 : Math.min(30_000, 500 * 2 ** this.tries++) * (0.5 + Math.random())
    return new Promise((go) => {
      setTimeout(go, ms)
      addEventListener('online', () => go(), { once: true })
    })
  }
}
