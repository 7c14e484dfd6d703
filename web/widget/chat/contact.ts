import { make } from '../form/fields'
import type { House } from './house'
import type { en } from './words'
import { zone } from '../track/visitor'

/** Where a visitor can be answered: asked for where nobody is here, offered else. */
export class Contact {
  private name = make('input', { autocomplete: 'name', name: 'name' })
  private email = make('input', { type: 'email', autocomplete: 'email', name: 'email' })
  private phone = make('input', { type: 'tel', autocomplete: 'tel', name: 'tel' })
  private problem = make('p', { class: 'bad', role: 'alert', hidden: true })
  private keep = make('button', { type: 'submit', class: 'do' })
  readonly body: HTMLFormElement

  constructor(
    private house: House,
    private words: typeof en,
    private done: () => void,
  ) {
    this.keep.textContent = words.keep
    const field = (label: string, input: HTMLInputElement) => make('label', {}, label, input)
    this.body = make('form', { class: 'card', novalidate: true, 'aria-label': words.contact, hidden: true }, make('strong', {}, words.contact), field(words.name, this.name), field(words.email, this.email), field(words.phone, this.phone), this.problem, this.keep)
    this.body.addEventListener('submit', (e) => {
      e.preventDefault()
      void this.leave()
    })
  }

  /** Leaves what was filled in; false where the house cannot take it, and says why. */
  async leave(): Promise<boolean> {
    const left = { name: this.name.value.trim(), email: this.email.value.trim(), phone: this.phone.value.trim() }
    if (!left.email && !left.phone) return this.wrong(this.words.needed)
    this.keep.disabled = true
    try {
      await this.house.ask('contact', { ...left, language: this.house.language, zone: zone() })
      this.done()
      return true
    } catch (e) {
      return this.wrong((e as Error).message || this.words.failed)
    } finally {
      this.keep.disabled = false
    }
  }

  private wrong(said: string): false {
    this.problem.textContent = said
    this.problem.hidden = false
    this.email.focus()
    return false
  }
}
