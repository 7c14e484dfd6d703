/**
 * The chat: a button on a company's own pages, behind it a window in which a visitor writes and is answered. It is drawn in a
 * shadow of its own and needs nothing inline, so it lives under any content policy. Nothing is kept or sent of somebody
 * before they open it; what they write outlives the page and the network.
 */
import { make } from '../form/fields'
import { read, write } from '../track/visitor'
import { sign } from './draw'
import { House, type Begun, type Entry, type Look } from './house'
import { look } from './look'
import { Outbox } from './outbox'
import { Panel } from './panel'
import { Talk, type User } from './talk'
import { en, vi } from './words'

const script = document.currentScript as HTMLScriptElement
const host = new URL(script.src).origin
const language = (script.dataset.lang ?? (document.documentElement.lang || navigator.language)).startsWith('vi') ? 'vi' : 'en'
const words = language === 'vi' ? vi : en
const opened = 'bd_chat_open'

/** The visitor's id, where they let themselves be recognised. */
function visitor(): string {
  let id = ''
  ;(window as unknown as { bd?: (name: 'ready', done: (about: { anonymousId: string | null }) => void) => void }).bd?.('ready', (about) => (id = about.anonymousId ?? ''))
  return id
}

class Chat {
  private house = new House(host, language)
  private root = make('div', { lang: language })
  private button = make('button', { type: 'button', class: 'launch', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' }, sign('talk'))
  private count = make('span', { class: 'count', 'aria-hidden': 'true', hidden: true })
  private panel!: Panel
  private outbox = new Outbox(
    this.house,
    () => this.panel?.waiting(navigator.onLine),
    () => this.talk.anew(),
  )
  private talk = new Talk(
    this.house,
    visitor,
    (is) => this.begun(is),
    (event, data) => this.told(event, data),
    (said) => this.panel.say(said || words.failed),
  )
  private unread = 0
  private wrote = 0
  private last = ''

  async start(): Promise<void> {
    const is = await this.house.ask<Look>(`look?lang=${language}&page=${encodeURIComponent(location.href)}`)
    const shadow = this.root.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(look(is.color, is.ink, is.side))
    shadow.adoptedStyleSheets = [sheet]
    this.panel = new Panel({ house: this.house, look: is, words, outbox: this.outbox, writing: () => this.writes(), close: () => this.close() })
    this.button.append(this.count)
    this.button.addEventListener('click', () => (this.panel.body.hidden ? this.open() : this.close()))
    shadow.append(this.panel.body, this.button)
    document.body.append(this.root)
    this.badge()
    addEventListener('online', () => this.online(true))
    addEventListener('offline', () => this.online(false))
    document.addEventListener('visibilitychange', () => this.see())
    this.online(navigator.onLine)
    if (script.dataset.open !== undefined) this.open()
    else if (read(opened)) this.open(false)
    else if (this.talk.known) void this.talk.begin()
  }

  /** Whom the site vouches for; without, nobody is signed in there. */
  boot(about?: { user?: User }): void {
    if (!this.talk.of(about?.user) || !this.panel) return
    this.panel.clear()
    if (this.house.session || this.talk.known) void this.talk.begin()
  }

  /** Forgets who is here, as when somebody signs out of a shared computer. */
  shutdown(): void {
    this.talk.end()
    this.outbox.drop()
    this.panel?.clear()
    this.close()
  }

  open(focus = true): void {
    if (!this.panel) return
    this.panel.body.hidden = false
    this.button.setAttribute('aria-expanded', 'true')
    write(opened, '1')
    if (focus) this.panel.focus()
    if (!this.house.session) void this.talk.begin()
    this.see()
  }

  close(): void {
    if (!this.panel || this.panel.body.hidden) return
    this.panel.body.hidden = true
    this.button.setAttribute('aria-expanded', 'false')
    write(opened, null)
    this.button.focus()
  }

  /** The talk was gone on with: what was said, and what of it they saw. */
  private begun(is: Begun): void {
    is.entries.forEach((e) => this.hear(e, true))
    this.unread = is.entries.slice(is.entries.findIndex((e) => e.id === is.seen) + 1).filter((e) => !e.mine).length
    this.panel.say('')
    this.panel.knows(is.known)
    if (is.entries.length) void this.panel.survey.look()
    this.see()
    void this.outbox.send()
  }

  private told(event: string, data: string): void {
    if (event === 'open') {
      this.sign({ url: location.href, title: document.title })
      void this.outbox.send()
    }
    if (event === 'survey') void this.panel.survey.look()
    if (event === 'entry') this.hear(JSON.parse(data) as Entry)
    if (event === 'draft') this.panel.draft(JSON.parse(data) as string)
    if (event === 'writing') this.panel.say(data === 'true' ? words.writing : '')
  }

  private hear(e: Entry, before = false): void {
    if (e.key) this.outbox.arrived(e.key)
    if (!this.panel.hear(e) || e.mine) return
    this.last = e.id
    if (before) return
    this.unread++
    this.panel.say('')
    this.see()
  }

  /** What is before their eyes is seen. */
  private see(): void {
    if (!this.panel.body.hidden && document.visibilityState === 'visible' && this.last) {
      if (this.unread) this.sign({ seen: this.last })
      this.unread = 0
    }
    this.badge()
  }

  private badge(): void {
    this.count.textContent = String(this.unread)
    this.count.hidden = !this.unread
    this.button.setAttribute('aria-label', this.unread ? `${words.open}, ${words.unread(this.unread)}` : words.open)
  }

  private writes(): void {
    if (Date.now() - this.wrote < 4000) return
    this.wrote = Date.now()
    this.sign({ writing: true })
  }

  private sign(what: Record<string, unknown>): void {
    if (this.house.session) this.house.ask('sign', what).catch(() => undefined)
  }

  private online(on: boolean): void {
    this.panel.online(on)
    if (!on) return
    this.talk.renew()
    void this.outbox.send()
  }
}

const chat = new Chat()

/** What a page may call, as bdChat('boot', { user: { id, hash } }). */
const calls: Record<string, (about?: never) => void> = { boot: (about) => chat.boot(about), open: () => chat.open(), close: () => chat.close(), shutdown: () => chat.shutdown() }
const window_ = window as unknown as { bdChat?: { (...all: unknown[]): void; q?: unknown[][] } }
const asked = window_.bdChat?.q ?? []
const call = (name: unknown, about?: unknown) => calls[name as string]?.(about as never)
window_.bdChat = call
asked.forEach((all) => call(...([...all] as [unknown])))
const begin = () => void chat.start().catch(() => undefined) // a page that may not show it goes without
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
else begin()
