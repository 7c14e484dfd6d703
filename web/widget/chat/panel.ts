import { make } from '../form/fields'
import { read, write } from '../track/visitor'
import { Articles } from './articles'
import { Contact } from './contact'
import { entryOf, sign, unsentOf } from './draw'
import { Refused, type Entry, type House, type Look } from './house'
import type { Outbox, Unsent } from './outbox'
import { Survey } from './survey'
import type { en } from './words'

interface Talk {
  house: House
  look: Look
  words: typeof en
  outbox: Outbox
  writing: () => void
  close: () => void
}

const draft = 'bd_chat_draft'

/** The window of the chat: what was said, and where one writes. */
export class Panel {
  readonly body: HTMLElement
  private said: HTMLElement
  private unsent = make('div', { class: 'unsent' })
  private drafted = make('div', { class: 'entry', 'aria-hidden': 'true', hidden: true })
  private choices = make('div', { class: 'choices', role: 'group', hidden: true })
  private status = make('p', { class: 'note', role: 'status' })
  private off: HTMLElement
  private chips = make('div', { class: 'chips', hidden: true })
  private input: HTMLTextAreaElement
  private mail: HTMLButtonElement
  private contact: Contact
  private articles: Articles
  readonly survey: Survey
  private files: Unsent['files'] = []
  private shown = new Set<string>()
  private known = true
  private wants = false // somebody asks where they can be answered, or a person has the talk

  constructor(private talk: Talk) {
    const { look, words, house } = talk
    this.contact = new Contact(house, words, () => {
      this.knows(true)
      this.say(words.kept)
    })
    this.articles = new Articles(house, words.suggested)
    this.survey = new Survey(house, words, () => this.end())
    this.input = make('textarea', { rows: '1', 'aria-label': words.write, placeholder: words.write, maxlength: '4000' })
    this.input.value = read(draft) ?? ''
    const log = make('div', { role: 'log', 'aria-live': 'polite', 'aria-label': words.said, class: 'log' })
    this.said = log
    this.mail = this.button('link', words.mail, () => void this.mailIt())
    this.mail.hidden = true
    this.choices.setAttribute('aria-label', words.choices)
    const greeting = look.open || look.bot ? look.greeting : [look.away, look.opens && words.opens(new Intl.DateTimeFormat(house.language, { weekday: 'long', day: 'numeric', month: 'numeric', hour: 'numeric', minute: '2-digit' }).format(new Date(look.opens)))].filter(Boolean).join(' ')
    const scroll = make('div', { class: 'said', tabindex: '0' }, make('div', { class: 'entry' }, make('div', { class: 'words' }, make('p', {}, greeting), ...(look.bot ? [make('p', { class: 'meta' }, look.bot)] : []))), log, this.unsent, this.drafted, this.choices, this.survey.body, this.contact.body, this.mail)
    this.off = make('p', { class: 'off', role: 'status', hidden: true }, words.offline)
    const close = this.button('', '×', talk.close)
    close.setAttribute('aria-label', words.close)
    this.body = make('section', { class: 'panel', role: 'dialog', 'aria-label': look.title, lang: house.language, hidden: true }, make('div', { class: 'head' }, make('h2', {}, look.title), close), this.off, ...this.door(), scroll, this.articles.body, this.status, this.chips, this.bar(), make('p', { class: 'note' }, words.privacy))
    this.offer(look.buttons)
    this.body.addEventListener('keydown', (e) => e.key === 'Escape' && talk.close())
  }

  private button(kind: string, text: string, then: () => void): HTMLButtonElement {
    const b = make('button', { type: 'button', class: kind }, text)
    b.addEventListener('click', then)
    return b
  }

  /** Leads customers to what is theirs, where that is open. */
  private door(): HTMLElement[] {
    const { house, look, words } = this.talk
    return look.portal ? [make('a', { class: 'door', href: house.host + look.portal.url, target: '_blank', rel: 'noopener' }, `${look.portal.signed ? words.mine : words.enter} ›`)] : []
  }

  private bar(): HTMLElement {
    const { words } = this.talk
    const pick = make('input', { type: 'file', multiple: true, hidden: true })
    pick.addEventListener('change', () => {
      for (const f of Array.from(pick.files ?? [])) void this.attach(f)
      pick.value = ''
    })
    const clip = this.button('', '', () => pick.click())
    clip.setAttribute('aria-label', words.attach)
    clip.append(sign('clip'))
    const send = make('button', { type: 'submit', class: 'do', 'aria-label': words.send }, sign('send'))
    const bar = make('form', { class: 'bar', novalidate: true }, pick, clip, this.input, send)
    bar.addEventListener('submit', (e) => {
      e.preventDefault()
      void this.submit()
    })
    this.input.addEventListener('keydown', (e) => {
      if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return
      e.preventDefault()
      void this.submit()
    })
    this.input.addEventListener('input', () => {
      write(draft, this.input.value || null)
      if (!this.shown.size) this.articles.about(this.input.value)
      this.talk.writing()
    })
    return bar
  }

  /** Says something of itself, above where one writes. */
  say(text: string): void {
    this.status.textContent = text
  }

  focus(): void {
    this.input.focus()
    this.end()
  }

  /** Whether it is known where they can be answered. */
  knows(known: boolean): void {
    this.known = known
    this.asks()
  }

  private asks(): void {
    this.contact.body.hidden = this.known || (this.talk.look.bot ? !this.wants : this.talk.look.open && !this.shown.size)
    this.mail.hidden = !this.known || !this.shown.size
  }

  online(on: boolean): void {
    this.off.hidden = on
    this.waiting(on)
  }

  /** Shows what is not with the house yet. */
  waiting(online: boolean): void {
    const { outbox, words } = this.talk
    this.unsent.replaceChildren(...outbox.list.map((u) => unsentOf(u, words, online, () => outbox.again())))
    if (outbox.list.length) this.end()
  }

  /** Shows something that was said, once. */
  hear(e: Entry): boolean {
    if (this.shown.has(e.id)) return false
    this.shown.add(e.id)
    this.said.append(entryOf(e, { words: this.talk.words, look: this.talk.look, host: this.talk.house.host, language: this.talk.house.language }))
    this.wants ||= e.asks === 'contact' || (!e.mine && !e.bot)
    this.offer(e.mine ? [] : e.buttons)
    if (!e.mine) this.draft('')
    this.asks()
    this.end()
    return true
  }

  /** Shows what a machine is about to say, as it grows; who is read to hears it once it is whole. */
  draft(text: string): void {
    this.drafted.hidden = !text
    this.drafted.replaceChildren(make('div', { class: 'words' }, make('span', { class: 'meta' }, this.talk.words.bot), make('p', {}, text, ' …')))
    this.end()
  }

  /** Shows what may be said with one press: it is an answer to what was said last. */
  private offer(all: Entry['buttons'] = []): void {
    this.choices.hidden = !all.length
    this.choices.replaceChildren(
      ...all.map((b) => (b.url ? make('a', { href: this.talk.house.host + b.url, target: '_blank', rel: 'noopener noreferrer' }, b.label) : this.button('', b.label, () => this.press(b.label, b.key)))),
    )
  }

  private press(label: string, key?: string): void {
    this.choices.hidden = true
    this.said.parentElement!.focus()
    this.talk.outbox.add(label, [], key)
  }

  /** Forgets what was said: somebody else is here. */
  clear(): void {
    this.choices.hidden = true
    this.shown.clear()
    this.survey.body.hidden = true
    this.said.replaceChildren()
  }

  private end(): void {
    const box = this.said.parentElement!
    box.scrollTop = box.scrollHeight
  }

  private async submit(): Promise<void> {
    const text = this.input.value.trim()
    if (!text && !this.files.length) return
    if (!this.known && !this.talk.look.open && !this.talk.look.bot && !(await this.contact.leave())) return
    this.input.value = ''
    write(draft, null)
    this.articles.about('')
    const files = this.files
    this.files = []
    this.chip()
    this.say('')
    this.talk.outbox.add(text, files)
  }

  private async attach(f: File): Promise<void> {
    const { house, look, words } = this.talk
    if (f.size > look.largest) return this.say(words.large((look.largest / 1e6).toFixed(0)))
    this.say(words.sending)
    try {
      const kept = await house.ask<{ file: string; name: string }>(`files?name=${encodeURIComponent(f.name)}`, f)
      this.files.push(kept)
      this.chip()
      this.say('')
    } catch (e) {
      this.say((e instanceof Refused && e.message) || words.failed)
    }
  }

  private chip(): void {
    this.chips.hidden = !this.files.length
    this.chips.replaceChildren(
      ...this.files.map((f) => {
        const b = this.button('', `${f.name} ×`, () => {
          this.files = this.files.filter((x) => x !== f)
          this.chip()
        })
        b.setAttribute('aria-label', this.talk.words.remove(f.name))
        return b
      }),
    )
  }

  private async mailIt(): Promise<void> {
    const { house, words } = this.talk
    try {
      await house.ask('transcript', {})
      this.say(words.mailed)
    } catch (e) {
      this.say((e as Error).message || words.failed)
    }
  }
}
