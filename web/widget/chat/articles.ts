import { make } from '../form/fields'
import type { House } from './house'

/** How long somebody stops writing before articles are looked for, in ms. */
const pause = 700

/** Articles that may answer what is being written: nobody has to wait for what stands there already. */
export class Articles {
  readonly body: HTMLElement
  private list = make('ul')
  private timer = 0
  private asked = ''

  constructor(
    private house: House,
    title: string,
  ) {
    this.body = make('div', { class: 'articles', role: 'status', hidden: true }, make('p', { class: 'meta' }, title), this.list)
  }

  /** Looks for what is being written; empty: nothing is. */
  about(text: string): void {
    clearTimeout(this.timer)
    this.asked = text.trim()
    if (!this.asked) this.body.hidden = true
    else if (this.asked.includes(' ')) this.timer = window.setTimeout(() => void this.look(this.asked), pause)
  }

  private async look(text: string): Promise<void> {
    const query = new URLSearchParams({ q: text, lang: this.house.language })
    const found = await this.house.ask<{ title: string; url: string }[]>(`articles?${query.toString()}`).catch(() => [])
    if (text !== this.asked) return
    this.body.hidden = !found.length
    this.list.replaceChildren(...found.map((a) => make('li', {}, make('a', { href: this.house.host + a.url, target: '_blank', rel: 'noopener noreferrer' }, a.title))))
  }
}
