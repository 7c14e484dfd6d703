import { make } from '../form/fields'
import type { House } from './house'
import type { en } from './words'

interface Asked {
  /** Empty: nothing is asked. */
  id: string
  question: string
  low: string
  high: string
  why: string
  thanks: string
  scores: number[]
}

/** A survey that is asked below a talk: a score, which is kept at once, and then a word. */
export class Survey {
  readonly body = make('div', { class: 'card survey', role: 'group', hidden: true })
  private status = make('p', { class: 'meta', role: 'status' })
  private word = make('textarea', { rows: '2', maxlength: '4000' })
  private score?: number
  private is?: Asked

  constructor(
    private house: House,
    private words: typeof en,
    private shown: () => void,
  ) {}

  /** Looks whether something is asked, and shows it. */
  async look(): Promise<void> {
    const is = await this.house.ask<Asked>(`survey?lang=${this.house.language}`).catch(() => undefined)
    if (!is?.id || is.id === this.is?.id) return
    this.is = is
    this.score = undefined
    this.status.textContent = ''
    this.body.setAttribute('aria-label', is.question)
    this.body.replaceChildren(make('strong', {}, is.question), this.scale(is), make('p', { class: 'ends meta' }, make('span', {}, is.low), make('span', {}, is.high)), this.status)
    this.body.hidden = false
    this.shown()
  }

  private scale(is: Asked): HTMLElement {
    const all = is.scores.map((n) => {
      const b = make('button', { type: 'button', 'aria-pressed': 'false' }, String(n))
      b.addEventListener('click', () => {
        this.score = n
        all.forEach((other) => other.setAttribute('aria-pressed', String(other === b)))
        void this.send()
      })
      return b
    })
    return make('div', { class: 'scores' }, ...all)
  }

  private async send(comment = ''): Promise<void> {
    try {
      await this.house.ask('survey', { id: this.is!.id, score: String(this.score), comment })
      this.status.textContent = this.is!.thanks
      if (comment) this.body.replaceChildren(this.status)
      else this.why()
    } catch (e) {
      this.status.textContent = (e as Error).message || this.words.failed
    }
    this.shown()
  }

  /** Asks why, once a score is chosen. */
  private why(): void {
    if (!this.is!.why || this.word.isConnected) return
    const send = make('button', { type: 'button', class: 'do' }, this.words.send)
    send.addEventListener('click', () => this.word.value.trim() && void this.send(this.word.value.trim()))
    this.body.append(make('label', {}, this.is!.why, this.word), send)
  }
}
