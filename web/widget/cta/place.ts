import { make } from '../form/fields'
import { page, type Call } from './call'
import { follow, says, shade } from './draw'

/** Puts a button where the page says, unless it stands there already, and tells once it is seen. What it gives stops looking. */
export function place(at: HTMLElement, c: Call, host: string): () => void {
  if (c.arm !== 'control') {
    const drawn = at.dataset.bdDrawn === String(c.version)
    if (drawn) at.querySelector('a')?.addEventListener('click', (e) => follow(c, host, e))
    else if (!at.shadowRoot) shade(at, c).append(make('div', { class: 'box in', lang: c.language }, ...says(c, host)))
  }
  const eye = new IntersectionObserver((all) => {
    if (!all.some((one) => one.isIntersecting)) return
    eye.disconnect()
    page.told(c.arm === 'control' ? 'CTA Withheld' : 'CTA Viewed', c)
  })
  eye.observe(at)
  return () => eye.disconnect()
}
