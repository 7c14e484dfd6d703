import { Refused, type House } from './house'
import { read, uuid, write } from '../track/visitor'

/** What a visitor wrote and the house has not answered yet: it outlives the page. */
export interface Unsent {
  key: string
  text: string
  files: { file: string; name: string }[]
  page: { url: string; title: string }
  /** The key of the button they pressed. */
  choice?: string
  problem?: string
  moved?: boolean
}

const kept = 'bd_chat_unsent'

/** Sends what was written, in order, until it is answered. Sent twice under its key, it is said once. */
export class Outbox {
  private busy = false
  private tries = 0
  private timer = 0
  list: Unsent[]

  constructor(
    private house: House,
    private moved: () => void,
    private unknown: () => void,
  ) {
    this.list = JSON.parse(read(kept) ?? '[]') as Unsent[]
  }

  add(text: string, files: Unsent['files'], choice?: string): void {
    this.list.push({ key: uuid(), text, files, choice, page: { url: location.href, title: document.title } })
    this.keep()
    void this.send()
  }

  /** What the house has is sent no more. */
  arrived(key: string): void {
    this.list = this.list.filter((u) => u.key !== key)
    this.keep()
  }

  again(): void {
    this.list.forEach((u) => delete u.problem)
    this.tries = 0
    void this.send()
  }

  drop(): void {
    this.list = []
    this.keep()
  }

  async send(): Promise<void> {
    clearTimeout(this.timer)
    if (this.busy || !this.house.session) return
    this.busy = true
    try {
      for (let next; (next = this.list.find((u) => !u.problem)); ) {
        await this.one(next)
        this.tries = 0
      }
    } catch (e) {
      const wait = e instanceof Refused && e.wait ? e.wait * 1000 : Math.min(30_000, 1000 * 2 ** this.tries++)
      this.timer = window.setTimeout(() => void this.send(), wait)
    }
    this.busy = false
    this.moved()
  }

  /** Throws where it is worth to try again. */
  private async one(u: Unsent): Promise<void> {
    try {
      await this.house.ask('say', { key: u.key, text: u.text, choice: u.choice, files: u.files.map((f) => f.file), page: u.page, language: this.house.language })
      this.arrived(u.key)
    } catch (e) {
      if (!(e instanceof Refused) || e.status === 429 || e.status >= 500) throw e
      if (e.status === 401 && !u.moved) {
        u.moved = true // into a talk that is begun anew, once
        this.unknown()
        throw e
      }
      u.problem = e.message || '!'
      this.keep()
    }
  }

  private keep(): void {
    write(kept, this.list.length ? JSON.stringify(this.list) : null)
    this.moved()
  }
}
