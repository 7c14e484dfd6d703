/**
 * Forms on a page: where an element says data-bd-form="KEY" the form is drawn into it, without a frame, in a shadow of its
 * own; with data-bd-popup it opens over the page when its time has come, with data-bd-popup="now" at once.
 */
import { answersOf, field, make, tell, type Box } from './fields'
import { look } from './look'
import { popup } from './popup'
import { asked, type Questions } from './questions'
import { send, type Sent } from './send'
import { work } from './work'
import { zone } from '../track/visitor'

interface Page {
  (name: 'track', event: string, properties: Record<string, unknown>): void
  (name: 'ready', done: (about: { anonymousId: string | null }) => void): void
  lang?: string
}
const page = (window as unknown as { bd?: Page }).bd
const host = new URL((document.currentScript as HTMLScriptElement).src).origin

/** The visitor's id, where they let themselves be known. */
function visitor(): string {
  let id = ''
  page?.('ready', (about) => (id = about.anonymousId ?? ''))
  return id
}

class Form {
  private boxes: Box[]
  private consents: { purpose: string; input: HTMLInputElement; problem: HTMLElement }[]
  private step = 0
  private steps: number[]
  private ticket?: Promise<{ ticket: string; work: string }>
  private sent = false
  private said = make('p', { class: 'problem', role: 'alert', hidden: true })
  private trap = make('input', { name: 'website', tabindex: '-1', autocomplete: 'off' })
  private next = make('button', { type: 'submit' })
  private back = make('button', { type: 'button', class: 'second', hidden: true })
  private where = make('p', { class: 'help', hidden: true })
  readonly body: HTMLElement

  constructor(private q: Questions) {
    this.boxes = q.fields.filter((f) => f.kind !== 'hidden').map((f) => field(f, q.words))
    this.steps = [...new Set(this.boxes.map((b) => b.question.step ?? 0))].sort((a, b) => a - b)
    this.consents = q.consents.map((c) => ({ purpose: c.purpose, input: make('input', { type: 'checkbox', value: c.purpose }), problem: make('p', { class: 'problem', hidden: true }) }))
    const form = make('form', { novalidate: true }, this.where, ...this.boxes.map((b) => b.box), ...this.consents.map((c, i) => make('div', { class: 'field' }, make('label', { class: 'tick' }, c.input, q.consents[i]!.text + (q.consents[i]!.required ? ' *' : '')), c.problem)))
    form.append(make('div', { class: 'trap', 'aria-hidden': 'true' }, make('label', {}, q.words.trap!, this.trap)), this.said, make('div', { class: 'row' }, this.back, this.next))
    this.body = make('div', { class: 'form', lang: q.language }, make('h2', {}, q.title), ...(q.intro ? [make('p', {}, q.intro)] : []), form)
    this.back.textContent = q.words.back!
    this.back.addEventListener('click', () => this.go(this.step - 1))
    form.addEventListener('focusin', () => this.begin(), { once: true })
    form.addEventListener('input', () => this.draw())
    form.addEventListener('submit', (e) => {
      e.preventDefault()
      void this.submit()
    })
    addEventListener('pagehide', () => this.ticket && !this.sent && this.told('Form Abandoned'))
    this.draw()
  }

  told(event: string): void {
    page?.('track', event, { form: this.q.id, form_key: this.q.key, form_name: this.q.name })
  }

  /** Whoever begins to answer gets a ticket, and the machine works for it while they type. */
  private begin(): void {
    this.told('Form Started')
    this.ticket = fetch(`${host}/f/${this.q.key}/ticket`, { method: 'POST', credentials: 'omit' })
      .then((a) => a.json() as Promise<{ ticket: string; effort: number }>)
      .then(async ({ ticket, effort }) => ({ ticket, work: await work(ticket, effort) }))
    this.ticket.catch(() => undefined)
  }

  private get last(): boolean {
    return this.step >= this.steps.length - 1
  }

  /** Shows what is asked now. */
  private draw(): void {
    const answers = answersOf(this.boxes, this.q.fields)
    for (const b of this.boxes) b.box.hidden = (b.question.step ?? 0) !== (this.steps[this.step] ?? 0) || !asked(b.question.show, answers)
    this.consents.forEach((c) => (c.input.closest<HTMLElement>('.field')!.hidden = !this.last))
    this.next.textContent = this.last ? this.q.button : this.q.words.next!
    this.back.hidden = this.step === 0
    this.where.hidden = this.steps.length < 2
    this.where.textContent = this.q.words.step!.replace('%1', String(this.step + 1)).replace('%2', String(this.steps.length))
  }

  private go(to: number): void {
    this.step = Math.max(0, to)
    this.draw()
    this.boxes.find((b) => !b.box.hidden)?.box.querySelector<HTMLElement>('input,select,textarea')?.focus()
  }

  /** What a required field that is asked now lacks, before anything is sent. */
  private lacking(): Record<string, string> {
    const problems: Record<string, string> = {}
    for (const b of this.boxes) if (!b.box.hidden && b.question.required && !b.read().length) problems[b.question.key] = this.q.words.required!
    return problems
  }

  private async submit(): Promise<void> {
    const lacking = this.lacking()
    if (Object.keys(lacking).length) return this.wrong(lacking)
    if (!this.last) return this.go(this.step + 1)
    if (!this.ticket) this.begin()
    this.next.disabled = true
    this.next.textContent = this.q.words.sending!
    const got = await this.ticket!.catch(() => ({ ticket: '', work: '' }))
    const answer = await send(`${host}/f/${this.q.key}`, {
      ...got,
      website: this.trap.value,
      answers: answersOf(this.boxes, this.q.fields),
      consents: this.consents.filter((c) => c.input.checked).map((c) => c.purpose),
      visitor: visitor(),
      zone: zone(),
      page: { url: location.href, referrer: document.referrer, title: document.title },
      language: this.q.language,
    })
    this.next.disabled = false
    this.after(answer)
  }

  private after(a: Sent): void {
    this.draw()
    if (a.problems) return this.wrong(a.problems)
    if (a.thanks === undefined) {
      this.said.textContent = this.q.words.failed!
      this.said.hidden = false
      return
    }
    this.sent = true
    if (a.redirect) {
      location.assign(a.redirect)
      return
    }
    const thanks = make('p', { class: 'said', role: 'status', tabindex: '-1' }, a.thanks)
    this.body.replaceChildren(thanks)
    thanks.focus()
  }

  private wrong(problems: Record<string, string>): void {
    this.boxes.forEach((b) => tell(b, problems[b.question.key]))
    this.consents.forEach((c) => {
      c.problem.textContent = problems[`consent:${c.purpose}`] ?? ''
      c.problem.hidden = !c.problem.textContent
    })
    this.said.textContent = this.q.words.look!
    this.said.hidden = false
    const first = this.boxes.find((b) => problems[b.question.key])
    if (first) this.go(this.steps.indexOf(first.question.step ?? 0))
    first?.box.querySelector<HTMLElement>('input,select,textarea')?.focus()
  }
}

async function mount(at: HTMLElement): Promise<void> {
  const language = at.dataset.bdLang ?? page?.lang?.slice(0, 2) ?? document.documentElement.lang.slice(0, 2)
  const answer = await fetch(`${host}/f/${encodeURIComponent(at.dataset.bdForm!)}/questions?lang=${language}&visitor=${encodeURIComponent(visitor())}`, { credentials: 'omit' })
  if (!answer.ok) return
  const q = (await answer.json()) as Questions
  const shadow = at.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(look(q.style.color || '#0b6e63', q.style.corners === 'square', !!q.style.dense))
  shadow.adoptedStyleSheets = [sheet]
  const form = new Form(q)
  if (at.dataset.bdPopup === undefined) {
    shadow.append(form.body)
    form.told('Form Viewed')
  } else popup(shadow, form.body, q, at.dataset.bdPopup === 'now', () => form.told('Form Viewed'))
}

const begin = () => document.querySelectorAll<HTMLElement>('[data-bd-form]').forEach((at) => !at.shadowRoot && void mount(at).catch(() => undefined))
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
else begin()
