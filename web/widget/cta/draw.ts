import { make } from '../form/fields'
import { keep, page, type Call } from './call'

/** How one looks, within its own shadow: the page's styles do not reach it, and its own not the page. */
const look = (c: Call) => `
:host{all:initial}*{box-sizing:border-box;font:16px/1.5 system-ui,sans-serif}
.box{--color:${/^#[0-9a-f]{6}$/i.test(c.style.color ?? '') ? c.style.color : '#0b6e63'};background:#fff;color:#1d2a28;border:1px solid #7d8b88;padding:1rem 1.25rem}
.in{border:0;padding:0;background:none;color:inherit}
h2{font-size:1.25em;font-weight:700;line-height:1.3;margin:0 2.5rem .25rem 0;overflow-wrap:anywhere}.in h2{margin-right:0}h2+.go{margin-top:.75rem}p{margin:0 0 .75rem;overflow-wrap:anywhere;white-space:pre-line}
.go{display:inline-flex;align-items:center;min-height:44px;padding:.5rem 1.5rem;border:0;border-radius:8px;background:var(--color);color:#fff;font-weight:600;text-decoration:none;cursor:pointer;overflow-wrap:anywhere}
.close{position:absolute;top:.25rem;right:.25rem;width:44px;height:44px;border:0;background:none;color:inherit;font-size:1.5em;cursor:pointer}
:focus-visible{outline:3px solid #0b6e63;outline-offset:2px}
.banner{position:fixed;left:0;right:0;z-index:2147482000;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;justify-content:center;padding-right:3.5rem;border-width:0 0 1px}.banner h2,.banner p,.banner .go{margin:0}.top{top:0}.bottom{bottom:0;border-width:1px 0 0}
.slide-in{position:fixed;bottom:1rem;z-index:2147482000;width:min(22rem,calc(100vw - 2rem));border-radius:12px;box-shadow:0 6px 24px #0003}.right{right:1rem}.left{left:1rem}
dialog.box{border:0;border-radius:12px;padding:1.5rem;width:min(30rem,calc(100vw - 2rem));max-height:calc(100dvh - 2rem);overflow:auto}dialog::backdrop{background:#0008}
@media(prefers-reduced-motion:no-preference){.slide-in{animation:come .3s ease-out}@keyframes come{from{opacity:0;transform:translateY(1rem)}}}
@media(prefers-color-scheme:dark){.box:not(.in){background:#182220;color:#e8efed}:focus-visible{outline-color:#5fd0c0}}`

/** The place one is drawn into. */
export function shade(at: HTMLElement, c: Call): ShadowRoot {
  const shadow = at.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(look(c))
  shadow.adoptedStyleSheets = [sheet]
  return shadow
}

/** What one says, and the button that leads on; done is called when it was clicked. */
export function says(c: Call, host: string, done?: () => void): HTMLElement[] {
  const go = make('a', { class: 'go', href: c.form ? `${host}/f/${c.form}?lang=${c.language}` : c.url! }, c.button!)
  go.addEventListener('click', (e) => {
    follow(c, host, e)
    done?.()
  })
  return [...(c.title ? [make('h2', {}, c.title)] : []), ...(c.text ? [make('p', {}, c.text)] : []), go]
}

/** Tells of a click, and opens the form here where it leads to one: who fills it in is then known to be who saw it. */
export function follow(c: Call, host: string, e: Event): void {
  page.told('CTA Clicked', c)
  keep(c, 'clicked')
  const key = e as MouseEvent
  if (!c.form || key.ctrlKey || key.metaKey || key.shiftKey) return
  e.preventDefault()
  const at = make('div', { 'data-bd-form': c.form, 'data-bd-popup': 'now', 'data-bd-lang': c.language })
  const script = make('script', { src: `${host}/w/form.js`, async: true })
  const nonce = document.querySelector<HTMLScriptElement>('script[data-key]')?.nonce
  if (nonce) script.nonce = nonce
  document.body.append(at, script)
}
