import { make } from './fields'
import type { Questions } from './questions'

const day = 86_400_000

/** Opens a form over the page: now, as who clicked for it wants, or once its time has come, unless it was closed here lately. What is remembered is that, and of nobody. */
export function popup(shadow: ShadowRoot, body: HTMLElement, q: Questions, now: boolean, opened: () => void): void {
  const p = q.popup
  const name = `bd_popup_${q.key}`
  if (!now && p.pages?.length && !p.pages.some((path) => location.pathname.startsWith(path))) return
  if (!now && Date.now() - last(name) < (p.days || 30) * day) return
  const close = make('button', { type: 'button', class: 'close', 'aria-label': q.words.close! }, '×')
  const dialog = make('dialog', { 'aria-label': q.title || q.name, class: 'form' }, close, body)
  shadow.append(dialog)
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => keep(name))
  let done = false
  const open = () => {
    if (done) return
    done = true
    dialog.showModal()
    opened()
  }
  if (now) return open()
  if (p.scroll) addEventListener('scroll', () => seen() >= p.scroll! && open(), { passive: true })
  if (p.leaving) document.documentElement.addEventListener('mouseleave', (e) => e.clientY <= 0 && open())
  if (p.seconds || (!p.scroll && !p.leaving)) setTimeout(open, (p.seconds ?? 0) * 1000)
}

const seen = () => (100 * (scrollY + innerHeight)) / document.documentElement.scrollHeight

function last(name: string): number {
  try {
    return +(localStorage.getItem(name) ?? 0)
  } catch {
    return 0
  }
}

function keep(name: string): void {
  try {
    localStorage.setItem(name, String(Date.now()))
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
}
