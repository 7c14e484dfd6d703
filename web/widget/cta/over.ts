import { make } from '../form/fields'
import { keep, page, type Call } from './call'
import { says, shade } from './draw'

/** Shows one over the page, and gives what takes it away again. Nothing of the page moves for it. */
export function over(c: Call, host: string): () => void {
  const at = make('div', { 'data-bd-over': c.key })
  const shadow = shade(at, c)
  const close = make('button', { type: 'button', class: 'close', 'aria-label': c.words.close }, '×')
  const away = () => at.remove()
  const closed = () => {
    keep(c, 'closed')
    page.told('CTA Closed', c)
    away()
  }
  close.addEventListener('click', closed)
  document.body.append(at)
  if (c.kind === 'popup') {
    const dialog = make('dialog', { class: 'box', 'aria-label': c.title!, lang: c.language }, ...says(c, host, away), close)
    dialog.addEventListener('cancel', closed)
    shadow.append(dialog)
    dialog.showModal() // the browser keeps the focus in it, closes it with Escape, and gives the focus back
  } else {
    const side = c.style.place || (c.kind === 'banner' ? 'bottom' : 'right')
    const box = make('section', { class: `box ${c.kind} ${side}`, 'aria-label': c.title!, lang: c.language }, ...says(c, host, away), close)
    box.addEventListener('keydown', (e) => e.key === 'Escape' && closed())
    shadow.append(box)
  }
  page.told('CTA Viewed', c)
  return away
}
